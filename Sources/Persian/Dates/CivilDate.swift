/// A day of the proleptic Gregorian calendar, without time or zone.
package struct CivilDate: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The year; 1 BC is 0.
    package let year: Int

    /// The month, 1…12.
    package let month: Int

    /// The day of the month, 1…31.
    package let day: Int

    /// The day with these parts; nil when the calendar has no such day or the year is not 0…9999.
    package init?(year: Int, month: Int, day: Int) {
        guard (0...9999).contains(year), (1...12).contains(month),
            (1...Self.days(inMonth: month, of: year)).contains(day)
        else { return nil }
        self.year = year
        self.month = month
        self.day = day
    }

    /// Creates the day this number of days after 1970-01-01.
    ///
    /// Source: the arithmetic of Howard Hinnant, "chrono-compatible low-level date algorithms".
    package init(daysSinceEpoch: Int) {
        let shifted = daysSinceEpoch + 719_468
        let era = Self.floored(shifted, by: 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    /// Days since 1970-01-01; negative before it.
    package var daysSinceEpoch: Int {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = Self.floored(shiftedYear, by: 400)
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
            - 719_468
    }

    /// Reads exactly `YYYY-MM-DD` in ASCII digits, the form of files and JSON.
    ///
    /// For a date that a user typed, call `TypedDate.parse`.
    ///
    /// - Throws: `DateParsingError` for another form, or a day that the calendar does not have.
    package init(parsing text: some StringProtocol) throws(DateParsingError) {
        var fields = ASCIIFields(String(text).utf8)
        let year = fields.number(digits: 4)
        let first = fields.skip(0x2D)
        let month = fields.number(digits: 2)
        let second = fields.skip(0x2D)
        let day = fields.number(digits: 2)
        guard let year, first, let month, second, let day, fields.isAtEnd else {
            throw text.isEmpty ? .empty : .format
        }
        self = try Self.checked(year: year, month: month, day: day)
    }

    /// `YYYY-MM-DD`.
    package var description: String {
        var text = ASCIIText()
        text.append(self)
        return text.string
    }

    /// Orders days by time.
    package static func < (a: CivilDate, b: CivilDate) -> Bool {
        (a.year, a.month, a.day) < (b.year, b.month, b.day)
    }
}

extension CivilDate {
    /// Whether February of the year has 29 days.
    package static func isLeap(_ year: Int) -> Bool {
        year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    }

    /// Returns the number of days of a month 1…12.
    package static func days(inMonth month: Int, of year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Returns the day with these parts.
    ///
    /// - Throws: `DateParsingError` with the reason why the calendar has no such day.
    package static func checked(
        year: Int,
        month: Int,
        day: Int
    ) throws(DateParsingError) -> CivilDate {
        if let date = CivilDate(year: year, month: month, day: day) { return date }
        guard (0...9999).contains(year) else { throw .yearOutOfRange(year) }
        guard (1...12).contains(month) else { throw .monthOutOfRange(month) }
        guard day > 0 else { throw .doesNotExist(.noSuchDay) }
        let days = days(inMonth: month, of: year)
        let name = MonthName.gregorian(month)
        throw month == 2 && day == 29
            ? .doesNotExist(.commonYear(year: year, month: name, days: days))
            : .doesNotExist(.monthHasOnly(days: days, month: name))
    }

    /// Returns the quotient rounded towards minus infinity.
    static func floored(_ a: Int, by b: Int) -> Int {
        a >= 0 ? a / b : (a + 1) / b - 1
    }
}
