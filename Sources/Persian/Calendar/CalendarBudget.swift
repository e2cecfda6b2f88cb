/// An amount of time of a calendar.
package struct CalendarBudget: Sendable, Hashable {
    /// How time is counted.
    package enum Unit: String, Sendable, Hashable, CaseIterable {
        /// Seconds of office time; not stored with a clock.
        case seconds
        /// Hours of office time.
        case hours
        /// Days on which offices open.
        case workDays = "work_days"
        /// Days of the calendar.
        case days
        /// Months of 30 days (civil procedure code, article 443).
        case months
    }

    /// How time is counted.
    package let unit: Unit
    /// How much, 0 or more.
    package let amount: Int

    /// The limit of an amount: some 30 years of seconds.
    package static let maximumAmount = 1_000_000_000

    /// Creates an amount; nil for a negative one and one above the limit.
    package init?(_ amount: Int, _ unit: Unit) {
        guard (0...Self.maximumAmount).contains(amount) else { return nil }
        self.unit = unit
        self.amount = amount
    }
}

/// The moment at which a budget is used up.
package struct DueTime: Sendable, Hashable {
    /// The moment; an action at this moment is in time.
    package let moment: Timestamp
    /// Whether it depends on a day of a year whose holidays are not all known.
    package let isProvisional: Bool

    /// Creates a due time.
    package init(_ moment: Timestamp, isProvisional: Bool) {
        self.moment = moment
        self.isProvisional = isProvisional
    }
}

/// Why there is no due time.
package enum DueTimeError: Error, Equatable, Sendable {
    /// Offices do not open often enough for the budget within `WorkingCalendar.horizon` days.
    case beyondHorizon
    /// The clock stands still, and it is not known when it runs again.
    case paused
}
