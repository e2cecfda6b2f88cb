package import Persian

/// A year whose holidays are not all known, and that is near.
package struct CalendarWarning: Sendable, Equatable, CustomStringConvertible {
    /// The Jalali year.
    package let year: Int
    /// The days until it begins; 0 for the year that runs.
    package let days: Int

    /// One sentence without a full stop, for the operator.
    package var description: String {
        days == 0
            ? "the calendar of \(year) is not complete: due times in it are approximate"
            : "the calendar of \(year) is not complete, and the year begins in \(days) days"
    }

    /// What the operator can do.
    package var hint: String {
        "load the announced holidays and the line \"complete\" with verify-cli calendar import"
    }
}

extension CalendarBook {
    /// The days before a year from which the operator is warned that it is not complete.
    package static let warningDays = 60

    /// Returns the first year that is not complete and runs or begins within 60 days; nil for none.
    package func warning(at now: Timestamp) -> CalendarWarning? {
        let today = now.tehranDate
        let known = completeYears(of: [.nation])
        let year = JalaliDate(today).year
        if !known.contains(year) { return CalendarWarning(year: year, days: 0) }
        guard !known.contains(year + 1),
            let first = try? JalaliDate(year: year + 1, month: 1, day: 1).civil
        else { return nil }
        let days = first.daysSinceEpoch - today.daysSinceEpoch
        return days <= Self.warningDays ? CalendarWarning(year: year + 1, days: days) : nil
    }
}
