/// Writes RFC 4180 records that a spreadsheet opens as they are.
///
/// UTF-8 with BOM, CRLF, quotes where they are needed; no cell begins with `=`, `+`, `-`, `@`, tab or CR,
/// not after blanks either: such a cell gets an apostrophe in front, or it would run as a formula. Some
/// programs split lines at `;` or tab whatever stands around it, so the same holds for what follows one of
/// these, or a line end, inside of a cell.
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

    /// Takes what was written so far, to send it on.
    package mutating func take() -> [UInt8] {
        defer { bytes.removeAll(keepingCapacity: true) }
        return bytes
    }

    /// Whether a spreadsheet would take the cell for a formula (OWASP, "CSV injection").
    package static func isFormula(_ text: String) -> Bool {
        if text.utf8.first == 0x09 || text.utf8.first == 0x0D { return true }
        return text.unicodeScalars.first { !isBlank($0) }.map(isSign) ?? false
    }
}

extension CSVWriter {
    /// The text with an apostrophe before all that would be a formula.
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

    /// Where some program begins a new cell, other than at a comma.
    private static func isSeparator(_ byte: UInt8) -> Bool {
        byte == 0x3B || byte == 0x09 || byte == 0x0A || byte == 0x0D
    }

    private static func isSign(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "=", "+", "-", "@", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}": true
        default: false
        }
    }

    /// What may stand before a sign and be passed over: white space and what is not seen.
    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return scalar.value <= 0x20 }
        return scalar.properties.isWhitespace || scalar.properties.isDefaultIgnorableCodePoint
    }
}
