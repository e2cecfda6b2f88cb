package import Persian

extension CalendarBook {
    /// Returns the lines that would change something, in their order; the others repeat what is known.
    package func changes(in entries: [CalendarEntry]) -> [CalendarEntry] {
        var book = self
        return entries.filter { book.apply($0) }
    }

    /// Returns the calendar after the lines of a file.
    package func applying(_ entries: [CalendarEntry]) -> CalendarBook {
        var book = self
        for entry in entries { book.apply(entry) }
        return book
    }

    /// Applies a line, and returns whether it changed something.
    @discardableResult
    private mutating func apply(_ entry: CalendarEntry) -> Bool {
        switch entry.content {
        case .week(let from, let until, let hours):
            let place = Place(scope: entry.scope, key: from)
            let week = Week(until: until, hours: hours, source: entry.source)
            return weeks.updateValue(week, forKey: place) != week
        case .year(let year, let isComplete):
            let place = Place(scope: entry.scope, key: year)
            let state = YearState(isComplete: isComplete, source: entry.source)
            return years.updateValue(state, forKey: place) != state
        case .fact(let day, let effect):
            let place = Place(scope: entry.scope, key: day)
            let fact = Fact(effect: effect, reason: entry.reason, source: entry.source)
            return facts.updateValue(fact, forKey: place) != fact
        case .withdrawal(let day):
            return facts.removeValue(forKey: Place(scope: entry.scope, key: day)) != nil
        }
    }
}

/// The office hours of one day before and after a change.
package struct ChangedDay: Sendable, Hashable {
    /// The offices.
    package let scope: CalendarScope
    /// The day.
    package let day: CivilDate
    /// The hours as they are.
    package let before: OfficeHours
    /// The hours as they would be.
    package let after: OfficeHours
}

extension CalendarBook {
    /// The days of a season without an end that are compared.
    private static let comparedDays = 366

    /// Returns the days whose office hours another calendar changes, by scope and day.
    ///
    /// A scope is compared together with the nation. Of a week table, the days of its season are compared, at most a year.
    package func changedDays(by entries: [CalendarEntry]) -> [ChangedDay] {
        let after = applying(entries)
        var days: [CalendarScope: Set<Int>] = [:]
        for entry in entries { days[entry.scope, default: []].formUnion(self.days(of: entry)) }
        var changed: [ChangedDay] = []
        for (scope, days) in days {
            let scopes = scope == .nation ? [.nation] : [scope, .nation]
            let (old, new) = (calendar(of: scopes), after.calendar(of: scopes))
            for day in days.sorted() where old.hours(on: day) != new.hours(on: day) {
                changed.append(
                    ChangedDay(
                        scope: scope,
                        day: CivilDate(daysSinceEpoch: day),
                        before: old.hours(on: day),
                        after: new.hours(on: day)
                    )
                )
            }
        }
        return changed.sorted { ($0.scope.description, $0.day) < ($1.scope.description, $1.day) }
    }

    /// The days, since 1970-01-01, on which a line can change the hours.
    private func days(of entry: CalendarEntry) -> Set<Int> {
        switch entry.content {
        case .fact(let day, _), .withdrawal(let day):
            return [day.daysSinceEpoch]
        case .year(let year, _):
            let dates = SolarHolidays.all.compactMap {
                try? JalaliDate(year: year, month: $0.month, day: $0.day).civil.daysSinceEpoch
            }
            return Set(dates)
        case .week(let from, let until, _):
            let former = weeks[Place(scope: entry.scope, key: from)]
            let first = from.daysSinceEpoch
            let ends = [until, former.map { $0.until } ?? from].map {
                min($0?.daysSinceEpoch ?? .max, first + Self.comparedDays)
            }
            return Set(first...max(first, ends[0], ends[1]))
        }
    }
}
