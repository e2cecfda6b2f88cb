/// A time during which a channel or a region could not reach the service.
package struct Outage: Sendable, Hashable {
    /// What did not work: `sms`, `email`, `network`, `region:abroad`, `region:tehran`.
    package let reach: String
    /// When it began.
    package let from: Timestamp
    /// When it ended.
    package let until: Timestamp

    /// Creates an outage; nil when it ends before it begins.
    package init?(_ reach: String, from: Timestamp, until: Timestamp) {
        guard from < until else { return nil }
        self.reach = reach
        self.from = from
        self.until = until
    }
}

extension WorkingCalendar {
    /// Returns the due time of an applicant's term that outages have interrupted.
    ///
    /// The term is longer by the time of the outages that is in it, and ends at 24:00 of a day on which offices open. It is
    /// never shorter. Outages that overlap count once, and one that the longer term reaches counts too.
    ///
    /// - Throws: `DueTimeError`.
    package func extended(
        _ due: DueTime,
        from start: Timestamp,
        by outages: [Outage]
    ) throws(DueTimeError) -> DueTime {
        let length = RunningTime.local(due.moment) - RunningTime.local(start)
        let pauses = outages.map { ClockPause(from: $0.from, until: $0.until) }
        var left = length
        for span in RunningTime(from: start, without: pauses).spans {
            guard left > span.count else {
                let end = span.lowerBound + left
                guard end > RunningTime.local(due.moment) else { return due }
                let moved = try endOfOfficeDay(at: end)
                return DueTime(
                    moved.moment,
                    isProvisional: moved.isProvisional || due.isProvisional
                )
            }
            left -= span.count
        }
        throw .paused
    }

    /// Returns 24:00 of the day of a moment, or of the next day on which offices open; 00:00 is the end of a day.
    private func endOfOfficeDay(at local: Int) throws(DueTimeError) -> DueTime {
        guard let none = CalendarBudget(0, .days) else { throw .beyondHorizon }
        return try due(after: none, from: RunningTime.moment(local - 1))
    }
}
