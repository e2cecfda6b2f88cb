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
    package mutating func take(_ bytes: [UInt8]) -> Int {
        let before = lines
        if head.count < Self.archive.count {
            head += bytes.prefix(Self.archive.count - head.count)
        }
        countLines(of: bytes)
        self.bytes += bytes.count
        guard isPacked else { return max(lines - before, bytes.count / Self.bytes) }
        lines = self.bytes / Self.packedBytes + 1
        return max(0, lines - before)
    }

    /// A loop over indices of an array, which is fast in a build without optimization, too: bodies of megabytes pass it.
    private mutating func countLines(of bytes: [UInt8]) {
        var (lines, isEmpty, index) = (lines, isEmpty, 0)
        let count = bytes.count
        while index < count {
            let byte = bytes[index]
            index += 1
            if byte == 0x0a || byte == 0x0d {
                isEmpty = true
            } else if isEmpty, byte != 0 {
                // UTF-16 has zeros next to its line ends.
                lines += 1
                isEmpty = false
            }
        }
        (self.lines, self.isEmpty) = (lines, isEmpty)
    }
}
