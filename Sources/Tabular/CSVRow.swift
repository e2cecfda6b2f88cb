/// One record of a CSV file: its cells without the quotes around them.
package struct CSVRow: Sendable {
    /// The number of the record, from 1; a title line has the number 1.
    package internal(set) var record = 0

    /// The fault of the record; nil when its cells can be used.
    package internal(set) var fault: CSVFault?

    /// The bytes of all cells, concatenated.
    var bytes: [UInt8] = []

    /// The end of each cell in `bytes`.
    var ends: [Int] = []

    /// The number of cells.
    package var count: Int { ends.count }

    /// The range of a cell in `bytes`.
    private func range(_ column: Int) -> Range<Int> {
        (column == 0 ? 0 : ends[column - 1])..<ends[column]
    }

    /// Whether a cell is empty.
    package func isEmpty(_ column: Int) -> Bool { range(column).isEmpty }

    /// The number of bytes of a cell.
    package func byteCount(_ column: Int) -> Int { range(column).count }

    /// Returns the text of a cell; bytes that are not UTF-8 become U+FFFD.
    package func text(_ column: Int) -> String {
        String(decoding: bytes[range(column)], as: UTF8.self)
    }

    /// Returns a copy to keep, with buffers of exactly its size.
    ///
    /// A plain copy would share the reader's buffer, which is as large as the largest record so far.
    package borrowing func kept() -> CSVRow {
        var row = CSVRow()
        row.record = record
        row.fault = fault
        // Not `Array(bytes[...])`, which shares the buffer.
        row.bytes.reserveCapacity(bytes.count)
        row.bytes += bytes
        row.ends.reserveCapacity(ends.count)
        row.ends += ends
        return row
    }

    /// The text of each cell.
    package var texts: [String] { (0..<count).map(text) }
}

/// A fault in a record of a CSV file; the raw value is its stable machine word.
package enum CSVFault: String, Sendable, Hashable {
    /// A quote that opened a cell was never closed.
    case unclosedQuote = "unclosed_quote"

    /// Characters are between a closing quote and the next delimiter.
    case strayQuote = "stray_quote"

    /// A cell has more bytes than the limit.
    case fieldTooLarge = "field_too_large"

    /// The record has more bytes than the limit.
    case rowTooLarge = "row_too_large"

    /// The record has more cells than the limit.
    case tooManyColumns = "too_many_columns"
}

extension CSVFault: CustomStringConvertible {
    /// What is wrong: lower case, without a full stop.
    package var description: String {
        switch self {
        case .unclosedQuote: "a quote is never closed"
        case .strayQuote: "a quote inside of a cell is not doubled"
        case .fieldTooLarge: "a cell is too large"
        case .rowTooLarge: "the record is too large"
        case .tooManyColumns: "the record has too many columns"
        }
    }

    /// What to do.
    package var hint: String {
        switch self {
        case .unclosedQuote: "close the quote in this line, or write a quote in a cell twice"
        case .strayQuote: "put the whole cell into quotes and write a quote in it twice"
        case .fieldTooLarge, .rowTooLarge: "look for a quote that is missing in this line"
        case .tooManyColumns: "look for a delimiter in a cell without quotes"
        }
    }
}
