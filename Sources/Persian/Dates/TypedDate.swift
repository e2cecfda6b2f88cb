/// Parses dates as users type them.
///
/// Year first or last with `/`, `-`, `.`, `٫`, `،` or spaces between («۱۴۰۳/۰۹/۱۴», `14-9-1403`), eight digits
/// (`14030914`), or with the month by name («۱۴ آذر ۱۴۰۳», `21 November 2026`), in any of the digits of
/// `Digits`. A year above 1700 is Gregorian, one of 1200–1499 Jalali. A year of two digits is rejected, and
/// so is a date whose year is Gregorian and last if day and month could be exchanged.
package enum TypedDate {
    /// A year above this is Gregorian.
    private static let lastJalaliYear = 1700

    /// The limit of a text in characters; the longest date in words has about 30.
    private static let maximumLength = 64

    /// Returns the day that the text names.
    ///
    /// - Throws: `DateParsingError`.
    package static func parse(_ text: some StringProtocol) throws(DateParsingError) -> CivilDate {
        try parse(String(text))
    }

    /// Returns the day that the text names (see the generic form).
    package static func parse(_ text: String) throws(DateParsingError) -> CivilDate {
        // The only form in files of universities: ten ASCII bytes, year first.
        if let date = try yearFirst(text) { return date }
        guard text.utf8.count <= maximumLength * 4 else { throw .format }
        return try date(of: try parts(of: text))
    }

    /// Returns the day of three form fields; the month is a number or a name.
    ///
    /// - Throws: `DateParsingError`.
    package static func parse(
        day: some StringProtocol,
        month: some StringProtocol,
        year: some StringProtocol
    ) throws(DateParsingError) -> CivilDate {
        let fields = [Part(day), Part(month), Part(year)]
        if fields.allSatisfy({ $0 == nil }) { throw .empty }
        guard let day = fields[0]?.number, let month = fields[1], let year = fields[2]?.number
        else {
            throw .format
        }
        switch month {
        case .number(let month, _):
            return try date(year: year, digits: fields[2]?.digits ?? 0, month: month, day: day)
        case .month(let isJalali, let month):
            try check(year, digits: fields[2]?.digits ?? 0, isJalali: isJalali)
            return try date(year: year, digits: 4, month: month, day: day)
        }
    }
}

extension TypedDate {
    private enum Part: Equatable {
        case number(Int, digits: Int)
        case month(isJalali: Bool, Int)

        /// Nil for a word that is neither a number nor a month.
        init?(_ text: some StringProtocol) {
            let key = Letters.key(text)
            if key.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(key),
                key.utf8.count <= 8
            {
                self = .number(number, digits: key.utf8.count)
            } else if let (isJalali, month) = MonthName.read(key) {
                self = .month(isJalali: isJalali, month)
            } else {
                return nil
            }
        }

        var number: Int? {
            if case .number(let number, _) = self { number } else { nil }
        }

        var digits: Int {
            if case .number(_, let digits) = self { digits } else { 0 }
        }
    }

    /// Reads `YYYY/MM/DD` or `YYYY-MM-DD` in ASCII; nil when the text has another form.
    private static func yearFirst(_ text: String) throws(DateParsingError) -> CivilDate? {
        var fields = ASCIIFields(text.utf8)
        guard let year = fields.number(digits: 4), let separator = fields.next(),
            separator == 0x2F || separator == 0x2D, let month = fields.number(digits: 2),
            fields.skip(separator), let day = fields.number(digits: 2), fields.isAtEnd
        else { return nil }
        return try date(year: year, digits: 4, month: month, day: day)
    }

    private static func parts(of text: String) throws(DateParsingError) -> [Part] {
        var words: [String] = []
        var word = ""
        var wordIsNumber = false
        var markIsAllowed = false
        var markIsMisplaced = false
        for scalar in Digits.folded(text).unicodeScalars {
            let isMark = isSeparator(scalar)
            if isMark {
                // -1403 is not a year, and two marks in a row mean a missing part.
                if !markIsAllowed { markIsMisplaced = true }
                markIsAllowed = false
            }
            if isMark || scalar.properties.isWhitespace {
                if !word.isEmpty { words.append(word) }
                word = ""
            } else if scalar.properties.generalCategory != .format || scalar.value == 0x200C {
                let isNumber = (0x30...0x39).contains(scalar.value)
                // «۱۴آذر۱۴۰۳» has no separator.
                if !word.isEmpty, isNumber != wordIsNumber {
                    words.append(word)
                    word = ""
                }
                wordIsNumber = isNumber
                markIsAllowed = true
                word.unicodeScalars.append(scalar)
            }
        }
        if !word.isEmpty { words.append(word) }
        if words.isEmpty { throw .empty }
        if markIsMisplaced { throw .format }
        let ignored: Set = ["ماه", "سال", "مورخ", "روز", "ه", "ش", "of", "م"]
        var parts: [Part] = []
        for word in words where !ignored.contains(word) && !isWeekday(word) {
            guard let part = Part(word) else { throw .format }
            parts.append(part)
        }
        return parts
    }

    private static func isSeparator(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "/", "-", ".", ",", "\u{60C}", "\u{66B}", "\u{2044}", "\u{2215}", "\u{FF0F}",
            "\u{2010}"..."\u{2015}",
            "\u{2212}", "\\":
            true
        default:
            false
        }
    }

    private static func isWeekday(_ word: String) -> Bool {
        let key = Letters.key(word)
        return key == "شنبه" || key.hasSuffix("شنبه") || key == "جمعه"
            || ["یک", "دو", "سه", "چهار", "پنج"].contains(key)
    }

    private static func date(of parts: [Part]) throws(DateParsingError) -> CivilDate {
        switch parts.count {
        case 1:
            guard case .number(let number, 8) = parts[0] else { throw .format }
            return try date(
                year: number / 10_000,
                digits: 4,
                month: number / 100 % 100,
                day: number % 100
            )
        case 3:
            if let named = try dateWithNamedMonth(parts) { return named }
            return try dateOfNumbers(parts)
        default:
            throw .format
        }
    }

    private static func dateOfNumbers(_ parts: [Part]) throws(DateParsingError) -> CivilDate {
        guard let first = parts[0].number, let month = parts[1].number, let last = parts[2].number,
            parts.allSatisfy({ $0.digits <= 4 }), parts[1].digits <= 2
        else { throw .format }
        if parts[0].digits > 2 {
            guard parts[2].digits <= 2 else { throw .format }
            return try date(year: first, digits: parts[0].digits, month: month, day: last)
        }
        guard parts[2].digits > 2 else {
            // The part that cannot be a day is the year; otherwise the first part, as in the accepted forms.
            throw .twoDigitYear(first > 31 || last <= 31 ? first : last)
        }
        if last > lastJalaliYear, first <= 12, month <= 12, first != month { throw .ambiguousOrder }
        return try date(year: last, digits: parts[2].digits, month: month, day: first)
    }

    private static func dateWithNamedMonth(
        _ parts: [Part]
    ) throws(DateParsingError) -> CivilDate? {
        var numbers: [Part] = []
        var named: (isJalali: Bool, month: Int)?
        for part in parts {
            switch part {
            case .number: numbers.append(part)
            case .month(let isJalali, let month):
                if named != nil { throw .format }
                named = (isJalali, month)
            }
        }
        guard let named, numbers.count == 2 else { return nil }
        // No accepted form ends with the name of the month.
        if case .month = parts[2] { throw .format }
        let yearIsFirst = numbers[0].digits > 2
        let (year, day) = yearIsFirst ? (numbers[0], numbers[1]) : (numbers[1], numbers[0])
        guard let number = year.number, let day = day.number else { throw .format }
        try check(number, digits: year.digits, isJalali: named.isJalali)
        return try date(year: number, digits: 4, month: named.month, day: day)
    }

    /// Rejects a year that does not fit the calendar whose month was named.
    private static func check(
        _ year: Int,
        digits: Int,
        isJalali: Bool
    ) throws(DateParsingError) {
        if digits <= 2 { throw .twoDigitYear(year) }
        if isJalali != (year <= lastJalaliYear) { throw .yearOutOfRange(year) }
    }

    private static func date(
        year: Int,
        digits: Int,
        month: Int,
        day: Int
    ) throws(DateParsingError) -> CivilDate {
        if digits <= 2 { throw .twoDigitYear(year) }
        if year > lastJalaliYear {
            return try CivilDate.checked(year: year, month: month, day: day)
        }
        return try JalaliDate(year: year, month: month, day: day).civil
    }
}
