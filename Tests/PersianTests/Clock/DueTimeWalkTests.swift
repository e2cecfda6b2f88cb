import Testing

@testable import Persian

/// Random calendars, starts, budgets and pauses, compared with a walk over minutes.
struct DueTimeWalkTests {
    @Test(arguments: UInt64(1)...60)
    func `every due time is that of a walk over minutes`(_ seed: UInt64) {
        var numbers = SeededNumbers(seed: seed)
        let random = RandomCalendar(&numbers)
        var walk = random.walk
        let calendar = random.calendar
        for _ in 0..<60 {
            let start =
                RandomCalendar.firstDay * 1440 + Int.random(in: 0..<500 * 1440, using: &numbers)
            let rounded = Bool.random(using: &numbers) ? start : start / 30 * 30
            let pauses = Self.pauses(after: rounded, &numbers)
            let (unit, amount) = Self.budget(&numbers)
            let expected = walk.due(unit, amount, start: rounded, pauses: pauses)
            let budget =
                unit == "minutes"
                ? CalendarBudget(60 * amount, .seconds)
                : CalendarBudget.Unit(rawValue: unit).flatMap { CalendarBudget(amount, $0) }
            guard let expected, let budget else { continue }
            let due = try? calendar.due(
                after: budget,
                from: Self.moment(rounded),
                pauses: pauses.map { ClockPause(from: Self.moment($0.0), until: Self.moment($0.1)) }
            )
            #expect(
                due?.moment == Self.moment(expected),
                "seed \(seed): \(amount) \(unit) from \(Self.moment(rounded)), pauses \(pauses)"
            )
        }
    }

    /// The moment of a minute in Tehran.
    private static func moment(_ minute: Int) -> Timestamp {
        Timestamp(secondsSinceEpoch: Int64(minute * 60 - 12_600))
    }

    private static func budget(_ numbers: inout SeededNumbers) -> (String, Int) {
        switch Int.random(in: 0..<5, using: &numbers) {
        case 0: ("hours", Int.random(in: 0...60, using: &numbers))
        case 1: ("minutes", Int.random(in: 0...2_000, using: &numbers))
        case 2: ("work_days", Int.random(in: 1...15, using: &numbers))
        case 3: ("days", Int.random(in: 0...25, using: &numbers))
        default: ("months", 1)
        }
    }

    /// Up to four pauses around the term, some of them overlapping, empty or at round times.
    private static func pauses(
        after start: Int,
        _ numbers: inout SeededNumbers
    ) -> [(Int, Int)] {
        (0..<Int.random(in: 0...4, using: &numbers)).map { _ in
            let from = start + Int.random(in: -1_000...12_000, using: &numbers)
            let until = from + Int.random(in: 0...4_000, using: &numbers)
            return Bool.random(using: &numbers) ? (from, until) : (from / 30 * 30, until / 30 * 30)
        }
    }
}

/// A calendar of random week tables, seasons and facts, in the form of both programs.
private struct RandomCalendar {
    let walk: MinuteWalk
    let calendar: WorkingCalendar

    /// 1404/12/01, so that terms reach a year without data and a leap year with luck.
    static let firstDay = 20_504

    init(_ numbers: inout SeededNumbers) {
        let scopes = ["organisation:1", "province:tehran", "nation"]
        var weeks: [MinuteWalk.Week] = []
        for scope in scopes where scope == "nation" || Int.random(in: 0..<3, using: &numbers) == 0 {
            weeks.append(Self.week(scope, from: scope == "nation" ? 0 : nil, &numbers))
            while Bool.random(using: &numbers), weeks.count < 6 {
                weeks.append(Self.week(scope, from: nil, &numbers))
            }
        }
        let facts = (0..<Int.random(in: 0...80, using: &numbers)).map { _ in
            Self.fact(scopes.randomElement(using: &numbers) ?? "nation", &numbers)
        }
        let years: Set<Int> = Bool.random(using: &numbers) ? [1404, 1405] : [1405]
        walk = MinuteWalk(scopes: scopes, weeks: weeks, facts: facts, completeYears: years)
        calendar = WorkingCalendar(
            scopes: scopes.map { CalendarScope($0) },
            weeks: weeks.compactMap(Self.table),
            facts: facts.compactMap(Self.fact),
            completeYears: years
        )
    }

    private static func intervals(_ numbers: inout SeededNumbers) -> [(Int, Int)] {
        if Int.random(in: 0..<4, using: &numbers) == 0 { return [] }
        var bounds: Set<Int> = []
        while bounds.count < 2 * Int.random(in: 1...3, using: &numbers) {
            bounds.insert(Int.random(in: 0...96, using: &numbers) * 15)
        }
        let sorted = bounds.sorted()
        return stride(from: 0, to: sorted.count - 1, by: 2).map { (sorted[$0], sorted[$0 + 1]) }
    }

    private static func week(
        _ scope: String,
        from: Int?,
        _ numbers: inout SeededNumbers
    ) -> MinuteWalk.Week {
        let begin = from ?? firstDay + Int.random(in: 0..<500, using: &numbers)
        let length = Int.random(in: 0..<200, using: &numbers)
        return MinuteWalk.Week(
            scope: scope,
            from: begin,
            until: from != nil || length > 150 ? nil : begin + length,
            days: (0..<7).map { _ in intervals(&numbers) }
        )
    }

    private static func fact(_ scope: String, _ numbers: inout SeededNumbers) -> MinuteWalk.Fact {
        let kind = ["closed", "closed", "hours", "open"].randomElement(using: &numbers) ?? "closed"
        var hours = intervals(&numbers)
        if kind != "closed", hours.isEmpty { hours = [(480, 720)] }
        return MinuteWalk.Fact(
            scope: scope,
            day: firstDay + Int.random(in: 0..<500, using: &numbers),
            kind: kind,
            intervals: kind == "closed" ? [] : hours
        )
    }

    private static func table(_ week: MinuteWalk.Week) -> WeekTable? {
        var hours: [Weekday: OfficeHours] = [:]
        for (weekday, intervals) in zip(Weekday.allCases, week.days) {
            guard let read = self.hours(intervals) else { return nil }
            hours[weekday] = read
        }
        return WeekTable(
            CalendarScope(week.scope),
            from: CivilDate(daysSinceEpoch: week.from),
            until: week.until.map { CivilDate(daysSinceEpoch: $0) },
            hours
        )
    }

    private static func fact(_ fact: MinuteWalk.Fact) -> DayFact? {
        guard let hours = hours(fact.intervals) else { return nil }
        let effect: DayFact.Effect =
            fact.kind == "closed" ? .closed : fact.kind == "hours" ? .hours(hours) : .open(hours)
        return DayFact(
            CalendarScope(fact.scope),
            CivilDate(daysSinceEpoch: fact.day),
            effect
        )
    }

    private static func hours(_ minutes: [(Int, Int)]) -> OfficeHours? {
        try? OfficeHours(minutes.map { (from: $0.0 * 60, until: $0.1 * 60) })
    }
}
