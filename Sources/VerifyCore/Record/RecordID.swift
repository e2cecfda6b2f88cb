/// The UUID of a record: sixteen bytes, whichever version they say (RFC 9562).
package struct RecordID: Sendable, Hashable, CustomStringConvertible {
    /// The first eight bytes, big-endian.
    package let high: UInt64
    /// The last eight bytes, big-endian.
    package let low: UInt64

    /// How many bytes an id has.
    package static let byteCount = 16

    /// Reads sixteen bytes; another number of bytes is nil.
    package init?(_ bytes: [UInt8]) {
        self.init(bytes.span)
    }

    /// Reads sixteen lent bytes; another number of bytes is nil.
    package init?(_ bytes: Span<UInt8>) {
        guard bytes.count == Self.byteCount else { return nil }
        var high: UInt64 = 0
        var low: UInt64 = 0
        for index in 0..<8 {
            high = high << 8 | UInt64(bytes[index])
            low = low << 8 | UInt64(bytes[index + 8])
        }
        self.high = high
        self.low = low
    }

    /// Reads `00010203-0405-0607-0809-0a0b0c0d0e0f`, in either case; anything else is nil.
    package init?(parsing text: some StringProtocol) {
        let groups = text.split(separator: "-", omittingEmptySubsequences: false)
        guard groups.map(\.utf8.count) == [8, 4, 4, 4, 12],
            let bytes = try? Hex.decode(groups.joined())
        else { return nil }
        self.init(bytes)
    }

    /// The sixteen bytes.
    package var bytes: [UInt8] {
        [high, low].flatMap { half in
            (0..<8).map { UInt8(truncatingIfNeeded: half >> (56 - 8 * $0)) }
        }
    }

    /// The canonical text, in lower case.
    package var description: String {
        let bytes = bytes
        return [0..<4, 4..<6, 6..<8, 8..<10, 10..<16]
            .map { Hex.encode(Array(bytes[$0])) }
            .joined(separator: "-")
    }
}
