package import Accounts

/// A budget of time.
package enum TimeBudget: Sendable, Hashable {
    /// Hours of office time.
    case hours(Int)
    /// Days on which offices are open.
    case workDays(Int)
    /// Days of the calendar.
    case days(Int)
    /// Months of 30 days, or of the Jalali calendar by a setting.
    case months(Int)

    /// The number, in the unit of the case.
    package var amount: Int {
        switch self {
        case .hours(let amount), .workDays(let amount), .days(let amount), .months(let amount):
            amount
        }
    }
}

/// A budget of time in a case, and when it is used up.
package struct ClockRule: Sendable, Hashable {
    /// The name, unique in the service.
    package let name: ClockName
    /// The budget.
    package let budget: TimeBudget
    /// Whose opening hours count.
    package let calendar: CalendarChoice
    /// The steps in which it runs; empty means in every step.
    package let runsIn: Set<StepName>
    /// The steps in which it stands still, with the reason that pages show.
    package let pauses: [StepName: PauseReason]
    /// The target of a service level agreement; nil where there is none.
    package let target: SLAKey?
    /// Actions that the clock does when it is breached.
    package let onBreach: [ActionName]

    /// Declares a clock.
    package init(
        _ name: ClockName,
        _ budget: TimeBudget,
        calendar: CalendarChoice = .waitingOrganisation,
        runsIn: Set<StepName> = [],
        pauses: [StepName: PauseReason] = [:],
        target: SLAKey? = nil,
        onBreach: [ActionName] = []
    ) {
        self.name = name
        self.budget = budget
        self.calendar = calendar
        self.runsIn = runsIn
        self.pauses = pauses
        self.target = target
        self.onBreach = onBreach
    }

    /// Whether the clock runs while a case is in a step.
    package func runs(in step: StepName) -> Bool {
        (runsIn.isEmpty || runsIn.contains(step)) && pauses[step] == nil
    }
}

/// Whose opening hours a clock counts.
package enum CalendarChoice: String, Sendable, Hashable, CaseIterable {
    /// Those of the organisation that the case waits for.
    case waitingOrganisation = "waiting-organisation"
    /// Those of the unit that is responsible for the service.
    case ownerUnit = "owner-unit"
    /// Every day of the calendar counts.
    case everyDay = "every-day"
}

/// An action that is armed when a case arrives in a step.
package struct TimerRule: Sendable, Hashable {
    /// The name, unique in the step.
    package let name: TimerName
    /// How long after the arrival.
    package let after: TimeBudget
    /// What happens.
    package let does: TimerEffect

    /// Declares a timer.
    package init(_ name: TimerName, after: TimeBudget, does: TimerEffect) {
        self.name = name
        self.after = after
        self.does = does
    }
}

extension [TimerRule] {
    /// Two reminders and the end of the wait for a person, in days of the calendar after the arrival.
    package static func reminders(
        after first: Int,
        _ second: Int,
        lapse: Int,
        _ action: ActionName
    ) -> [TimerRule] {
        [
            TimerRule("first", after: .days(first), does: .remind),
            TimerRule("second", after: .days(second), does: .remind),
            TimerRule("end", after: .days(lapse), does: .lapse(action)),
        ]
    }
}

/// What a timer does.
package enum TimerEffect: Sendable, Hashable {
    /// Sends a message to the party that the step waits for.
    case remind
    /// Sends a message to a role of the owner unit.
    case escalate(Role)
    /// Does an action of the step; only in a step that waits for a person.
    case lapse(ActionName)
}
