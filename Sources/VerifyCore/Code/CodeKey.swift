/// The pair of keys that makes and checks the codes of one key id: K_loc and K_tag, 32 bytes each.
///
/// A class, because each look-up passes one, and a reference is cheaper to pass than its content.
package final class CodeKey: Sendable {
    /// The first two digits of the codes, 10…99.
    package let id: UInt8
    private let locatorKey: HMACKey
    let tagKey: HMACKey
    /// The key of the permutation that hides locators in status references (`StatusReference.swift`).
    let statusKey: HMACKey
    // The beginnings of the messages, which are the same for all records.
    private let locatorMessage: MACMessage<37>
    private let tagMessage: MACMessage<53>

    /// Creates the pair of keys of an id.
    package init(id: UInt8, locatorKey: [UInt8], tagKey: [UInt8]) {
        self.id = id
        self.locatorKey = HMACKey(locatorKey)
        self.tagKey = HMACKey(tagKey)
        let statusLabel = Array("saorg/status/1".utf8) + [id]
        statusKey = HMACKey(self.locatorKey.authenticate(statusLabel))
        var locatorMessage = MACMessage<37>("saorg/code/loc/1")
        locatorMessage.append(id)
        self.locatorMessage = locatorMessage
        var tagMessage = MACMessage<53>("saorg/code/tag/1")
        tagMessage.append(id)
        self.tagMessage = tagMessage
    }

    /// Returns the locator of a record: always the same, so that a retry makes the same code.
    ///
    /// The caller increases `counter` from 0 until the locator is unused under this id.
    package func locator(for record: RecordID, counter: UInt32) -> UInt32 {
        var message = locatorMessage
        message.append(bigEndian: record.high)
        message.append(bigEndian: record.low)
        message.append(bigEndian: counter)
        return message.digest(by: locatorKey).truncated(below: AuthenticityCode.locators) {
            locatorKey.digest(of: $0)
        }
    }

    /// Returns the tag that binds a locator to the record with this SHA-256.
    package func tag(locator: UInt32, recordDigest: Digest) -> UInt32 {
        var message = tagMessage
        message.append(bigEndian: locator)
        message.append(recordDigest)
        return message.digest(by: tagKey).truncated(below: AuthenticityCode.tags) {
            tagKey.digest(of: $0)
        }
    }

    /// Returns the code of a locator and the record with this SHA-256; nil for an id or locator out of range.
    package func code(locator: UInt32, recordDigest: Digest) -> AuthenticityCode? {
        AuthenticityCode(
            keyID: id,
            locator: locator,
            tag: tag(locator: locator, recordDigest: recordDigest)
        )
    }

    /// Returns whether the code's tag is the tag of the record with this SHA-256.
    package func matches(_ code: AuthenticityCode, recordDigest: Digest) -> Bool {
        code.keyID == id && code.tag == tag(locator: code.locator, recordDigest: recordDigest)
    }

    /// Returns the MAC of a row under K_tag; the layout is in docs/formats/record.md.
    package func rowMAC(
        locator: UInt32,
        recordDigest: Digest,
        status: DegreeStatus,
        token: Span<UInt8>
    ) -> Digest {
        let message = RowMessage(
            keyID: id,
            locator: locator,
            recordDigest: recordDigest,
            status: status,
            tokenCount: token.count
        )
        return message.digest(by: tagKey, token: token)
    }
}
