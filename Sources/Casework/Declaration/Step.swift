package import Accounts
package import Persian

/// A step of a service: the party that a case waits for, until when, and what the party can do.
package struct Step: Sendable {
    /// The name, unique in the service.
    package let name: StepName
    /// The title for readers.
    package let title: Wording
    /// The one party that a case waits for here.
    package let waitsFor: WaitingParty
    /// The clock whose due is the due of the case; nil only where a `.lapse` timer sets it.
    package let clock: ClockName?
    /// Work that other parties do at the same time; nil where the step has none.
    package let errands: ErrandRule?
    /// The action that is done when the rule of the errands is met; nil where the step has none.
    package let joined: ActionName?
    /// The action by which the unit of the service takes the case, once the office stayed silent; nil where it never does.
    package let inPlace: ActionName?
    /// What is armed when a case arrives.
    package let timers: [TimerRule]
    /// What can be done here.
    package let actions: [CaseAction]

    /// Declares a step.
    package init(
        _ name: StepName,
        _ title: Wording,
        waitsFor: WaitingParty,
        clock: ClockName? = nil,
        errands: ErrandRule? = nil,
        joined: ActionName? = nil,
        inPlace: ActionName? = nil,
        timers: [TimerRule] = [],
        actions: [CaseAction]
    ) {
        self.name = name
        self.title = title
        self.waitsFor = waitsFor
        self.clock = clock
        self.errands = errands
        self.joined = joined
        self.inPlace = inPlace
        self.timers = timers
        self.actions = actions
    }

    /// The timer that ends the wait for an applicant or a party; nil where there is none.
    package var lapse: (timer: TimerRule, action: ActionName)? {
        for timer in timers {
            if case .lapse(let action) = timer.does { return (timer, action) }
        }
        return nil
    }
}

/// The one party that a case waits for (`case_file.waiting`).
package enum WaitingParty: Sendable, Hashable {
    /// The applicant.
    case applicant
    /// Another person with a part in the case.
    case party(PartyRole)
    /// The holder of a role in an organisation.
    case cartable(Role, OrganisationReference)
    /// The answers to errands.
    case errands
    /// A commission (a later stage).
    case commission(CommissionCode)
    /// A payment (a later stage).
    case gateway
    /// A day that a field names (a later stage).
    case date(FieldName)

    /// Whether the party is a person whose silence may end the case.
    package var isPerson: Bool {
        switch self {
        case .applicant, .party: true
        case .cartable, .errands, .commission, .gateway, .date: false
        }
    }

    /// Whether the party is an office, whose silence never decides against an applicant.
    package var isOffice: Bool {
        switch self {
        case .cartable, .errands, .commission: true
        case .applicant, .party, .gateway, .date: false
        }
    }
}

/// The part that a person or an organisation has in a case (`case_party.role`).
package enum PartyRole: String, Sendable, Hashable, CaseIterable {
    /// Opened the case.
    case applicant
    /// The person or organisation that the case is about.
    case subject
    /// Answers for a debt of the subject.
    case guarantor
    /// The person or office that a complaint is about.
    case respondent
    /// One of several persons of a request.
    case member
}

/// An organisation in a declaration, found when a case arrives; successors are followed.
package enum OrganisationReference: Sendable, Hashable {
    /// The one that a field of the form names.
    case chosen(FieldName)
    /// The one for which the applicant acts.
    case ofApplicant
    /// A unit of SAORG.
    case unit(OrganisationCode)
    /// An office outside of SAORG.
    case outside(OrganisationCode)
    /// The same organisation as in another step.
    case asIn(StepName)
}
