/// The office hours of a week, during a season.
package struct WeekTable: Sendable, Hashable {
    /// The offices.
    package let scope: CalendarScope
    /// The first day of the season.
    package let from: CivilDate
    /// The last day of the season; nil where it has no end.
    package let until: CivilDate?
    /// The hours of Saturday … Friday.
    private let days: [OfficeHours]

    /// Creates a table; a weekday without hours is closed.
    package init(
        _ scope: CalendarScope,
        from: CivilDate,
        until: CivilDate? = nil,
        _ hours: [Weekday: OfficeHours]
    ) {
        self.scope = scope
        self.from = from
        self.until = until
        days = Weekday.allCases.map { hours[$0] ?? .closed }
    }

    /// The hours of a weekday.
    package subscript(weekday: Weekday) -> OfficeHours { days[weekday.rawValue] }

    /// The days of the season, counted since 1970-01-01.
    var season: ClosedRange<Int> {
        let first = from.daysSinceEpoch
        return first...max(first, until?.daysSinceEpoch ?? .max)
    }
}

/// What was announced for one day.
package struct DayFact: Sendable, Hashable {
    /// What the announcement does.
    package enum Effect: Sendable, Hashable {
        /// Offices are closed.
        case closed
        /// Offices have these hours instead of those of the week.
        case hours(OfficeHours)
        /// Offices open although the week or a weaker scope closes the day: with these hours, or with those of the week.
        case open(OfficeHours?)
    }

    /// The offices.
    package let scope: CalendarScope
    /// The day.
    package let day: CivilDate
    /// What it does.
    package let effect: Effect

    /// Creates a fact.
    package init(_ scope: CalendarScope, _ day: CivilDate, _ effect: Effect) {
        self.scope = scope
        self.day = day
        self.effect = effect
    }
}
