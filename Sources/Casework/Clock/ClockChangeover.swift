import Persian
import Store

/// A clock that starts, resumes or continues in a step.
struct ClockChangeover {
    let clock: RunningClock
    let caseID: String
    /// The row as it is; nil at the first start.
    let row: ClockRow?
    /// The spans so far.
    private(set) var spans: [ClockSpanRow]
    let now: Timestamp
    /// Whether the clock started or resumed.
    private(set) var isNewSpan = false

    init(
        _ clock: RunningClock,
        _ caseID: String,
        _ row: ClockRow?,
        _ spans: [ClockSpanRow],
        at now: Timestamp
    ) {
        self.clock = clock
        self.caseID = caseID
        self.row = row
        self.spans = spans
        self.now = now
    }

    /// Writes the span and the due time, and returns the row.
    mutating func run(
        _ clocks: Clocks,
        _ calendars: Calendars,
        in connection: Connection
    ) throws -> ClockRow {
        isNewSpan = spans.last.map { $0.endedAt != nil } ?? true
        var new =
            row
            ?? ClockRow(
                caseID: caseID,
                name: clock.name,
                budget: clock.budget,
                calendar: clock.calendar,
                computedWith: calendars.book.change
            )
        let goesOn = !isNewSpan && new.calendar == clock.calendar
        new.calendar = clock.calendar
        new.metAt = nil
        if isNewSpan { spans.append(ClockSpanRow(clock.name, spans.count + 1, begunAt: now)) }
        if goesOn {
            try new.recompute(clocks, calendars, spans, at: now, in: connection)
        } else {
            new.due = try new.due(clocks, calendars, spans, in: connection)
            new.computedWith = calendars.book.change
        }
        if let row {
            try new.update(replacing: row.computedWith, in: connection)
        } else {
            try new.insert(in: connection)
        }
        // After the clock, to which a span refers.
        if isNewSpan, let last = spans.last { try last.insert(caseID, in: connection) }
        return new
    }
}

extension ClockRow {
    /// Returns the due time from the spans, the times without holder and a calendar; nil while the clock stands still.
    func due(
        _ clocks: Clocks,
        _ calendars: Calendars,
        _ spans: [ClockSpanRow],
        in connection: Connection
    ) throws -> DueTime? {
        guard let start = spans.first?.begunAt else { return nil }
        return try due(from: start, pausedIn: try pauses(clocks, spans, in: connection), calendars)
    }

    private func due(
        from start: Timestamp,
        pausedIn pauses: [ClockPause],
        _ calendars: Calendars
    ) throws -> DueTime? {
        do throws(DueTimeError) {
            return try calendar.due(after: budget, from: start, pauses: pauses, in: calendars)
        } catch {
            if error == .paused { return nil }
            throw error
        }
    }

    /// The gaps between the spans, and for an office the times without holder.
    func pauses(
        _ clocks: Clocks,
        _ spans: [ClockSpanRow],
        in connection: Connection
    ) throws -> [ClockPause] {
        guard calendar.party == .office else { return spans.gaps }
        return spans.gaps + (try clocks.vacancies(caseID, connection)(name))
    }

    /// As the other one, with times without holder that were read before.
    func pauses(_ vacancies: Clocks.VacanciesOfCase, _ spans: [ClockSpanRow]) -> [ClockPause] {
        calendar.party == .office ? spans.gaps + vacancies(name) : spans.gaps
    }

    /// Computes the due time again where the calendar or the holder changed, within the limits of `changed`, and excuses a
    /// breach that lies before the new due time.
    ///
    /// A due time that was there stays when the office has no holder any more, as NULL.
    mutating func recompute(
        _ clocks: Clocks,
        _ calendars: Calendars,
        _ spans: [ClockSpanRow],
        at now: Timestamp,
        in connection: Connection
    ) throws {
        try recompute(
            pausedIn: try pauses(clocks, spans, in: connection),
            from: spans,
            calendars,
            at: now
        )
    }

    /// Computes the due time again from the times in which the clock stood still; as the other one.
    mutating func recompute(
        pausedIn pauses: [ClockPause],
        from spans: [ClockSpanRow],
        _ calendars: Calendars,
        at now: Timestamp
    ) throws {
        let change = calendars.book.change
        let computed = try spans.first.flatMap {
            try due(from: $0.begunAt, pausedIn: pauses, calendars)
        }
        if let former = due, let computed {
            due = try calendars.calendar(of: calendar.scopes)
                .changed(former, to: computed, for: calendar.party, at: now)
        } else {
            due = computed
        }
        if isBreached, let breachedAt, let due, due.moment > breachedAt { excusedBy = change }
        computedWith = change
    }
}

extension ClockSpanRow {
    /// A span that begins, or one that ended for a reason.
    init(
        _ name: String,
        _ n: Int,
        begunAt: Timestamp,
        endedAt: Timestamp? = nil,
        why: String = ""
    ) {
        self.name = name
        self.n = n
        self.begunAt = begunAt
        self.endedAt = endedAt
        self.why = why
    }

    func insert(_ caseID: String, in connection: Connection) throws {
        try connection.execute(
            """
            INSERT INTO clock_span (case_id, \(Self.columns))
            VALUES (
                \(caseID), \(name), \(n), \(begunAt.description), \(endedAt?.description), \(why)
            )
            """
        )
    }
}
