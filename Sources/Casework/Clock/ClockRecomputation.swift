package import Persian
package import Store

/// A due time that a changed calendar, or a holder that came or left, has moved.
package struct MovedClock: Sendable, Equatable {
    /// The clock as it is now.
    package let clock: ClockRow
    /// The due time before; nil where the clock had none.
    package let former: DueTime?
    /// The number of the calendar change.
    package let change: Int64
    /// Whether a breach was excused.
    package let excuses: Bool

    /// Whether readers see another day: then the case gets an event, and its party a message.
    package var isAnotherDay: Bool {
        // 00:00 is the end of the day before.
        former?.moment.adding(seconds: -1).tehranDay
            != clock.due?.moment.adding(seconds: -1).tehranDay
    }
}

/// Computes due times again after a change of the calendar, 20 cases in a transaction.
///
/// The list is read in a write transaction: on PostgreSQL a read snapshot would miss a move that began before the change
/// and ended after it. Each case is then written by its own keys. A few transactions are in flight: on SQLite one runs, and
/// one waits so that the writer does not rest; on PostgreSQL they take half of the connections. A move therefore does not wait
/// for the list, however long it is.
package struct ClockRecomputation: Sendable {
    /// What the engine does with a due time that moved, in the same transaction: the row of the case, an event, a message.
    ///
    /// It returns the number of the event, so that timers which have fired are armed again; nil without an event.
    package typealias Moved = @Sendable (MovedClock, Connection) throws -> Int64?

    private let clocks: Clocks
    private let moved: Moved
    private let failed: @Sendable (_ caseID: String, any Error) -> Void

    /// The cases of a transaction.
    package static let batch = 20
    /// The clocks of a list: its cases are written in parts of `batch`.
    private static let listed = 400
    /// The transactions in flight; more would queue in front of moves.
    private var parallel: Int { max(2, clocks.store.database.writers / 2) }

    /// Creates the worker's part over the clocks.
    ///
    /// `failed` receives a case whose clocks cannot be computed, for example after a change by hand; the others continue.
    package init(
        _ clocks: Clocks,
        moved: @escaping Moved,
        failed: @escaping @Sendable (_ caseID: String, any Error) -> Void
    ) {
        self.clocks = clocks
        self.moved = moved
        self.failed = failed
    }

    /// Computes every open clock again that an older calendar computed; returns the cases that were computed.
    ///
    /// A kill loses at most the transactions that were open; the next run continues.
    ///
    /// - Throws: `StoreError`.
    @discardableResult
    package func run(clock now: @Sendable () -> Timestamp) async throws -> Int {
        var count = 0
        var bad: Set<String> = []
        while true {
            let cases = try await list().filter { !bad.contains($0) }
            guard !cases.isEmpty else { return count }
            let failures = try await recomputeParts(of: cases, at: now())
            bad.formUnion(failures)
            count += cases.count - failures.count
        }
    }

    /// Computes the clocks of listed cases, a part in each transaction, and returns the cases that failed.
    private func recomputeParts(
        of cases: [String],
        at now: Timestamp
    ) async throws -> [String] {
        let starts = stride(from: 0, to: cases.count, by: Self.batch)
        let parts = starts.map { Array(cases[$0..<min($0 + Self.batch, cases.count)]) }
        return try await withThrowingTaskGroup(of: [String].self) { group in
            var failures: [String] = []
            for part in parts.prefix(parallel) {
                group.addTask { try await recompute(part, at: now) }
            }
            var waiting = parts.dropFirst(parallel)
            while let some = try await group.next() {
                failures += some
                guard let part = waiting.popFirst() else { continue }
                group.addTask { try await recompute(part, at: now) }
            }
            return failures
        }
    }

    /// Computes the clocks of some cases in one transaction; where that fails, each in a separate one.
    ///
    /// Returns the cases that failed.
    private func recompute(_ cases: [String], at now: Timestamp) async throws -> [String] {
        do {
            try await write(cases, at: now)
            return []
        } catch let error as StoreError {
            throw error
        } catch {
            guard cases.count == 1 else {
                var bad: [String] = []
                for id in cases { bad += try await recompute([id], at: now) }
                return bad
            }
            failed(cases[0], error)
            return cases
        }
    }

    /// Returns some cases with a clock that an older calendar computed.
    private func list() async throws -> [String] {
        try await clocks.store.database.write { connection in
            let change = try CalendarStore.change(in: connection)
            let ids = try connection.all(
                """
                SELECT case_id
                FROM clock
                WHERE met_at IS NULL AND computed_with < \(change)
                ORDER BY computed_with, case_id
                LIMIT \(Self.listed)
                """
            ) { try $0.text(0) }
            return Set(ids).sorted()
        }
    }

    /// Computes the open clocks of cases in one transaction.
    private func write(_ cases: [String], at now: Timestamp) async throws {
        let (clocks, moved) = (clocks, moved)
        try await clocks.store.database.write { connection in
            let calendars = try clocks.store.calendars(in: connection)
            for id in cases {
                try clocks.recompute(id, calendars, at: now, in: connection, moved)
            }
        }
    }
}

extension Clocks {
    /// Computes the open clocks of a case again, in the transaction of a cartable that got or lost its holder.
    ///
    /// - Throws: What `moved` throws; `DueTimeError.beyondHorizon`, `StoreError`.
    package func recompute(
        _ caseID: String,
        at now: Timestamp,
        in connection: Connection,
        moved: ClockRecomputation.Moved
    ) throws {
        let calendars = try store.calendars(in: connection)
        try recompute(caseID, calendars, at: now, in: connection, moved)
    }

    fileprivate func recompute(
        _ caseID: String,
        _ calendars: Calendars,
        at now: Timestamp,
        in connection: Connection,
        _ moved: ClockRecomputation.Moved
    ) throws {
        let rows = try ClockRow.all(of: caseID, in: connection)
        guard rows.contains(where: { $0.metAt == nil }) else { return }
        let spans = try ClockSpanRow.all(of: caseID, in: connection)
        let vacancies = try vacancies(caseID, connection)
        for row in rows where row.metAt == nil {
            var new = row
            let ran = spans[row.name] ?? []
            let pauses = new.pauses(vacancies, ran)
            try new.recompute(pausedIn: pauses, from: ran, calendars, at: now)
            try new.update(replacing: row.computedWith, in: connection)
            guard new.due != row.due || new.excusedBy != row.excusedBy else { continue }
            let change = MovedClock(
                clock: new,
                former: row.due,
                change: calendars.book.change,
                excuses: new.excusedBy != row.excusedBy
            )
            let sequence = try moved(change, connection)
            try ClockTimes(row: new, spans: ran, pauses: pauses, calendars: calendars)
                .moveTimers(rearming: sequence, at: now, in: connection)
        }
    }
}
