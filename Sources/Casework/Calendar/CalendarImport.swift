package import Persian
import Store

/// What the import of a file did.
package struct CalendarImport: Sendable, Equatable {
    /// The number of the change; nil when every line repeated what is known.
    package let change: Int64?
    /// The lines that changed something.
    package let changed: Int
    /// The lines that repeated what is known.
    package let known: Int
}

/// Why a file of the calendar is refused as a whole.
package enum CalendarImportError: Error, Equatable, Sendable {
    /// Two lines set the same scope and day, or the same year: which one is right is not known.
    ///
    /// `line` is the place of the second one, from 1.
    case repeated(line: Int)
}

extension CalendarStore {
    /// Loads lines in one transaction, as one numbered change; a second import of the same lines changes nothing.
    ///
    /// - Throws: `CalendarImportError`, `StoreError`.
    package func load(
        _ entries: [CalendarEntry],
        what: String,
        by actor: String,
        at now: Timestamp
    ) async throws -> CalendarImport {
        try Self.requireDistinct(entries)
        return try await database.write {
            try Self.load(entries, what: what, by: actor, at: now, in: $0)
        }
    }

    /// Loads the official calendar where none was ever loaded, so that cases can be opened in a fresh database; false where
    /// there are rows of any calendar, which stay as they are.
    ///
    /// Several daemons may do it at the same time: the rows are looked for in the transaction that writes them.
    ///
    /// - Throws: `StoreError`.
    package func loadOfficialWhereNone(by actor: String, at now: Timestamp) async throws -> Bool {
        try await database.write { connection in
            let known = try connection.first(
                """
                SELECT 1 FROM week_table
                UNION ALL
                SELECT 1 FROM calendar_year
                UNION ALL
                SELECT 1 FROM day_fact
                LIMIT 1
                """
            ) { _ in true }
            guard known == nil else { return false }
            _ = try Self.load(
                OfficialCalendar.entries,
                what: "official calendar, at the first start",
                by: actor,
                at: now,
                in: connection
            )
            return true
        }
    }

    private static func load(
        _ entries: [CalendarEntry],
        what: String,
        by actor: String,
        at now: Timestamp,
        in connection: Connection
    ) throws -> CalendarImport {
        let number = try change(in: connection)
        let book = try CalendarBook(change: number, reading: connection)
        let changes = book.changes(in: entries)
        guard !changes.isEmpty else {
            return CalendarImport(change: nil, changed: 0, known: entries.count)
        }
        let change = try record(what, by: actor, at: now, in: connection)
        for entry in changes { try entry.store(at: now, in: connection) }
        return CalendarImport(
            change: change,
            changed: changes.count,
            known: entries.count - changes.count
        )
    }

    /// Adds a numbered change and returns its number.
    static func record(
        _ what: String,
        by actor: String,
        at now: Timestamp,
        in connection: Connection
    ) throws -> Int64 {
        let change = try connection.first(
            """
            INSERT INTO calendar_change (at, by, what)
            VALUES (\(now.description), \(actor), \(what))
            RETURNING n
            """
        ) { try $0.int(0) }
        return try CalendarRowFault.required(change, "calendar_change.n")
    }

    /// Requires that no two lines set the same thing.
    ///
    /// - Throws: `CalendarImportError.repeated`.
    package static func requireDistinct(
        _ entries: [CalendarEntry]
    ) throws(CalendarImportError) {
        var seen: Set<String> = []
        for (index, entry) in entries.enumerated() where !seen.insert(entry.place).inserted {
            throw .repeated(line: index + 1)
        }
    }
}

extension CalendarEntry {
    /// What the line sets, as text.
    fileprivate var place: String {
        switch content {
        case .week(let from, _, _): "week \(scope) \(from)"
        case .year(let year, _): "year \(scope) \(year)"
        case .fact(let day, _), .withdrawal(let day): "day \(scope) \(day)"
        }
    }

    /// Writes the line to its table.
    fileprivate func store(at now: Timestamp, in connection: Connection) throws {
        switch content {
        case .week(let from, let until, let hours):
            try connection.execute(
                """
                INSERT INTO week_table (scope, from_day, until_day, intervals, source)
                VALUES (
                    \(scope.description), \(from.description), \(until?.description),
                    \(hours.description), \(source)
                )
                ON CONFLICT (scope, from_day)
                DO UPDATE SET until_day = excluded.until_day, intervals = excluded.intervals,
                    source = excluded.source
                """
            )
        case .year(let year, let isComplete):
            try connection.execute(
                """
                INSERT INTO calendar_year (scope, year, complete, source)
                VALUES (\(scope.description), \(year), \(isComplete), \(source))
                ON CONFLICT (scope, year)
                DO UPDATE SET complete = excluded.complete, source = excluded.source
                """
            )
        case .fact(let day, let effect):
            let announced = self.announced.map { Timestamp.start(ofTehranDay: $0) } ?? now
            try connection.execute(
                """
                INSERT INTO day_fact
                    (scope, day, kind, intervals, reason, source, announced_at, loaded_at)
                VALUES (
                    \(scope.description), \(day.description), \(effect.columns.kind),
                    \(effect.columns.intervals), \(reason), \(source), \(announced.description),
                    \(now.description)
                )
                """
            )
        case .withdrawal(let day):
            try connection.execute(
                """
                UPDATE day_fact
                SET withdrawn_at = \(now.description)
                WHERE scope = \(scope.description) AND day = \(day.description)
                    AND withdrawn_at IS NULL
                """
            )
        }
    }
}
