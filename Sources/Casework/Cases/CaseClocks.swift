import Accounts
import Persian
import Store

/// The clocks of a case in a step: those of the service that run there, and one for the timers of the step.
///
/// Timers belong to a clock, because a changed calendar moves both. A step with timers has a separate clock for each
/// arrival, `STEP.SEQ`: its due is the lapse, or the last timer.
struct CaseClocks {
    let cases: Cases
    let service: Service
    let snapshot: CaseSnapshot
    /// The event with which the case came to its step.
    let arrival: Int64

    /// What a timer does, as `timer.action` has it.
    enum Word {
        static let remind = "remind"
        static let escalate = "escalate:"
        static let lapse = "lapse:"
        static let silence = "silence"
    }

    /// The name of the clock of the step's timers.
    var stepClock: String { "\(snapshot.file.step).\(arrival)" }

    /// Returns the clocks of the step; none for a closed case.
    func states(in connection: Connection) throws -> ClockStates {
        guard snapshot.file.closedAt == nil, let step = service.step(snapshot.file.step) else {
            return ClockStates()
        }
        var states = ClockStates()
        for rule in service.clocks {
            if let reason = rule.pauses[step.name] {
                states.paused[rule.name.text] = reason.text
            } else if rule.runs(in: step.name), let budget = rule.budget.calendarBudget {
                states.running.append(
                    RunningClock(
                        rule.name.text,
                        budget,
                        calendar: try calendar(of: rule.calendar, in: connection),
                        timers: step.clock == rule.name
                            ? step.escalations(silentAfter: cases.settings.silentDays) : []
                    )
                )
            }
        }
        if let clock = try timers(of: step, in: connection) { states.running.append(clock) }
        return states
    }

    /// The due of the case, from those of its clocks: that of a cartable without holder, that of the step's clock, or that of
    /// the lapse.
    func due(_ dues: [String: DueTime], cartableDue: Timestamp?) -> DueTime? {
        if let cartableDue { return DueTime(cartableDue, isProvisional: false) }
        let named = service.step(snapshot.file.step)?.clock?.text
        return named.flatMap { dues[$0] } ?? dues[stepClock]
    }

    /// Whether the due of the case is that of this clock.
    func names(_ clock: String) -> Bool {
        (service.step(snapshot.file.step)?.clock?.text ?? stepClock) == clock
    }

    private func timers(of step: Step, in connection: Connection) throws -> RunningClock? {
        var timers: [ClockTimer] = []
        var budgets: [TimeBudget] = []
        let lapse = step.lapse
        for rule in step.timers {
            guard let budget = rule.after.calendarBudget else { continue }
            let isEnd = rule.name == lapse?.timer.name
            let moment = isEnd ? ClockTimer.Moment.end : .after(budget)
            timers.append(ClockTimer(rule.name.text, moment, does: rule.does.word))
            budgets.append(rule.after)
        }
        let longest = lapse?.timer.after ?? budgets.max { $0.amount < $1.amount }
        if let join = step.errandLapse {
            timers.append(ClockTimer("join", .end, does: Word.lapse + join.then.text))
            return try clock(join.after, timers, of: step, in: connection)
        }
        guard let longest else { return nil }
        return try clock(longest, timers, of: step, in: connection)
    }

    private func clock(
        _ budget: TimeBudget,
        _ timers: [ClockTimer],
        of step: Step,
        in connection: Connection
    ) throws -> RunningClock? {
        guard let budget = budget.calendarBudget else { return nil }
        let choice: CalendarChoice = step.waitsFor.isPerson ? .everyDay : .waitingOrganisation
        let calendar = try calendar(of: choice, in: connection)
        return RunningClock(stepClock, budget, calendar: calendar, timers: timers)
    }

    private func calendar(
        of choice: CalendarChoice,
        in connection: Connection
    ) throws -> ClockCalendar {
        let code: OrganisationCode
        switch choice {
        case .everyDay: return ClockCalendar(applicantReachedBy: try reach(in: connection))
        case .ownerUnit: code = service.owner
        case .waitingOrganisation:
            code = snapshot.file.waiting.organisation ?? snapshot.file.organisation
        }
        guard let found = try cases.roles.organisation(code.text, in: connection) else {
            return ClockCalendar(applicantReachedBy: [])
        }
        return ClockCalendar(office: found)
    }

    /// The outages that concern the person for whom the case waits.
    private func reach(in connection: Connection) throws -> Set<String> {
        let id: PersonID
        switch snapshot.file.waiting {
        case .applicant: id = snapshot.file.openedBy
        case .person(let other): id = other
        case .cartable, .errands, .commission, .gateway, .date, .none: return []
        }
        guard let person = try cases.roles.signIn.people.person(id, in: connection) else {
            return ["network"]
        }
        var reach: Set<String> = ["network"]
        if person.mobile != nil { reach.insert("sms") }
        if person.email != nil { reach.insert("email") }
        if person.isAbroad { reach.insert("region:abroad") }
        return reach
    }
}

extension Step {
    /// The escalations of the clock of an office (K14), and the moment from which the owner unit may act in its place (D7).
    ///
    /// The holder is reminded at 50 % and 80 %, the owner unit at the due and two work days later. A declared reminder takes the
    /// place of the first one.
    func escalations(silentAfter days: Int) -> [ClockTimer] {
        guard case .cartable = waitsFor else { return [] }
        let isReminded = timers.contains { $0.does == .remind }
        var silence: [ClockTimer] = []
        if inPlace != nil, let budget = CalendarBudget(days, .workDays) {
            let word = CaseClocks.Word.silence
            silence = [ClockTimer(word, .afterDue(budget), does: word)]
        }
        let escalations = Escalation.allCases.compactMap { escalation -> ClockTimer? in
            switch escalation {
            case .half where isReminded: nil
            case .half, .most:
                ClockTimer(
                    escalation.rawValue,
                    .escalation(escalation),
                    does: CaseClocks.Word.remind
                )
            case .due, .late:
                ClockTimer(
                    escalation.rawValue,
                    .escalation(escalation),
                    does: CaseClocks.Word.escalate + "owner-unit"
                )
            }
        }
        return escalations + silence
    }

    /// When open errands lapse, and what the case does then; nil where they never do.
    var errandLapse: (after: TimeBudget, then: ActionName)? {
        if case .opinions(_, let join) = errands { join.lapse } else { nil }
    }
}

extension TimeBudget {
    /// The budget as the calendar counts it.
    var calendarBudget: CalendarBudget? {
        switch self {
        case .hours(let amount): CalendarBudget(amount, .hours)
        case .workDays(let amount): CalendarBudget(amount, .workDays)
        case .days(let amount): CalendarBudget(amount, .days)
        case .months(let amount): CalendarBudget(amount, .months)
        }
    }
}

extension TimerEffect {
    /// The words of `timer.action`.
    var word: String {
        switch self {
        case .remind: CaseClocks.Word.remind
        case .escalate(let role): CaseClocks.Word.escalate + role.rawValue
        case .lapse(let action): CaseClocks.Word.lapse + action.text
        }
    }
}
