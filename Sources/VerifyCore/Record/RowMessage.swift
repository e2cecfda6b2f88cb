internal import Persian

/// The bytes that a row's MAC covers: everything that an answer is made of.
struct RowMessage {
    /// The message.
    let bytes: [UInt8]

    private static let label = Array("saorg/row/1".utf8)
    /// Label, key id, locator, digest, status, moment, reason, the token's length.
    private static let fixedCount = 11 + 1 + 4 + Digest.count + 1 + 8 + 1 + 4

    init(
        keyID: UInt8,
        locator: UInt32,
        recordDigest: Digest,
        status: DegreeStatus,
        token: Span<UInt8>
    ) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Self.fixedCount + token.count)
        bytes.append(contentsOf: Self.label)
        bytes.append(keyID)
        bytes.append(bigEndian: locator)
        recordDigest.withBytes { bytes.append(copying: $0) }
        bytes.append(status.code)
        bytes.append(bigEndian: status.since?.secondsSinceEpoch ?? 0)
        bytes.append(status.reason?.code ?? 0)
        bytes.append(bigEndian: UInt32(token.count))
        bytes.append(copying: token)
        self.bytes = bytes
    }
}

extension [UInt8] {
    /// Appends an integer, big-endian.
    fileprivate mutating func append(bigEndian value: some FixedWidthInteger) {
        for shift in stride(from: value.bitWidth - 8, through: 0, by: -8) {
            append(UInt8(truncatingIfNeeded: value >> shift))
        }
    }

    fileprivate mutating func append(copying bytes: Span<UInt8>) {
        for index in bytes.indices { append(bytes[index]) }
    }
}
