package import Persian

/// One thing that a party can do in a step; executing it is a move.
package struct CaseAction: Sendable {
    /// The name, unique in the step.
    package let name: ActionName
    /// The title of the button.
    package let title: Wording
    /// Who may do it; empty means the party that the step waits for.
    package let by: Set<Capacity>
    /// What the move must bring.
    package let requires: [Requirement]
    /// Conditions on the case, each with its sentence.
    package let guards: [Guard]
    /// Natural persons who may not do it, in any capacity.
    package let exclusions: [Exclusion]
    /// What changes outside of the rows of the case.
    package let effects: [Effect]
    /// What the event means for statistics and pages.
    package let marks: Set<EventMark>
    /// Who receives a message.
    package let notifies: [Recipient]
    /// Where the case goes.
    package let to: Transition

    /// Declares an action.
    package init(
        _ name: ActionName,
        _ title: Wording,
        by: Set<Capacity> = [],
        requires: [Requirement] = [],
        guards: [Guard] = [],
        exclusions: [Exclusion] = [],
        effects: [Effect] = [],
        marks: Set<EventMark> = [],
        notifies: [Recipient] = [],
        to: Transition
    ) {
        self.name = name
        self.title = title
        self.by = by
        self.requires = requires
        self.guards = guards
        self.exclusions = exclusions
        self.effects = effects
        self.marks = marks
        self.notifies = notifies
        self.to = to
    }
}

/// The relation in which a person acts on a case (`case_event.capacity`).
package enum Capacity: String, Sendable, Hashable, CaseIterable {
    /// Opened the case.
    case applicant
    /// Has another part in the case.
    case party
    /// Holds the cartable at which the case waits.
    case holder
    /// Acts for the holder.
    case deputy
    /// Received an errand that is open.
    case addressee
    /// Belongs to the unit that is responsible for the service.
    case ownerUnit = "owner-unit"
    /// May open protected identities.
    case custodian
    /// A timer or a clock.
    case clock
    /// The payment gateway (a later stage).
    case gateway
    /// A program of an organisation, which proposes.
    case program
}

/// What a move must bring.
package enum Requirement: Sendable, Hashable {
    /// A complete form: a new submission.
    case form
    /// A text.
    case note
    /// One reason of a list.
    case reason(ReasonList)
    /// At least one file.
    case file
    /// The fields and files that go back to the applicant, each with a reason.
    case returnedFields
    /// A decision about each file of the last submission.
    case fileDecisions
    /// Whose values are taken where the answers and a register differ; none where nothing does.
    case choices
    /// An amount in rials.
    case amount
    /// A reference from outside, which is stored as a fact first.
    case reference(FactKind)
    /// A factor that the person proved in the last minutes.
    case freshFactor
    /// The agreement of a second person to the same action.
    case secondPerson
}

/// Reasons from which one is chosen.
package struct ReasonList: Sendable, Hashable {
    /// The name in the canonical text.
    package let name: String
    /// The reasons, in the order of the page.
    package let reasons: [Choice]

    /// Declares a list.
    package init(_ name: String, _ reasons: [Choice]) {
        self.name = name
        self.reasons = reasons
    }

    /// The reason that a move brought, as a sealed fact with the number of its event as the key.
    static let factKind: FactKind = "reason"
}

/// What kind of information from outside a fact is (`fact.kind`).
package struct FactKind: Sendable, Hashable, ExpressibleByStringLiteral {
    /// The name.
    package let name: String
    /// Whether its key is unique over all cases, as a deposit's reference is (`fact.is_global`).
    package let isGlobal: Bool

    /// Declares a kind.
    package init(_ name: String, isGlobal: Bool = false) {
        self.name = name
        self.isGlobal = isGlobal
    }

    /// A kind whose key is unique in its case.
    package init(stringLiteral name: String) { self.init(name) }
}

/// Natural persons who may not act, in whatever capacity.
package enum Exclusion: Sendable, Hashable {
    /// The parties of the case.
    case parties
    /// The person who did an action since the last submission.
    case actorOf(ActionName)
    /// The person who requested the holder of the cartable.
    case requesterOfHolder
    /// The members of the organisation of a party.
    case unit(of: PartyRole)
    /// The person whose number a field has.
    case namedIn(FieldName)
    /// The officials of the refused case to which this one objects, and of a former case about the same values whose refusal
    /// an objection set aside.
    case decidersBefore
}

/// Who receives a message about an event.
package enum Recipient: Sendable, Hashable {
    /// The applicant.
    case applicant
    /// The persons with this part.
    case party(PartyRole)
    /// The holder of the cartable at which the case waits after the move.
    case holder
    /// The unit that is responsible for the service.
    case ownerUnit
    /// The respondent.
    case respondent
}

/// What an event means for statistics and pages.
package enum EventMark: String, Sendable, Hashable, CaseIterable {
    /// The first result of the case (R24).
    case initialResult = "initial-result"
    /// The applicant receives the request for a rating.
    case asksRating = "asks-rating"
    /// The result is published.
    case publishes
}
