/// Counts the records of a file while its bytes come, whatever ends its lines.
package struct RecordCount: Sendable {
    /// A record counts for one more with each so many bytes: a usual one has 200.
    package static let bytes = 256

    /// Lines that are not empty.
    package private(set) var lines = 0
    private var isEmpty = true

    package init() {}

    /// Takes the next bytes; answers what they cost: a record a line, more where lines are long.
    package mutating func take(_ bytes: some Sequence<UInt8>) -> Int {
        let before = lines
        var count = 0
        for byte in bytes {
            count += 1
            switch byte {
            case 0x0a, 0x0d: isEmpty = true
            // UTF-16 has zeros beside the ends of its lines.
            case 0x00: break
            default:
                if isEmpty { lines += 1 }
                isEmpty = false
            }
        }
        return max(lines - before, count / Self.bytes)
    }
}
