package import Persian
import Store

/// A row of `clock`: a budget of time in a case, and when it is used up.
package struct ClockRow: Sendable, Equatable {
    /// The case.
    package let caseID: String
    /// The name of the clock, unique in the case.
    package let name: String
    /// The budget.
    package let budget: CalendarBudget
    /// Whose days it counts.
    package internal(set) var calendar: ClockCalendar
    /// When it is used up; nil while it stands still.
    package internal(set) var due: DueTime?
    /// The number of the calendar change with which the due time was computed.
    package internal(set) var computedWith: Int64
    /// When it was met; the row does not change afterwards.
    package internal(set) var metAt: Timestamp?
    /// The due time that passed; a later closure may excuse it.
    package internal(set) var breachedAt: Timestamp?
    /// The number of the calendar change that excused the breach.
    package internal(set) var excusedBy: Int64?

    static let columns: SQL = """
        case_id, name, budget_kind, budget, calendar, due_at, provisional, computed_with, met_at,
        breached_at, excused_by
        """

    /// Whether the due time passed and no closure that was announced later excuses it.
    package var isBreached: Bool { breachedAt != nil && excusedBy == nil }
}

extension ClockRow {
    /// Reads a row of `columns`.
    init(_ row: borrowing Row) throws {
        caseID = try row.text(0)
        name = try row.text(1)
        let unit = CalendarBudget.Unit(rawValue: try row.text(2))
        let amount = Int(try row.int(3))
        budget = try CalendarRowFault.required(
            unit.flatMap { CalendarBudget(amount, $0) },
            "clock.budget"
        )
        calendar = try CalendarRowFault.required(
            ClockCalendar(stored: try row.text(4)),
            "clock.calendar"
        )
        let isProvisional = try row.bool(6)
        due = try row.optionalText(5).map {
            DueTime(try Timestamp(parsing: $0), isProvisional: isProvisional)
        }
        computedWith = try row.int(7)
        metAt = try row.optionalText(8).map { try Timestamp(parsing: $0) }
        breachedAt = try row.optionalText(9).map { try Timestamp(parsing: $0) }
        excusedBy = try row.optionalInt(10)
    }

    private static let ofCase = PreparedSQL { (caseID: String) in
        "SELECT \(columns) FROM clock WHERE case_id = \(caseID) ORDER BY name"
    }

    /// Returns the clocks of a case.
    static func all(of caseID: String, in connection: Connection) throws -> [ClockRow] {
        try connection.all(ofCase(caseID)) { try ClockRow($0) }
    }

    func insert(in connection: Connection) throws {
        try connection.execute(
            """
            INSERT INTO clock (\(Self.columns))
            VALUES (
                \(caseID), \(name), \(budget.unit.rawValue), \(budget.amount),
                \(calendar.description), \(due?.moment.description),
                \(due?.isProvisional ?? false), \(computedWith), \(metAt?.description),
                \(breachedAt?.description), \(excusedBy)
            )
            """
        )
    }

    private static let updating = PreparedSQL {
        (new: ClockRow, former: Int64) in
        """
        UPDATE clock
        SET calendar = \(new.calendar.description), due_at = \(new.due?.moment.description),
            provisional = \(new.due?.isProvisional ?? false), computed_with = \(new.computedWith),
            met_at = \(new.metAt?.description), breached_at = \(new.breachedAt?.description),
            excused_by = \(new.excusedBy)
        WHERE case_id = \(new.caseID) AND name = \(new.name) AND computed_with = \(former)
        """
    }

    /// Writes the columns that change; `former` is the number with which the row was read.
    @discardableResult
    func update(replacing former: Int64, in connection: Connection) throws -> Bool {
        try connection.execute(Self.updating(self, former)) == 1
    }
}

/// A row of `clock_span`: a time in which a clock ran.
package struct ClockSpanRow: Sendable, Equatable {
    /// The name of the clock.
    package let name: String
    /// 1, 2, 3 … in each clock.
    package let n: Int
    /// When the clock started or resumed.
    package let begunAt: Timestamp
    /// When it stopped; nil while it runs.
    package let endedAt: Timestamp?
    /// Why it stopped: the reason of a pause, or `met`; empty while it runs.
    package let why: String

    static let columns: SQL = "name, n, begun_at, ended_at, why"

    init(_ row: borrowing Row) throws {
        name = try row.text(0)
        n = Int(try row.int(1))
        begunAt = try Timestamp(parsing: try row.text(2))
        endedAt = try row.optionalText(3).map { try Timestamp(parsing: $0) }
        why = try row.text(4)
    }

    private static let ofCase = PreparedSQL { (caseID: String) in
        "SELECT \(columns) FROM clock_span WHERE case_id = \(caseID) ORDER BY name, n"
    }

    /// Returns the spans of a case by clock, in the order of time.
    static func all(
        of caseID: String,
        in connection: Connection
    ) throws -> [String: [ClockSpanRow]] {
        Dictionary(
            grouping: try connection.all(ofCase(caseID)) { try ClockSpanRow($0) },
            by: \.name
        )
    }
}
