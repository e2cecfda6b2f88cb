/// A writer of RFC 4180 records that a spreadsheet opens without running a formula.
///
/// UTF-8 with BOM, CRLF, quotes where they are needed. A cell that begins with `=`, `+`, `-`, `@`, tab or CR,
/// also after blanks, would run as a formula and gets an apostrophe in front. Some programs split lines at `;`
/// or tab even inside of quotes, so the same holds after one of these, or after a line end, within a cell
/// (OWASP, "CSV injection").
package struct CSVWriter: Sendable {
    /// The bytes that were written and not yet taken.
    package private(set) var bytes: [UInt8] = []

    private var isAtRowStart = true

    /// Creates a writer.
    ///
    /// - Parameter byteOrderMark: false where the bytes continue a file.
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

    /// Writes the next cell of the current record.
    package mutating func cell(_ text: String) {
        if !isAtRowStart { bytes.append(0x2C) }
        isAtRowStart = false
        let text = Self.defused(text)
        guard text.utf8.contains(where: { $0 == 0x22 || $0 == 0x2C || Self.isSeparator($0) }) else {
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

    /// Returns the bytes written since the last call, and removes them.
    package mutating func take() -> [UInt8] {
        defer { bytes.removeAll(keepingCapacity: true) }
        return bytes
    }

    /// Whether a spreadsheet would run the cell as a formula (OWASP, "CSV injection").
    package static func isFormula(_ text: String) -> Bool {
        if text.utf8.first == 0x09 || text.utf8.first == 0x0D { return true }
        return text.unicodeScalars.first { !isBlank($0) }.map(isSign) ?? false
    }
}

extension CSVWriter {
    /// The text with an apostrophe before each part that would run as a formula.
    private static func defused(_ text: String) -> String {
        let first = isFormula(text) ? "'" + text : text
        guard first.utf8.contains(where: isSeparator) else { return first }
        var result = String.UnicodeScalarView()
        var isAtStart = false
        for scalar in first.unicodeScalars {
            if isAtStart, isSign(scalar) { result.append("'") }
            if UInt8(exactly: scalar.value).map(isSeparator) ?? false {
                isAtStart = true
            } else if !isBlank(scalar) {
                isAtStart = false
            }
            result.append(scalar)
        }
        return String(result)
    }

    /// Whether some program begins a new cell after the byte; the comma is not among them.
    private static func isSeparator(_ byte: UInt8) -> Bool {
        byte == 0x3B || byte == 0x09 || byte == 0x0A || byte == 0x0D
    }

    private static func isSign(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "=", "+", "-", "@", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}": true
        default: false
        }
    }

    /// Whether programs ignore the scalar before a sign: white space and invisible characters.
    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return scalar.value <= 0x20 }
        return scalar.properties.isWhitespace || scalar.properties.isDefaultIgnorableCodePoint
    }
}
