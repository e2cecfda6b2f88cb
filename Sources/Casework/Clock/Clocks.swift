package import Persian
package import Store

/// The clocks and timers of cases, in the transaction of the move that changes them.
///
/// One walk:
/// 1. A move enters a step. The engine names the clocks that run there, with budget, calendar and timers, and those that
///    the step pauses, with the reason; every other open clock of the case is met (`enter(_:of:sequence:at:in:)`).
/// 2. Spans end and begin in `clock_span`. The due time of each clock that runs is computed from its spans, the times without
///    holder and the calendar as the transaction reads it, and is stored in `clock` with the number of that calendar.
/// 3. The timers of clocks that stopped are cancelled; those of clocks that run are armed: at a part of the budget, at the
///    due time, or a separate time after the start. `enter` returns the due times; the engine writes the one that the
///    step names to the row of the case.
/// 4. A worker fires the timers that are due, 20 in a transaction (`Timers`).
/// 5. After a change of the calendar, or when a cartable gets or loses its holder, a worker computes the due times again,
///    20 cases in a transaction, and moves the timers with them (`ClockRecomputation`). A breach that the change explains
///    is excused.
/// 6. A worker records due times that passed (`ClockBreaches`).
///
/// A term of an applicant that ends by a timer is a clock too: the calendar of an applicant counts days, and outages
/// extend it. A clock that runs again after it was met, because a case was sent back, resumes with the rest of its budget.
package struct Clocks: Sendable {
    /// The calendar.
    package let store: CalendarStore
    /// The times without holder.
    package let vacancies: Vacancies

    /// The times in which no holder was responsible for a case, from its start on; one that lasts has no end.
    ///
    /// They are read in the transaction, and subtracted from the time of an office's clock.
    package typealias Vacancies =
        @Sendable (
            _ caseID: String,
            _ connection: Connection
        ) throws -> VacanciesOfCase

    /// Those of one clock of the case.
    package typealias VacanciesOfCase = (_ clock: String) -> [ClockPause]

    /// Creates the clocks over a calendar.
    package init(store: CalendarStore, vacancies: @escaping Vacancies) {
        self.store = store
        self.vacancies = vacancies
    }
}

/// A clock that runs in a step.
package struct RunningClock: Sendable, Hashable {
    /// The name, unique in the case.
    package let name: String
    /// The budget; that of the first start is valid for the life of the case.
    package let budget: CalendarBudget
    /// Whose days it counts; it changes with the organisation that the case waits for.
    package let calendar: ClockCalendar
    /// The timers that it arms when it starts and resumes.
    package let timers: [ClockTimer]

    /// Declares a clock that runs.
    package init(
        _ name: String,
        _ budget: CalendarBudget,
        calendar: ClockCalendar,
        timers: [ClockTimer] = []
    ) {
        self.name = name
        self.budget = budget
        self.calendar = calendar
        self.timers = timers
    }
}

/// The clocks of a case in a step.
package struct ClockStates: Sendable, Hashable {
    /// Those that run.
    package var running: [RunningClock]
    /// Those that stand still until the case leaves the step, with the reason.
    package var paused: [String: String]

    /// Declares the clocks; every other clock of the case is met.
    package init(running: [RunningClock] = [], paused: [String: String] = [:]) {
        self.running = running
        self.paused = paused
    }
}

extension Clocks {
    /// Changes the clocks of a case that enters a step, and returns the due times of those that run.
    ///
    /// A clock whose office has no holder has no due time until there is one. An empty `states` meets all clocks: the case
    /// is closed.
    ///
    /// `sequence` is the number of the event of this move, for the timers; `now` is the time of the event, and never before
    /// that of an earlier one of the case.
    ///
    /// - Throws: `DueTimeError.beyondHorizon` where offices do not open often enough; `StoreError`.
    @discardableResult
    package func enter(
        _ states: ClockStates,
        of caseID: String,
        sequence: Int64,
        at now: Timestamp,
        in connection: Connection
    ) throws -> [String: DueTime] {
        let calendars = try store.calendars(in: connection)
        let rows = try ClockRow.all(of: caseID, in: connection)
        let spans = try ClockSpanRow.all(of: caseID, in: connection)
        let running = Set(states.running.map(\.name))
        for row in rows where row.metAt == nil && !running.contains(row.name) {
            let isRunning = spans[row.name]?.last.map { $0.endedAt == nil } ?? false
            let reason = states.paused[row.name]
            if reason != nil, !isRunning { continue }
            try row.stop(reason, at: now, in: connection)
            try Timers.cancel(clock: row.name, of: caseID, sequence: sequence, in: connection)
        }
        var dues: [String: DueTime] = [:]
        for clock in states.running {
            let row = rows.first { $0.name == clock.name }
            var change = ClockChangeover(clock, caseID, row, spans[clock.name] ?? [], at: now)
            let new = try change.run(self, calendars, in: connection)
            dues[clock.name] = new.due
            let times = ClockTimes(
                row: new,
                spans: change.spans,
                pauses: try new.pauses(self, change.spans, in: connection),
                calendars: calendars
            )
            if change.isNewSpan {
                try times.arm(clock.timers, sequence: sequence, at: now, in: connection)
            } else {
                try times.moveTimers(rearming: sequence, at: now, in: connection)
                try times.armMissing(clock.timers, sequence: sequence, at: now, in: connection)
            }
        }
        return dues
    }

    /// Returns the clocks of a case with the spans in which they ran.
    package func clocks(
        of caseID: String,
        in connection: Connection
    ) throws -> [(clock: ClockRow, spans: [ClockSpanRow])] {
        let spans = try ClockSpanRow.all(of: caseID, in: connection)
        return try ClockRow.all(of: caseID, in: connection).map { ($0, spans[$0.name] ?? []) }
    }
}

extension ClockRow {
    /// Ends the span that runs, for the reason of a pause; without one the clock is met, and frozen: its breach is its due
    /// time.
    fileprivate func stop(
        _ reason: String?,
        at now: Timestamp,
        in connection: Connection
    ) throws {
        try connection.execute(
            """
            UPDATE clock_span
            SET ended_at = \(now.description), why = \(reason ?? "met")
            WHERE case_id = \(caseID) AND name = \(name) AND ended_at IS NULL
            """
        )
        var new = self
        if let due, due.moment < now, !isBreached {
            (new.breachedAt, new.excusedBy) = (due.moment, nil)
        }
        if reason == nil { new.metAt = now } else { new.due = nil }
        try new.update(replacing: computedWith, in: connection)
    }
}
