internal import Persian
internal import VerifyCore

extension Conformance {
    static func computeDueTime(_ arguments: Arguments) throws -> [JSON.Member] {
        let calendar = try Arguments(arguments.value("calendar"))
        let years = try calendar.array("complete_years").map { year in
            guard let year = year.integer, (1200...1499).contains(year) else {
                throw Arguments.malformed("complete_years")
            }
            return Int(year)
        }
        let working = WorkingCalendar(
            scopes: try scopes(arguments),
            weeks: try calendar.array("weeks").map(week),
            facts: try calendar.optionalArray("facts").map(fact),
            completeYears: Set(years)
        )
        let due = try working.due(
            after: budget(arguments.value("budget")),
            from: arguments.moment("start"),
            pauses: try arguments.optionalArray("pauses").map(pause)
        )
        guard due.moment.tehranDate.year <= 9999 else { throw DueTimeError.beyondHorizon }
        return [
            JSON.Member("due", .string(due.moment.description)),
            JSON.Member("provisional", .bool(due.isProvisional)),
        ]
    }

    private static func scopes(_ arguments: Arguments) throws -> [CalendarScope] {
        try arguments.array("scopes").map { scope in
            guard let name = scope.string, !name.isEmpty else {
                throw Arguments.malformed("scopes")
            }
            return CalendarScope(name)
        }
    }

    private static func week(_ json: JSON) throws -> WeekTable {
        let week = try Arguments(object: json, "weeks")
        var hours: [Weekday: OfficeHours] = [:]
        guard let days = try week.value("days").members else { throw Arguments.malformed("days") }
        for day in days {
            guard let weekday = Weekday(word: day.name) else { throw Arguments.malformed("days") }
            hours[weekday] = try intervals(day.value, "days")
        }
        let (from, until) = (try week.day("from"), try week.optionalDay("until"))
        guard until.map({ $0 >= from }) ?? true else { throw Arguments.malformed("until") }
        return WeekTable(CalendarScope(try week.text("scope")), from: from, until: until, hours)
    }

    private static func fact(_ json: JSON) throws -> DayFact {
        let fact = try Arguments(object: json, "facts")
        let hours =
            try fact.has("intervals") ? intervals(fact.value("intervals"), "intervals") : .closed
        let effect: DayFact.Effect
        switch try fact.text("kind") {
        case "closed" where !hours.isOpen: effect = .closed
        case "hours" where hours.isOpen: effect = .hours(hours)
        case "open": effect = .open(hours.isOpen ? hours : nil)
        case "closed", "hours": throw Arguments.malformed("intervals")
        default: throw Arguments.malformed("kind")
        }
        return DayFact(CalendarScope(try fact.text("scope")), try fact.day("day"), effect)
    }

    /// Reads `[["07:30","14:30"], …]`.
    private static func intervals(_ json: JSON, _ name: String) throws -> OfficeHours {
        let malformed = Arguments.malformed(name)
        guard let items = json.array else { throw malformed }
        let pairs = try items.map { item in
            guard let ends = item.array, ends.count == 2, let from = ends[0].string,
                let until = ends[1].string, let begin = try? OfficeHours.seconds(from),
                let end = try? OfficeHours.seconds(until)
            else { throw malformed }
            return (from: begin, until: end)
        }
        guard let hours = try? OfficeHours(pairs) else { throw malformed }
        return hours
    }

    /// Reads an object of exactly one unit with an amount.
    private static func budget(_ json: JSON) throws -> CalendarBudget {
        guard let members = json.members, members.count == 1,
            let unit = CalendarBudget.Unit(rawValue: members[0].name),
            let amount = members[0].value.integer.flatMap(Int.init(exactly:)),
            let budget = CalendarBudget(amount, unit)
        else { throw Arguments.malformed("budget") }
        return budget
    }

    private static func pause(_ json: JSON) throws -> ClockPause {
        let pause = try Arguments(object: json, "pauses")
        let (from, until) = (try pause.moment("from"), try pause.moment("until"))
        guard from <= until else { throw Arguments.malformed("until") }
        return ClockPause(from: from, until: until)
    }
}

extension Arguments {
    /// The members of a nested object.
    fileprivate init(object json: JSON, _ name: String) throws {
        guard json.members != nil else { throw Self.malformed(name) }
        self.init(json)
    }

    /// An array; empty when the argument is missing.
    fileprivate func optionalArray(_ name: String) throws -> [JSON] {
        has(name) ? try array(name) : []
    }

    /// A Gregorian day.
    fileprivate func day(_ name: String) throws -> CivilDate {
        guard let day = try? CivilDate(parsing: text(name)) else { throw Self.malformed(name) }
        return day
    }

    /// A Gregorian day; nil when the argument is missing.
    fileprivate func optionalDay(_ name: String) throws -> CivilDate? {
        has(name) ? try day(name) : nil
    }

    /// A moment.
    fileprivate func moment(_ name: String) throws -> Timestamp {
        guard let moment = try? Timestamp(parsing: text(name)) else { throw Self.malformed(name) }
        return moment
    }
}
