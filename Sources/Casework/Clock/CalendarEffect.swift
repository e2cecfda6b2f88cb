package import Persian
import Store

/// What a file would change.
package struct CalendarEffect: Sendable, Equatable {
    /// The lines that change something.
    package let changes: Int
    /// The days whose office hours change, by scope.
    package let days: [ChangedDay]
    /// The open clocks that run.
    package let dues: Int
    /// Those whose due time moves to a later moment.
    package let later: Int
    /// Those whose due time moves to an earlier moment.
    package let earlier: Int
    /// The breaches that would be excused.
    package let excused: Int

    /// The due times that move.
    package var moving: Int { later + earlier }
}

extension Clocks {
    /// The clocks that are read at a time.
    private static let previewed = 1_000

    /// Computes what lines would change if they were loaded now; nothing is written.
    ///
    /// - Throws: `CalendarImportError`, `DueTimeError.beyondHorizon`, `StoreError`.
    package func effect(
        of entries: [CalendarEntry],
        at now: Timestamp
    ) async throws -> CalendarEffect {
        try CalendarStore.requireDistinct(entries)
        let book = try await store.book()
        let changes = book.changes(in: entries)
        let calendars = Calendars(book.applying(changes))
        var count = Count()
        var last = ("", "")
        while !changes.isEmpty {
            let after = last
            let page = try await store.database.read { connection in
                let rows = try Self.open(after: after, in: connection)
                var count = Count()
                for row in rows {
                    try count.add(row, self, calendars, at: now, in: connection)
                }
                return (count, rows.last.map { ($0.caseID, $0.name) })
            }
            count.add(page.0)
            guard let end = page.1 else { break }
            last = end
        }
        return CalendarEffect(
            changes: changes.count,
            days: book.changedDays(by: changes),
            dues: count.dues,
            later: count.later,
            earlier: count.earlier,
            excused: count.excused
        )
    }

    private static func open(
        after last: (String, String),
        in connection: Connection
    ) throws -> [ClockRow] {
        try connection.all(
            """
            SELECT \(ClockRow.columns)
            FROM clock
            WHERE met_at IS NULL AND due_at IS NOT NULL
                AND (case_id > \(last.0) OR case_id = \(last.0) AND name > \(last.1))
            ORDER BY case_id, name
            LIMIT \(previewed)
            """
        ) { try ClockRow($0) }
    }
}

/// How many due times move.
private struct Count: Sendable {
    var dues = 0
    var later = 0
    var earlier = 0
    var excused = 0

    mutating func add(_ other: Count) {
        dues += other.dues
        later += other.later
        earlier += other.earlier
        excused += other.excused
    }

    mutating func add(
        _ row: ClockRow,
        _ clocks: Clocks,
        _ calendars: Calendars,
        at now: Timestamp,
        in connection: Connection
    ) throws {
        dues += 1
        let spans = try ClockSpanRow.all(of: row.caseID, in: connection)[row.name] ?? []
        var new = row
        try new.recompute(clocks, calendars, spans, at: now, in: connection)
        guard let before = row.due?.moment, let after = new.due?.moment else { return }
        if after > before { later += 1 }
        if after < before { earlier += 1 }
        if new.excusedBy != row.excusedBy { excused += 1 }
    }
}
