/// A day of the Iranian solar calendar (هجری شمسی).
///
/// Leap years follow the cycle of 33 years, which agrees with the official calendar and with Foundation's for
/// every day of 1200–1499, the years that the parsers accept.
package struct JalaliDate: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The year.
    package let year: Int

    /// The month, 1 (Farvardin) … 12 (Esfand).
    package let month: Int

    /// The day of the month, 1…31.
    package let day: Int

    /// The years that the initializer accepts.
    static let years = 1200...1499

    /// Creates the day with these parts.
    ///
    /// - Throws: `DateParsingError` with the reason, for example 30 Esfand of a common year.
    package init(year: Int, month: Int, day: Int) throws(DateParsingError) {
        guard Self.years.contains(year) else { throw .yearOutOfRange(year) }
        guard (1...12).contains(month) else { throw .monthOutOfRange(month) }
        guard day > 0 else { throw .doesNotExist(.noSuchDay) }
        let days = Self.days(inMonth: month, of: year)
        guard day <= days else {
            let name = MonthName.jalali(month)
            throw month == 12 && day == 30
                ? .doesNotExist(.commonYear(year: year, month: name, days: days))
                : .doesNotExist(.monthHasOnly(days: days, month: name))
        }
        self.year = year
        self.month = month
        self.day = day
    }

    /// Creates the same day in the Iranian calendar.
    package init(_ date: CivilDate) {
        let days = date.daysSinceEpoch - Self.epoch
        // On the last day of a year the estimate can be one year late.
        var estimate = 1 + CivilDate.floored(33 * days + 3, by: 12_053)
        if days < Self.firstDay(of: estimate) { estimate -= 1 }
        if days >= Self.firstDay(of: estimate + 1) { estimate += 1 }
        year = estimate
        let dayOfYear = days - Self.firstDay(of: estimate)
        if dayOfYear < 186 {
            month = dayOfYear / 31 + 1
            day = dayOfYear % 31 + 1
        } else {
            month = (dayOfYear - 186) / 30 + 7
            day = (dayOfYear - 186) % 30 + 1
        }
    }

    /// Reads a date in any form that `TypedDate` accepts.
    ///
    /// - Throws: `DateParsingError`.
    package init(parsing text: some StringProtocol) throws(DateParsingError) {
        self.init(try TypedDate.parse(text))
    }

    /// The same day in the Gregorian calendar.
    package var civil: CivilDate {
        let before = month <= 7 ? 31 * (month - 1) : 30 * (month - 1) + 6
        return CivilDate(daysSinceEpoch: Self.epoch + Self.firstDay(of: year) + before + day - 1)
    }

    /// `1403/09/14`, in ASCII.
    package var description: String {
        var text = ASCIIText()
        text.append(self)
        return text.string
    }

    /// The date in Persian words: ۱۴ آذر ۱۴۰۳.
    package var inWords: String {
        let (day, year) = (PersianNumber.plain(day), PersianNumber.plain(year))
        return "\(day) \(MonthName.jalali(month).fa) \(year)"
    }

    /// Orders days by time.
    package static func < (a: JalaliDate, b: JalaliDate) -> Bool {
        (a.year, a.month, a.day) < (b.year, b.month, b.day)
    }
}

extension JalaliDate {
    /// Whether Esfand of the year has 30 days.
    package static func isLeap(_ year: Int) -> Bool {
        let phase = (25 * year + 11) % 33
        return (phase < 0 ? phase + 33 : phase) < 8
    }

    /// Returns the number of days of a month 1…12.
    package static func days(inMonth month: Int, of year: Int) -> Int {
        switch month {
        case 1...6: 31
        case 12: isLeap(year) ? 30 : 29
        default: 30
        }
    }

    /// 1 Farvardin of year 1, in days since 1970-01-01.
    private static let epoch = -492_268

    /// Returns the days from 1 Farvardin of year 1 to 1 Farvardin of this year.
    private static func firstDay(of year: Int) -> Int {
        365 * (year - 1) + CivilDate.floored(8 * year + 21, by: 33)
    }
}
