internal import Persian

/// The bytes that a row's MAC covers before the token: all other parts of an answer.
///
/// The MAC reads the token in place, without a copy; this message holds its length.
struct RowMessage {
    /// The label, before key id, locator, digest, status, timestamp, reason, and the token's length.
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

    /// Returns the MAC of these bytes and the token after them.
    func digest(by key: HMACKey, token: Span<UInt8>) -> Digest {
        message.digest(by: key, then: token)
    }
}
