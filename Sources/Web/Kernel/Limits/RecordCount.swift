/// Counts the records of a file while its bytes arrive, with any kind of line end.
package struct RecordCount: Sendable {
    /// The bytes for which a long record counts as one more; a usual record has 200.
    package static let bytes = 256

    /// Lines that are not empty.
    package private(set) var lines = 0
    private var isEmpty = true

    /// A count of zero, before the first byte of a file.
    package init() {}

    /// Counts the next bytes; returns their cost: one per line, more where lines are long.
    package mutating func take(_ bytes: some Sequence<UInt8>) -> Int {
        let before = lines
        var count = 0
        for byte in bytes {
            count += 1
            switch byte {
            case 0x0a, 0x0d: isEmpty = true
            // UTF-16 has zeros next to its line ends.
            case 0x00: break
            default:
                if isEmpty { lines += 1 }
                isEmpty = false
            }
        }
        return max(lines - before, count / Self.bytes)
    }
}
