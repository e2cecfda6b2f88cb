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

    /// Whether no cell has anything but white space, as in the empty rows that spreadsheets export.
    ///
    /// Ctrl-Z (0x1A) alone, by which exporters of DOS end a file, is blank too.
    package var isBlank: Bool {
        if fault != nil { return false }
        if bytes.allSatisfy({ $0 <= 0x20 && $0 != 0 && ($0 != 0x1A || bytes.count == 1) }) {
            return true
        }
        return bytes.count < 256
            && String(decoding: bytes, as: UTF8.self).unicodeScalars.allSatisfy { scalar in
                scalar.properties.isWhitespace || scalar.value == 0xFEFF || scalar.value == 0x200C
            }
    }

    /// Whether it is the line `sep=;` by which Excel's exporters name the delimiter.
    package var isDelimiterHint: Bool {
        record == 1 && count <= 2 && bytes.starts(with: CSVDelimiter.hint)
            && bytes.count <= CSVDelimiter.hint.count + 1
    }

    /// The bytes of a cell.
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

    /// Whether the row is in another encoding than the file.
    ///
    /// Only a line of UTF-8 in a file of Windows-1256 is found here; in a file of UTF-8 the bytes of another
    /// encoding become U+FFFD, which no column takes.
    package func hasOtherEncoding(than encoding: TextEncoding) -> Bool {
        guard encoding == .windows1256, bytes.contains(where: { $0 >= 0x80 }) else { return false }
        return (0..<count).contains { Windows1256.isMisreadUTF8(text($0)) }
    }

    /// Every cell's text.
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
