package import Persian
internal import Synchronization

/// The UUID of a record: sixteen bytes of any version (RFC 9562).
package struct RecordID: Sendable, Hashable, CustomStringConvertible {
    /// The first eight bytes, big-endian.
    package let high: UInt64
    /// The last eight bytes, big-endian.
    package let low: UInt64

    /// Creates an id of its two halves.
    init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// The length of an id in bytes.
    package static let byteCount = 16

    /// Reads sixteen bytes; nil for another number of bytes.
    package init?(_ bytes: [UInt8]) {
        self.init(bytes.span)
    }

    /// Reads sixteen borrowed bytes; nil for another number of bytes.
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

    /// The number of ids that this process has made.
    private static let made = Atomic<UInt64>(0)

    /// Makes a UUID of version 7 (RFC 9562 §5.7) with a counter (§6.2) of 18 bits before 56 random bits.
    ///
    /// It begins with the time, so that ids made together are adjacent in an index, and inserting many of them
    /// writes few of its pages.
    package init(at now: Timestamp) {
        let milliseconds = UInt64(clamping: now.secondsSinceEpoch) * 1000
        let count = Self.made.wrappingAdd(1, ordering: .relaxed).oldValue & 0x3_ffff
        let random = Random.bytes(7).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        high = milliseconds << 16 | 0x7000 | count >> 6
        low = 0x8000_0000_0000_0000 | (count & 0x3f) << 56 | random
    }

    /// Returns a random id: a UUID of version 4 (RFC 9562 §5.4), which an attacker cannot guess.
    ///
    /// For objects to which the id alone gives access, such as the file of an anonymous client.
    package static func random() -> RecordID {
        var bytes = Random.bytes(byteCount)
        bytes[6] = bytes[6] & 0x0f | 0x40
        bytes[8] = bytes[8] & 0x3f | 0x80
        guard let id = RecordID(bytes) else { preconditionFailure("sixteen bytes are an id") }
        return id
    }

    /// Reads `00010203-0405-0607-0809-0a0b0c0d0e0f`, in either case; nil for any other text.
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
