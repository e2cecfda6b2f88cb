/// When the parties of a clock are reminded of it: at half of its time, at most of it, at the due time and after it.
package enum Escalation: String, Sendable, Hashable, CaseIterable {
    /// Half of the office time has passed.
    case half
    /// 80 % of the office time has passed.
    case most
    /// The due time.
    case due
    /// Two work days after the due time.
    case late

    /// The part of the office time after which it runs, in percent; nil for those that follow the due time.
    fileprivate var percent: Int? {
        switch self {
        case .half: 50
        case .most: 80
        case .due, .late: nil
        }
    }

    /// The work days after the due time.
    fileprivate static let daysLate = 2
}

extension WorkingCalendar {
    /// Returns the moment of an escalation, within office hours: no message leaves at midnight.
    ///
    /// A part of a budget is that part of the office time between start and due time, whatever the budget counts; it is
    /// rounded up to a second.
    ///
    /// - Throws: `DueTimeError`.
    package func moment(
        of escalation: Escalation,
        due: Timestamp,
        from start: Timestamp,
        pauses: [ClockPause] = []
    ) throws(DueTimeError) -> Timestamp {
        if let percent = escalation.percent {
            let whole = officeSeconds(from: start, until: due, pauses: pauses)
            let part = CalendarBudget((whole * percent + 99) / 100, .seconds)
            guard let part else { throw .beyondHorizon }
            return try nextOffice(at: self.due(after: part, from: start, pauses: pauses).moment)
        }
        guard escalation == .late, let days = CalendarBudget(Escalation.daysLate, .workDays) else {
            return try nextOffice(at: due)
        }
        // A due time of 00:00 is the end of the day before.
        return try self.due(after: days, from: due.adding(seconds: -1)).moment
    }

    /// Returns the moment itself where offices are open or closing, and otherwise the next opening.
    ///
    /// - Throws: `DueTimeError.beyondHorizon`.
    package func nextOffice(at moment: Timestamp) throws(DueTimeError) -> Timestamp {
        let local = RunningTime.local(moment)
        let first = Self.day(local)
        for day in first...first + Self.horizon {
            for open in open(on: day, during: .min..<Int.max) {
                if open.contains(local) || open.upperBound == local { return moment }
                if open.lowerBound > local { return RunningTime.moment(open.lowerBound) }
            }
        }
        throw .beyondHorizon
    }
}
