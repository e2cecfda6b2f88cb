package import Persian

/// A month of the Iranian calendar, which the head of an organisation confirms.
package struct ConfirmedMonth: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The year.
    package let year: Int
    /// The month, 1…12.
    package let month: Int

    private init(year: Int, month: Int) {
        self.year = year
        self.month = month
    }

    /// The month of a day.
    package init(of date: CivilDate) {
        let day = JalaliDate(date)
        self.init(year: day.year, month: day.month)
    }

    /// Reads `1405-08`; nil for any other text.
    package init?(parsing text: some StringProtocol) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.utf8.count) == [4, 2], parts.joined().allSatisfy(\.isASCII),
            let year = Int(parts[0]), let month = Int(parts[1]),
            (try? JalaliDate(year: year, month: month, day: 1)) != nil
        else { return nil }
        self.init(year: year, month: month)
    }

    /// `1405-08`, in ASCII.
    package var description: String {
        "\(year)-\(month < 10 ? "0" : "")\(month)"
    }

    /// The month before.
    package var previous: ConfirmedMonth {
        month == 1
            ? ConfirmedMonth(year: year - 1, month: 12)
            : ConfirmedMonth(year: year, month: month - 1)
    }

    /// The month after.
    package var next: ConfirmedMonth {
        month == 12
            ? ConfirmedMonth(year: year + 1, month: 1)
            : ConfirmedMonth(year: year, month: month + 1)
    }

    /// The name of the month with its year: آبان ۱۴۰۵.
    package var name: Wording {
        let name = MonthName.jalali(month)
        return Wording(
            fa: "\(name.fa) \(PersianNumber.plain(year))",
            en: "\(name.en) \(year)"
        )
    }

    /// The first moment of the month in Tehran.
    package var begin: Timestamp {
        guard let day = try? JalaliDate(year: year, month: month, day: 1) else {
            return Timestamp(secondsSinceEpoch: 0)
        }
        return Timestamp.start(ofTehranDay: day.civil)
    }

    /// The first moment after the month in Tehran.
    package var end: Timestamp { next.begin }

    package static func < (one: ConfirmedMonth, other: ConfirmedMonth) -> Bool {
        (one.year, one.month) < (other.year, other.month)
    }
}
