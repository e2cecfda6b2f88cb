internal import Persian

/// The bytes that a row's MAC covers: everything that an answer is made of.
struct RowMessage {
    /// The message.
    let bytes: [UInt8]

    /// Label, key id, locator, digest, status, moment, reason, the token's length.
    private static let fixedCount = 11 + 1 + 4 + Digest.count + 1 + 8 + 1 + 4

    init(
        keyID: UInt8,
        locator: UInt32,
        recordDigest: Digest,
        status: DegreeStatus,
        token: Span<UInt8>
    ) {
        bytes = [UInt8](capacity: Self.fixedCount + token.count) { output in
            for byte in "saorg/row/1".utf8 { output.append(byte) }
            output.append(keyID)
            output.append(bigEndian: locator)
            output.append(recordDigest)
            output.append(status.code)
            output.append(bigEndian: status.since?.secondsSinceEpoch ?? 0)
            output.append(status.reason?.code ?? 0)
            output.append(bigEndian: UInt32(token.count))
            for index in token.indices { output.append(token[index]) }
        }
    }
}

extension OutputSpan<UInt8> {
    /// Appends an integer, big-endian.
    @inline(__always)
    fileprivate mutating func append(bigEndian value: some FixedWidthInteger) {
        var shift = value.bitWidth
        while shift > 0 {
            shift &-= 8
            append(UInt8(truncatingIfNeeded: value >> shift))
        }
    }

    @inline(__always)
    fileprivate mutating func append(_ digest: Digest) {
        let windows = digest.windows
        append(bigEndian: windows.0)
        append(bigEndian: windows.1)
        append(bigEndian: windows.2)
        append(bigEndian: windows.3)
    }
}
