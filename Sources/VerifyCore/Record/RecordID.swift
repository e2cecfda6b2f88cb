package import Persian
internal import Synchronization

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

    /// How many were made by this process.
    private static let made = Atomic<UInt64>(0)

    /// A new id: a UUID of version 7 (RFC 9562 §5.7) with a counter (§6.2) of 18 bits before 56 random ones.
    ///
    /// It begins with the time, so that those made together stand side by side in an index, and writing many
    /// of them touches few of its pages.
    package init(at now: Timestamp) {
        let milliseconds = UInt64(clamping: now.secondsSinceEpoch) * 1000
        let count = Self.made.wrappingAdd(1, ordering: .relaxed).oldValue & 0x3_ffff
        let random = Random.bytes(7).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        high = milliseconds << 16 | 0x7000 | count >> 6
        low = 0x8000_0000_0000_0000 | (count & 0x3f) << 56 | random
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
        (0..<Self.byteCount).map { index in
            UInt8(truncatingIfNeeded: (index < 8 ? high : low) >> UInt64(56 - index % 8 * 8))
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
