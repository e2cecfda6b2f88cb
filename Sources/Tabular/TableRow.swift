/// One row of a table: a record of a CSV file without the quotes around its cells, or a row of a workbook's sheet.
package struct TableRow: Sendable {
    /// The number of the record of a CSV file, from 1, the title line included; the number of the row of a sheet.
    package internal(set) var record = 0

    /// The number of the line of a CSV file on which the record begins, from 1; 0 for a row of a sheet.
    package internal(set) var line = 0

    /// The fault of the record; nil when its cells can be used.
    package internal(set) var fault: RowFault?

    /// The bytes of all cells, concatenated.
    var bytes: [UInt8] = []

    /// The end of each cell in `bytes`.
    var ends: [Int] = []

    /// The columns of the cells that hold a date.
    private var dates: [Int] = []

    /// Whether it is a row of a sheet, whose empty cells at the end are absent.
    package internal(set) var isInSheet = false

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
    package borrowing func kept() -> TableRow {
        var row = TableRow()
        row.record = record
        row.line = line
        row.fault = fault
        // Not `Array(bytes[...])`, which shares the buffer.
        row.bytes.reserveCapacity(bytes.count)
        row.bytes += bytes
        row.ends.reserveCapacity(ends.count)
        row.ends += ends
        row.dates = dates
        row.isInSheet = isInSheet
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

/// The cells of a sheet.
extension TableRow {
    /// Whether a cell holds a date, and not a text that may be one.
    package func isDate(_ column: Int) -> Bool { dates.contains(column) }

    /// The name of a cell as spreadsheets show it, such as `B17`; nil for a record of a CSV file.
    package func cellName(_ column: Int) -> String? {
        guard isInSheet else { return nil }
        var letters: [UInt8] = []
        var rest = column + 1
        while rest > 0 {
            letters.append(UInt8(ascii: "A") + UInt8((rest - 1) % 26))
            rest = (rest - 1) / 26
        }
        return String(decoding: letters.reversed(), as: UTF8.self) + String(record)
    }

    /// Adds a cell behind the others; the cells between them are empty.
    mutating func append(_ text: [UInt8], at column: Int, isDate: Bool) {
        while ends.count < column { ends.append(bytes.count) }
        bytes += text
        ends.append(bytes.count)
        if isDate { dates.append(column) }
    }

    /// Removes the cells and the fault.
    mutating func clear() {
        fault = nil
        bytes.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        dates.removeAll(keepingCapacity: true)
    }
}

/// A fault in a row of a table; the raw value is its stable machine word.
package enum RowFault: String, Sendable, Hashable {
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

extension RowFault: CustomStringConvertible {
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
