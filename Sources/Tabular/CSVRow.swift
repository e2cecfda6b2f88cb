/// One record of a CSV file: its cells as they were written, quotes taken away.
package struct CSVRow: Sendable {
    /// The number of the record, from 1; with a title line in the file, that is the number 1.
    package internal(set) var record = 0

    /// What is wrong with the record as a record; its cells are then of no use.
    package internal(set) var fault: CSVFault?

    /// All cells' bytes, one after the other.
    var bytes: [UInt8] = []

    /// Where each cell ends in `bytes`.
    var ends: [Int] = []

    /// The number of cells.
    package var count: Int { ends.count }

    /// Where a cell's bytes are.
    private func range(_ column: Int) -> Range<Int> {
        (column == 0 ? 0 : ends[column - 1])..<ends[column]
    }

    /// Whether a cell has nothing in it.
    package func isEmpty(_ column: Int) -> Bool { range(column).isEmpty }

    /// The bytes of a cell.
    package func byteCount(_ column: Int) -> Int { range(column).count }

    /// A cell's text; bytes that are not UTF-8 become U+FFFD.
    package func text(_ column: Int) -> String {
        String(decoding: bytes[range(column)], as: UTF8.self)
    }

    /// A copy to be kept: its memory is that of its own bytes, and none of the reader's buffers.
    ///
    /// A plain copy would share the buffer of the reader, which is as large as the largest record so far.
    package borrowing func kept() -> CSVRow {
        var row = CSVRow()
        row.record = record
        row.fault = fault
        // Not `Array(bytes[...])`, which is the same buffer again.
        row.bytes.reserveCapacity(bytes.count)
        row.bytes += bytes
        row.ends.reserveCapacity(ends.count)
        row.ends += ends
        return row
    }

    /// Every cell's text.
    package var texts: [String] { (0..<count).map(text) }
}

/// What is wrong with a record of a CSV file.
package enum CSVFault: String, Sendable, Hashable {
    /// A quote that opened a cell was never closed.
    case unclosedQuote = "unclosed_quote"

    /// Something stood between a closing quote and the next delimiter.
    case strayQuote = "stray_quote"

    /// A cell has more bytes than the limit.
    case fieldTooLarge = "field_too_large"

    /// The record has more bytes than the limit.
    case rowTooLarge = "row_too_large"

    /// The record has more cells than the limit.
    case tooManyColumns = "too_many_columns"
}
