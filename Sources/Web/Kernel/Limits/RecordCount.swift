/// Counts the records of a file while its bytes arrive, with any kind of line end.
///
/// The lines of an archive, such as a workbook, are packed: its records are estimated by its bytes.
package struct RecordCount: Sendable {
    /// The bytes for which a long record counts as one more; a usual record has 200.
    package static let bytes = 256

    /// The packed bytes that count as one record: a code with its row takes twelve to twenty, a graduate seventy.
    package static let packedBytes = 32

    /// Lines that are not empty; for an archive the estimated records.
    package private(set) var lines = 0
    /// Whether the file is a ZIP archive, whose first bytes are `PK`, 3 and 4.
    package var isPacked: Bool { head == Self.archive }

    private static let archive: [UInt8] = [0x50, 0x4B, 0x03, 0x04]
    private var isEmpty = true
    private var head: [UInt8] = []
    private var bytes = 0

    /// A count of zero, before the first byte of a file.
    package init() {}

    /// Counts the next bytes; returns their cost: one per line, more where lines are long.
    package mutating func take(_ bytes: some Sequence<UInt8>) -> Int {
        let before = lines
        var count = 0
        for byte in bytes {
            count += 1
            if head.count < Self.archive.count { head.append(byte) }
            switch byte {
            case 0x0a, 0x0d: isEmpty = true
            // UTF-16 has zeros next to its line ends.
            case 0x00: break
            default:
                if isEmpty { lines += 1 }
                isEmpty = false
            }
        }
        self.bytes += count
        guard isPacked else { return max(lines - before, count / Self.bytes) }
        lines = self.bytes / Self.packedBytes + 1
        return max(0, lines - before)
    }
}
