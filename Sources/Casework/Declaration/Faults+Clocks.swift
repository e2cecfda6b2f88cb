import Accounts

/// Clocks and timers.
extension Service {
    func clockFaults() -> [DeclarationFault] {
        clocks.flatMap { clock -> [DeclarationFault] in
            let place = "clock \(clock.name)"
            var faults: [DeclarationFault] = []
            if clock.budget.amount < 1 {
                faults.append(.init(.budget, at: place, "the budget is not positive"))
            }
            for name in clock.runsIn.union(clock.pauses.keys).sorted() where !isStep(name) {
                faults.append(.init(.unknownStep, at: place, "the service has no step \(name)"))
            }
            for name in clock.onBreach {
                faults += breachFaults(name, of: clock, at: place)
            }
            return faults
        }
    }

    private func breachFaults(
        _ name: ActionName,
        of clock: ClockRule,
        at place: String
    ) -> [DeclarationFault] {
        let found = placedActions.filter {
            $0.action.name == name && clock.runs(in: $0.step.name)
        }
        if found.isEmpty {
            return [
                .init(.unknownAction, at: place, "no step in which it runs has an action \(name)")
            ]
        }
        return found.flatMap { step, action -> [DeclarationFault] in
            timedFaults(action, in: step)
        }
    }

    func timerFaults() -> [DeclarationFault] {
        steps.flatMap { step -> [DeclarationFault] in
            var faults: [DeclarationFault] = []
            for timer in step.timers {
                if timer.after.amount < 1 {
                    faults.append(
                        .init(.budget, at: step.place, "the timer \(timer.name) is not positive")
                    )
                }
                if case .escalate(let role) = timer.does, !role.kinds.contains(.unit) {
                    faults.append(
                        .init(
                            .role,
                            at: step.place,
                            "the role \(role.rawValue) exists in no unit of SAORG"
                        )
                    )
                }
            }
            if let (after, then) = step.errands?.join?.lapse {
                if after.amount < 1 {
                    faults.append(.init(.budget, at: step.place, "the lapse is not positive"))
                }
                if let action = step.actions.first(where: { $0.name == then }) {
                    faults += timedFaults(action, in: step)
                }
            }
            return faults + lapseFaults(step)
        }
    }

    private func lapseFaults(_ step: Step) -> [DeclarationFault] {
        var faults: [DeclarationFault] = []
        for case let timer in step.timers {
            guard case .lapse(let name) = timer.does else { continue }
            guard let action = step.actions.first(where: { $0.name == name }) else {
                faults.append(
                    .init(.unknownAction, at: step.place, "the step has no action \(name)")
                )
                continue
            }
            faults += timedFaults(action, in: step)
            if !step.waitsFor.isPerson {
                faults.append(
                    .init(.lapse, at: step.place, "only the wait for a person ends by silence")
                )
            }
            let earlier = step.timers.filter {
                $0.does == .remind && $0.after.roughHours < timer.after.roughHours
            }
            if earlier.count < 2 {
                faults.append(
                    .init(
                        .reminders,
                        at: step.place,
                        "the timer \(timer.name) has \(earlier.count) reminders before it, not two"
                    )
                )
            }
        }
        return faults
    }

    /// What an action that a clock or a timer does must not be.
    private func timedFaults(_ action: CaseAction, in step: Step) -> [DeclarationFault] {
        var faults: [DeclarationFault] = []
        if !action.by.contains(.clock) {
            faults.append(
                .init(.capacity, at: step.place(action), "the action is not open to the clock")
            )
        }
        let against = action.to.outcomes.contains { $0 == .refused || $0 == .lapsed }
        if step.waitsFor.isOffice, against {
            faults.append(
                .init(
                    .refusalByTimer,
                    at: step.place(action),
                    "a timer closes the case because an office was silent"
                )
            )
        }
        return faults
    }
}

extension TimeBudget {
    /// The time in hours of the calendar, to order timers of one step; a day of work is one day of the calendar.
    fileprivate var roughHours: Int {
        switch self {
        case .hours(let hours): hours
        case .workDays(let days), .days(let days): days * 24
        case .months(let months): months * 30 * 24
        }
    }
}
