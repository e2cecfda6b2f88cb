/// The office hours of every day, for one list of scopes.
///
/// A day has the hours of the first of these that exists:
/// 1. a fact of the strongest scope; of two facts of one scope, the later one;
/// 2. in a year that is not complete, a fixed solar holiday, which is closed;
/// 3. the week table of the strongest scope; of two seasons of one scope, the one that begins later.
///
/// A value without references: it is made once for a state of the calendar, and computes due times without a database.
package struct WorkingCalendar: Sendable {
    /// What was announced, by day since 1970-01-01.
    private let facts: [Int: DayFact.Effect]
    /// Which week table is valid from which day on; sorted by day.
    private let seasons: [(from: Int, table: WeekTable?)]
    /// The days of complete years; sorted.
    private let complete: [Range<Int>]

    /// Creates the calendar of offices to which these scopes apply, the strongest first.
    ///
    /// Rows of other scopes are left out. `facts` are in the order in which they were loaded, without the withdrawn ones.
    /// `completeYears` are Jalali years whose holidays are all among the facts.
    package init(
        scopes: [CalendarScope],
        weeks: [WeekTable],
        facts: [DayFact],
        completeYears: Set<Int>
    ) {
        let ranks = Dictionary(
            zip(scopes, 0...),
            uniquingKeysWith: { first, _ in first }
        )
        var effects: [Int: (rank: Int, effect: DayFact.Effect)] = [:]
        for fact in facts {
            guard let rank = ranks[fact.scope] else { continue }
            let day = fact.day.daysSinceEpoch
            if let stronger = effects[day], stronger.rank < rank { continue }
            effects[day] = (rank, fact.effect)
        }
        self.facts = effects.mapValues(\.effect)
        seasons = Self.seasons(weeks.filter { ranks[$0.scope] != nil }, ranks)
        complete = completeYears.compactMap(Self.days(ofYear:)).sorted {
            $0.lowerBound < $1.lowerBound
        }
    }

    /// Returns the office hours of a day, counted since 1970-01-01.
    package func hours(on day: Int) -> OfficeHours {
        if let effect = facts[day] {
            switch effect {
            case .closed: return .closed
            case .hours(let hours), .open(.some(let hours)): return hours
            case .open(.none): return usualHours(on: day)
            }
        }
        if !isComplete(day), SolarHolidays.contains(JalaliDate(CivilDate(daysSinceEpoch: day))) {
            return .closed
        }
        return table(on: day)?[Weekday(ofDay: day)] ?? .closed
    }

    /// Whether the holidays of the day's year are all known.
    package func isComplete(_ day: Int) -> Bool {
        complete.contains { $0.contains(day) }
    }
}

extension WorkingCalendar {
    /// The hours of a day that is opened: those of its weekday, or of the weekday before that has some.
    private func usualHours(on day: Int) -> OfficeHours {
        guard let table = table(on: day) else { return .closed }
        for back in 0..<7 {
            let hours = table[Weekday(ofDay: day - back)]
            if hours.isOpen { return hours }
        }
        return .closed
    }

    /// The week table that is valid on a day.
    private func table(on day: Int) -> WeekTable? {
        seasons.last { $0.from <= day }?.table
    }

    /// Splits time where a season begins or ends, and chooses the table of each part.
    private static func seasons(
        _ tables: [WeekTable],
        _ ranks: [CalendarScope: Int]
    ) -> [(from: Int, table: WeekTable?)] {
        var bounds: Set<Int> = []
        for table in tables {
            bounds.insert(table.season.lowerBound)
            if table.until != nil { bounds.insert(table.season.upperBound + 1) }
        }
        return bounds.sorted().map { bound in
            let valid = tables.enumerated().filter { $0.element.season.contains(bound) }
            // The last of equal ones: a row that is written later replaces an earlier one.
            let chosen = valid.min { a, b in
                let (first, second) = (ranks[a.element.scope] ?? 0, ranks[b.element.scope] ?? 0)
                if first != second { return first < second }
                if a.element.from != b.element.from { return a.element.from > b.element.from }
                return a.offset > b.offset
            }
            return (bound, chosen?.element)
        }
    }

    /// The days of a Jalali year, counted since 1970-01-01; nil outside of the years that dates can have.
    private static func days(ofYear year: Int) -> Range<Int>? {
        guard let first = try? JalaliDate(year: year, month: 1, day: 1).civil else { return nil }
        let count = JalaliDate.isLeap(year) ? 366 : 365
        return first.daysSinceEpoch..<first.daysSinceEpoch + count
    }
}
