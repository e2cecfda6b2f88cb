package import Persian
import Store

/// A row of `week_table`.
struct WeekTableRow {
    let scope: CalendarScope
    let from: CivilDate
    let until: CivilDate?
    let hours: WeekHours
    let source: String

    static let query: SQL = "SELECT scope, from_day, until_day, intervals, source FROM week_table"

    init(_ row: borrowing Row) throws {
        scope = CalendarScope(try row.text(0))
        from = try CivilDate(parsing: try row.text(1))
        until = try row.optionalText(2).map { try CivilDate(parsing: $0) }
        hours = try CalendarRowFault.required(
            WeekHours(parsing: try row.text(3)),
            "week_table.intervals"
        )
        source = try row.text(4)
    }
}

/// A row of `calendar_year`.
struct CalendarYearRow {
    let scope: CalendarScope
    let year: Int
    let state: CalendarBook.YearState

    static let query: SQL = "SELECT scope, year, complete, source FROM calendar_year"

    init(_ row: borrowing Row) throws {
        scope = CalendarScope(try row.text(0))
        year = Int(try row.int(1))
        state = CalendarBook.YearState(isComplete: try row.bool(2), source: try row.text(3))
    }
}

/// A row of `day_fact` that is not withdrawn.
struct DayFactRow {
    let id: Int64
    let scope: CalendarScope
    let day: CivilDate
    let fact: CalendarBook.Fact

    static let valid: SQL = """
        SELECT id, scope, day, kind, intervals, reason, source
        FROM day_fact
        WHERE withdrawn_at IS NULL
        ORDER BY id
        """

    init(_ row: borrowing Row) throws {
        id = try row.int(0)
        scope = CalendarScope(try row.text(1))
        day = try CivilDate(parsing: try row.text(2))
        let hours = try row.optionalText(4).map { try OfficeHours(parsing: $0) }
        let effect: DayFact.Effect =
            switch try row.text(3) {
            case "hours":
                .hours(try CalendarRowFault.required(hours, "day_fact.intervals"))
            case "open": .open(hours)
            default: .closed
            }
        fact = CalendarBook.Fact(
            effect: effect,
            reason: try row.text(5),
            source: try row.text(6)
        )
    }
}

/// A column of the calendar whose text cannot be read: it was changed by hand.
struct CalendarRowFault: Error, CustomStringConvertible {
    let description: String

    /// Returns the value, or throws the name of its column.
    static func required<Value>(_ value: Value?, _ column: String) throws(Self) -> Value {
        guard let value else { throw Self(description: "\(column) cannot be read") }
        return value
    }
}

extension DayFact.Effect {
    /// The columns `kind` and `intervals`, in the words of a calendar file.
    package var columns: (kind: String, intervals: String?) {
        switch self {
        case .closed: ("closed", nil)
        case .hours(let hours): ("hours", hours.description)
        case .open(let hours): ("open", hours?.description)
        }
    }
}
