internal import Persian

/// The bytes that a row's MAC covers, as far as the token: everything else that an answer is made of.
///
/// The token follows where it is, uncopied; its length is here.
struct RowMessage {
    /// Label, key id, locator, digest, status, moment, reason, the token's length.
    private static let label = "saorg/row/1"

    private var message: MACMessage<62>

    init(
        keyID: UInt8,
        locator: UInt32,
        recordDigest: Digest,
        status: DegreeStatus,
        tokenCount: Int
    ) {
        message = MACMessage(Self.label)
        message.append(keyID)
        message.append(bigEndian: locator)
        message.append(recordDigest)
        message.append(status.code)
        message.append(bigEndian: status.since?.secondsSinceEpoch ?? 0)
        message.append(status.reason?.code ?? 0)
        message.append(bigEndian: UInt32(tokenCount))
    }

    /// The MAC of these bytes and the token after them.
    func digest(by key: HMACKey, token: Span<UInt8>) -> Digest {
        message.digest(by: key, then: token)
    }
}
