import Persian
import Store

/// The moments of a clock's timers, from its row, spans and calendar.
struct ClockTimes {
    let row: ClockRow
    let spans: [ClockSpanRow]
    let pauses: [ClockPause]
    let calendars: Calendars

    /// Arms the timers of a clock that started or resumed.
    ///
    /// One that has fired before and whose moment is over is not armed again.
    func arm(
        _ timers: [ClockTimer],
        sequence: Int64,
        at now: Timestamp,
        in connection: Connection
    ) throws {
        let fired = try Set(Timers.fired(of: row.caseID, in: connection).map(\.name))
        for timer in timers {
            let name = TimerAction.name(timer, of: row.name)
            let moment = try moment(of: timer.moment)
            if fired.contains(name), moment < now { continue }
            try Timers.arm(
                name,
                of: row.caseID,
                sequence: sequence,
                at: moment,
                action: TimerAction.text(timer, of: row.name),
                in: connection
            )
        }
    }

    /// Moves the clock's timers that wait, after a change of its due time.
    ///
    /// A timer that has fired and whose moment is in the future again, after an excused breach, is armed with the event
    /// `sequence` of the change; nil arms none.
    func moveTimers(
        rearming sequence: Int64?,
        at now: Timestamp,
        in connection: Connection
    ) throws {
        let waiting = try Timers.waiting(of: row.caseID, in: connection)
        for timer in waiting where timer.clock == row.name {
            guard let kind = timer.moment else { continue }
            let moment = try moment(of: kind)
            if moment != timer.fireAt { try timer.move(to: moment, in: connection) }
        }
        guard let sequence else { return }
        var rearmed = Set(waiting.map(\.name))
        for timer in try Timers.fired(of: row.caseID, in: connection) where timer.clock == row.name
        {
            guard let kind = timer.moment, rearmed.insert(timer.name).inserted else { continue }
            let moment = try moment(of: kind)
            guard moment > now, moment != Timers.never, timer.armedSequence != sequence else {
                continue
            }
            try Timers.arm(
                timer.name,
                of: row.caseID,
                sequence: sequence,
                at: moment,
                action: timer.storedAction,
                in: connection
            )
        }
    }

    /// Arms the timers that a running clock did not have in the step before, except those whose moment has passed.
    func armMissing(
        _ timers: [ClockTimer],
        sequence: Int64,
        at now: Timestamp,
        in connection: Connection
    ) throws {
        guard !timers.isEmpty else { return }
        let known = Set(
            try
                (Timers.waiting(of: row.caseID, in: connection)
                + Timers.fired(of: row.caseID, in: connection)).map(\.name)
        )
        let missing = try timers.filter { timer in
            try !known.contains(TimerAction.name(timer, of: row.name))
                && moment(of: timer.moment) > now
        }
        try arm(missing, sequence: sequence, at: now, in: connection)
    }

    /// Returns when a timer fires; `Timers.never` while the clock stands still.
    private func moment(of timer: ClockTimer.Moment) throws -> Timestamp {
        guard let due = row.due, let start = spans.first?.begunAt else { return Timers.never }
        let calendar = calendars.calendar(of: row.calendar.scopes)
        switch timer {
        case .end:
            return due.moment
        case .escalation(let escalation):
            return try calendar.moment(of: escalation, due: due.moment, from: start, pauses: pauses)
        case .afterDue(let budget):
            // A due time of 00:00 is the end of the day before.
            return try calendar.due(after: budget, from: due.moment.adding(seconds: -1)).moment
        case .after(let budget):
            let moment = try row.calendar.due(
                after: budget,
                from: start,
                pauses: pauses,
                in: calendars
            )
            return try calendar.nextOffice(at: moment.moment)
        }
    }
}
