package import Persian

/// The working calendar of all offices in one state: week tables, years, valid facts and confirmed outages.
///
/// A value; `CalendarStore` reads it from the database, and `applying(_:)` makes the one that a file would lead to.
package struct CalendarBook: Sendable {
    /// A week table or a season of one.
    package struct Week: Sendable, Hashable {
        /// The last day; nil without an end.
        package var until: CivilDate?
        /// The hours.
        package var hours: WeekHours
        /// From where it is known.
        package var source: String
    }

    /// Whether the holidays of a year are all known.
    package struct YearState: Sendable, Hashable {
        /// Whether they are.
        package var isComplete: Bool
        /// From where it is known.
        package var source: String
    }

    /// A place of a row: one for each scope and day, or scope and year.
    package struct Place<Key: Hashable & Sendable>: Sendable, Hashable {
        /// The offices.
        package let scope: CalendarScope
        /// The day or the year.
        package let key: Key
    }

    /// A fact that is valid.
    package struct Fact: Sendable, Hashable {
        /// What it does.
        package var effect: DayFact.Effect
        /// Why.
        package var reason: String
        /// From where it is known.
        package var source: String
    }

    /// The number of the last change; 0 for a calendar that was never changed.
    package let change: Int64
    /// The week tables by scope and first day.
    package internal(set) var weeks: [Place<CivilDate>: Week] = [:]
    /// The states of Jalali years.
    package internal(set) var years: [Place<Int>: YearState] = [:]
    /// The valid fact of each scope and day: the one that was loaded last.
    package internal(set) var facts: [Place<CivilDate>: Fact] = [:]
    /// The outages that two persons have announced.
    package internal(set) var outages: [Outage] = []

    /// An empty calendar.
    package init(change: Int64 = 0) {
        self.change = change
    }

    /// Returns the calendar of offices with these scopes, the strongest first.
    package func calendar(of scopes: [CalendarScope]) -> WorkingCalendar {
        let known = Set(scopes)
        return WorkingCalendar(
            scopes: scopes,
            weeks: weeks.filter { known.contains($0.key.scope) }.map { place, week in
                WeekTable(place.scope, from: place.key, until: week.until, week.hours.days)
            },
            facts: facts.filter { known.contains($0.key.scope) }.map { place, fact in
                DayFact(place.scope, place.key, fact.effect)
            },
            completeYears: completeYears(of: scopes)
        )
    }

    /// The years whose holidays are all known: the row of the strongest scope decides.
    package func completeYears(of scopes: [CalendarScope]) -> Set<Int> {
        let numbers = Set(years.keys.map(\.key))
        return numbers.filter { year in
            scopes.lazy.compactMap { years[Place(scope: $0, key: year)] }.first?.isComplete ?? false
        }
    }

    /// The scopes that have a row; a calendar without rows of a scope is the one without that scope.
    package var scopes: Set<CalendarScope> {
        Set(weeks.keys.map(\.scope)).union(facts.keys.map(\.scope)).union(years.keys.map(\.scope))
    }
}
