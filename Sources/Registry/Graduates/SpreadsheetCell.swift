import Persian

/// A cell as spreadsheets, pandas and databases write it, reduced to the value that was meant.
///
/// What is certain is taken: `'123`, `="123"`, `123.0`, `4.118007790E+9`, `1991-08-03 00:00:00`. What may have
/// lost digits or is an error value (`4.12E+09`, `#N/A`, a day as the number 33453) is refused.
enum SpreadsheetCell: Equatable {
    /// The kind of value that the column holds.
    enum Form {
        case persianText
        case latinText
        case number
        case date
    }

    /// A value; `isConverted` if it was written in the notation of a spreadsheet.
    case value(String, isConverted: Bool)
    /// A word for "no value", such as `NULL` or `NaN`.
    case null
    /// A value that a spreadsheet destroyed.
    case destroyed

    init(_ raw: String, _ form: Form) {
        guard Self.needsWork(raw, form) else {
            self = .value(raw, isConverted: false)
            return
        }
        let text = Self.trimmed(raw)
        if Self.nulls.contains(text) || (form != .latinText && Self.shortNulls.contains(text)) {
            self = .null
        } else if Self.isErrorValue(text) {
            self = .destroyed
        } else {
            let (plain, isConverted) = Self.withoutTextMark(text, form)
            switch form {
            case .persianText, .latinText:
                self = .value(isConverted ? plain : raw, isConverted: isConverted)
            case .number: self = Self.number(plain, raw, isConverted)
            case .date: self = Self.date(plain, raw, isConverted)
            }
        }
    }
}

extension SpreadsheetCell {
    /// Words that programs write for "no value", exactly as they write them.
    private static let nulls: Set = [
        "NULL", "null", "(null)", "NaN", "nan", "None", "<NA>", "NaT", "\\N", "#NULL", "undefined",
    ]

    /// Such words that are also Latin names.
    private static let shortNulls: Set = ["NA", "N/A", "n/a", "nil"]

    /// Most cells begin with a letter of Persian or are plain digits: these need no work.
    private static func needsWork(_ raw: String, _ form: Form) -> Bool {
        switch form {
        case .persianText: return raw.utf8.contains { $0 < 0x80 && $0 != 0x20 }
        case .latinText:
            return raw.utf8.first.map { "#N<(\\nu=".utf8.contains($0) || $0 <= 0x20 } ?? false
        case .number: return !raw.utf8.allSatisfy { (0x2F...0x39).contains($0) }
        case .date:
            return raw.utf8.count != 10
                || !raw.utf8.allSatisfy { (0x2D...0x39).contains($0) && $0 != 0x2E }
        }
    }

    private static func isErrorValue(_ text: String) -> Bool {
        guard text.hasPrefix("#"), text.utf8.count > 1 else { return false }
        if text.utf8.allSatisfy({ $0 == 0x23 }) { return true }
        let word = text.dropFirst().prefix { $0 != "!" && $0 != "?" }
        return ["REF", "VALUE", "NAME", "DIV/0", "NUM", "NULL", "N/A", "SPILL", "CALC", "FIELD"]
            .contains(word)
    }

    /// Takes away the marks by which a spreadsheet keeps a text a text: `'123` and `="123"`.
    private static func withoutTextMark(_ text: String, _ form: Form) -> (String, Bool) {
        // Latin names begin with an apostrophe too: 't Hooft.
        if form != .latinText, text.hasPrefix("'"), text.utf8.count > 1 {
            return (String(text.dropFirst()), true)
        }
        guard text.hasPrefix("=\""), text.hasSuffix("\""), text.utf8.count > 3 else {
            return (text, false)
        }
        let content = String(text.dropFirst(2).dropLast())
        // A quote that is not doubled ends the text, and a formula follows it.
        if content.replacing("\"\"", with: "").contains("\"") { return (text, false) }
        return (content.replacing("\"\"", with: "\""), true)
    }

    private static func number(_ text: String, _ raw: String, _ isConverted: Bool) -> Self {
        let folded = Digits.folded(text).replacing("\u{66B}", with: ".")
        if let float = Decimal(folded) {
            guard let whole = float.whole else {
                return float.isScientific ? .destroyed : .value(raw, isConverted: isConverted)
            }
            return .value(whole, isConverted: true)
        }
        if isDateOfSpreadsheet(folded) { return .destroyed }
        return .value(isConverted ? text : raw, isConverted: isConverted)
    }

    /// `Jan-91` or `3-Jan`, and a date with a time: what a spreadsheet makes of 1/91.
    static func isDateOfSpreadsheet(_ text: String) -> Bool {
        let months: Set = [
            "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
        ]
        let parts = text.lowercased().split(separator: "-", omittingEmptySubsequences: false)
        let words = parts.filter { months.contains(String($0)) }
        if (2...3).contains(parts.count), words.count == 1,
            parts.allSatisfy({ months.contains(String($0)) || $0.utf8.allSatisfy(\.isDigit) })
        {
            return true
        }
        return text.hasSuffix(" 00:00:00") || text.hasSuffix("T00:00:00")
    }

    private static func date(_ text: String, _ raw: String, _ isConverted: Bool) -> Self {
        let folded = Digits.folded(text).replacing("\u{66B}", with: ".")
        if let whole = Decimal(folded)?.whole {
            if whole.utf8.count == 5 { return .destroyed }
            return .value(whole, isConverted: true)
        }
        // Days since 1900, or since 1904 in files of a Mac: the number alone does not say which.
        let days = folded.prefix { $0 != "." }
        if days.utf8.count == 5, folded.utf8.allSatisfy({ $0.isDigit || $0 == 0x2E }) {
            return .destroyed
        }
        if let day = withoutMidnight(folded) { return .value(day, isConverted: true) }
        return .value(isConverted ? text : raw, isConverted: isConverted)
    }

    /// The day of a date with the time 00:00; nil if there is no time, or another one.
    private static func withoutMidnight(_ text: String) -> String? {
        guard let colon = text.firstIndex(of: ":"),
            let mark = text[..<colon].lastIndex(where: { $0 == "T" || $0 == " " })
        else { return nil }
        var time = text[text.index(after: mark)...]
        for zone in ["Z", "+00:00"] where time.hasSuffix(zone) { time = time.dropLast(zone.count) }
        let isTwelve = time.hasSuffix(" AM") && time.hasPrefix("12:")
        if isTwelve { time = time.dropFirst(2).dropLast(3) }
        guard time.utf8.allSatisfy({ $0 == 0x30 || $0 == 0x3A || $0 == 0x2E }) else { return nil }
        return String(text[..<mark])
    }

    /// Without white space and invisible marks at both ends.
    private static func trimmed(_ text: String) -> String {
        let isBlank = { (scalar: Unicode.Scalar) in
            scalar.properties.isWhitespace || scalar.properties.generalCategory == .format
        }
        var scalars = text.unicodeScalars[...]
        while let first = scalars.first, isBlank(first) { scalars.removeFirst() }
        while let last = scalars.last, isBlank(last) { scalars.removeLast() }
        return String(String.UnicodeScalarView(scalars))
    }
}

extension SpreadsheetCell {
    /// A number as programs print it: `123.0` or `1.23E+2`.
    struct Decimal {
        private let digits: String
        private let decimals: Int
        private let exponent: Int
        /// Whether it has an exponent.
        let isScientific: Bool

        /// Nil for a text without a point and without an exponent, and for anything else.
        init?(_ text: String) {
            let parts = text.split(whereSeparator: { $0 == "e" || $0 == "E" })
            guard text.utf8.first?.isDigit == true, (1...2).contains(parts.count) else {
                return nil
            }
            isScientific = parts.count == 2
            if isScientific {
                let sign = parts[1].first
                let power = sign == "+" || sign == "-" ? parts[1].dropFirst() : parts[1]
                guard power.utf8.allSatisfy(\.isDigit), power.utf8.count <= 3,
                    let number = Int(power)
                else { return nil }
                exponent = sign == "-" ? -number : number
            } else {
                exponent = 0
            }
            let mantissa = parts[0].split(separator: ".", omittingEmptySubsequences: false)
            guard mantissa.count == 2 || (mantissa.count == 1 && isScientific),
                mantissa.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(\.isDigit) })
            else { return nil }
            digits = mantissa.joined()
            decimals = mantissa.count == 2 ? mantissa[1].utf8.count : 0
        }

        /// The whole number, where every digit of it is written; nil if digits may be lost or it has a fraction.
        var whole: String? {
            let missing = exponent - decimals
            if missing > 0 || (isScientific && exponent < 0) { return nil }
            guard digits.suffix(-missing).allSatisfy({ $0 == "0" }) else { return nil }
            return String(digits.dropLast(-missing))
        }

        /// The number with a point, such as `17.25`; nil if it is not between 0.01 and 1000.
        var plain: String? {
            guard (0...2).contains(exponent), exponent <= decimals else { return nil }
            let point = digits.index(
                digits.startIndex,
                offsetBy: digits.count - decimals + exponent
            )
            let fraction = digits[point...]
            return fraction.isEmpty ? String(digits[..<point]) : "\(digits[..<point]).\(fraction)"
        }
    }
}

extension UInt8 {
    fileprivate var isDigit: Bool { (0x30...0x39).contains(self) }
}
