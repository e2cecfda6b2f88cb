/// Writes RFC 4180 records that a spreadsheet opens as they are.
///
/// UTF-8 with BOM, CRLF, quotes where they are needed; no cell begins with `=`, `+`, `-`, `@`, tab or CR:
/// such a cell gets an apostrophe in front, or it would run as a formula.
package struct CSVWriter: Sendable {
    /// What was written and not yet taken.
    package private(set) var bytes: [UInt8] = []

    private var isAtRowStart = true

    /// A writer; the byte order mark is the first of its bytes unless it continues a file.
    package init(byteOrderMark: Bool = true) {
        if byteOrderMark { bytes = [0xEF, 0xBB, 0xBF] }
    }

    /// Writes one record.
    package mutating func row(_ cells: [String]) {
        for cell in cells {
            self.cell(cell)
        }
        endRow()
    }

    /// Writes one cell of the record that is being written.
    package mutating func cell(_ text: String) {
        if !isAtRowStart { bytes.append(0x2C) }
        isAtRowStart = false
        let text = Self.isFormula(text) ? "'" + text : text
        guard text.utf8.contains(where: { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D })
        else {
            bytes += text.utf8
            return
        }
        bytes.append(0x22)
        for byte in text.utf8 {
            if byte == 0x22 { bytes.append(0x22) }
            bytes.append(byte)
        }
        bytes.append(0x22)
    }

    /// Ends the record.
    package mutating func endRow() {
        bytes.append(0x0D)
        bytes.append(0x0A)
        isAtRowStart = true
    }

    /// Takes what was written so far, to send it on.
    package mutating func take() -> [UInt8] {
        defer { bytes.removeAll(keepingCapacity: true) }
        return bytes
    }

    /// Whether a spreadsheet would take the cell for a formula (OWASP, "CSV injection").
    package static func isFormula(_ text: String) -> Bool {
        switch text.unicodeScalars.first {
        case "=", "+", "-", "@", "\t", "\r", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}": true
        default: false
        }
    }
}
