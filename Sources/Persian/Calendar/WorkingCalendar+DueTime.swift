extension WorkingCalendar {
    /// The days after the start within which a due time is searched: some 100 years.
    package static let horizon = 36_525

    /// Returns the moment at which a budget is used up.
    ///
    /// - Seconds and hours: the earliest moment at which this much office time has passed; exactly at closing it is that
    ///   closing, and not the next opening. 0 is the start, or the end of the pause in which it is.
    /// - Work days: the closing of the n-th working day. A working day counts if the clock runs at its closing and had
    ///   started or resumed on an earlier date. 0 is the next closing.
    /// - Days: 24:00 of the n-th day, counted in the same way at 24:00; where offices are closed on that day, 24:00 of the
    ///   next day on which they open. Months are 30 days each (civil procedure code, articles 443–445).
    ///
    /// - Throws: `DueTimeError`.
    package func due(
        after budget: CalendarBudget,
        from start: Timestamp,
        pauses: [ClockPause] = []
    ) throws(DueTimeError) -> DueTime {
        let running = RunningTime(from: start, without: pauses)
        switch budget.unit {
        case .seconds: return try due(seconds: budget.amount, running)
        case .hours: return try due(seconds: 3600 * budget.amount, running)
        case .workDays: return try due(workDays: budget.amount, running)
        case .days: return try due(days: budget.amount, running)
        case .months: return try due(days: 30 * budget.amount, running)
        }
    }

    /// Returns the office time between two moments without pauses, in seconds.
    package func officeSeconds(
        from start: Timestamp,
        until end: Timestamp,
        pauses: [ClockPause] = []
    ) -> Int {
        let end = RunningTime.local(end)
        var sum = 0
        for span in RunningTime(from: start, without: pauses).spans where span.lowerBound < end {
            let time = span.clamped(to: .min..<end)
            for day in Self.day(time.lowerBound)...Self.day(time.upperBound - 1) {
                sum += open(on: day, during: time).reduce(0) { $0 + $1.count }
            }
        }
        return sum
    }

    /// The number of the day of a moment in Tehran.
    static func day(_ local: Int) -> Int { CivilDate.floored(local, by: 86_400) }

    /// The office time of a day that is in a span, in seconds of Tehran.
    func open(on day: Int, during span: Range<Int>) -> [Range<Int>] {
        hours(on: day).intervals.compactMap { interval in
            let (from, until) = (
                day * 86_400 + interval.lowerBound, day * 86_400 + interval.upperBound
            )
            let open = (from..<until).clamped(to: span)
            return open.isEmpty ? nil : open
        }
    }
}

extension WorkingCalendar {
    private func due(seconds: Int, _ running: RunningTime) throws(DueTimeError) -> DueTime {
        guard let start = running.spans.first?.lowerBound else { throw .paused }
        if seconds == 0 { return result(start, on: Self.day(start), isProvisional: false) }
        let last = Self.day(start) + Self.horizon
        var left = seconds
        var isProvisional = false
        for span in running.spans {
            var day = Self.day(span.lowerBound)
            while day * 86_400 < span.upperBound {
                guard day <= last else { throw .beyondHorizon }
                if !isComplete(day) { isProvisional = true }
                for open in open(on: day, during: span) {
                    if left <= open.count {
                        return result(open.lowerBound + left, on: day, isProvisional: isProvisional)
                    }
                    left -= open.count
                }
                day += 1
            }
        }
        throw .paused
    }

    private func due(workDays: Int, _ running: RunningTime) throws(DueTimeError) -> DueTime {
        guard let start = running.spans.first?.lowerBound else { throw .paused }
        let last = Self.day(start) + Self.horizon
        var left = workDays
        var isProvisional = false
        for span in running.spans {
            // With no days to count, the day of the start is one at whose closing the budget may end.
            var day = Self.day(span.lowerBound) + (left == 0 ? 0 : 1)
            while day * 86_400 < span.upperBound {
                guard day <= last else { throw .beyondHorizon }
                if !isComplete(day) { isProvisional = true }
                let closing = hours(on: day).closing.map { day * 86_400 + $0 }
                if let closing, closing >= span.lowerBound, closing <= span.upperBound {
                    left -= 1
                    if left <= 0 { return result(closing, on: day, isProvisional: isProvisional) }
                }
                day += 1
            }
        }
        throw .paused
    }

    private func due(days: Int, _ running: RunningTime) throws(DueTimeError) -> DueTime {
        guard let start = running.spans.first?.lowerBound else { throw .paused }
        let last = Self.day(start) + Self.horizon
        var left = days
        var isProvisional = false
        for span in running.spans {
            var day = Self.day(span.lowerBound)
            while true {
                guard day <= last else { throw .beyondHorizon }
                let end = (day + 1) * 86_400
                guard end <= span.upperBound else { break }
                if left > 0, day > Self.day(span.lowerBound) { left -= 1 }
                if left == 0 {
                    if !isComplete(day) { isProvisional = true }
                    if hours(on: day).isOpen {
                        return result(end, on: day, isProvisional: isProvisional)
                    }
                }
                day += 1
            }
        }
        throw .paused
    }

    private func result(_ local: Int, on day: Int, isProvisional: Bool) -> DueTime {
        DueTime(RunningTime.moment(local), isProvisional: isProvisional || !isComplete(day))
    }
}
