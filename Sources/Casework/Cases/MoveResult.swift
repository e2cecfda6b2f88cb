package import Persian

/// What became of a move: a value, never an error.
package enum MoveResult: Sendable, Hashable {
    /// It was done.
    case moved(MoveReceipt)
    /// It had been done before, with the same id: its result.
    case repeated(MoveReceipt)
    /// The id belongs to a move with another action, person or inputs.
    case reused
    /// Another move came first; what was typed is kept as a draft.
    case conflict(MoveConflict)
    /// It cannot be done, for all these reasons.
    case refused([MoveProblem])
    /// There is no such case for this person.
    case notFound
    /// The program does not have the version of the service.
    case missingDefinition

    /// The receipt of a move that was done, now or before.
    package var receipt: MoveReceipt? {
        switch self {
        case .moved(let receipt), .repeated(let receipt): receipt
        case .reused, .conflict, .refused, .notFound, .missingDefinition: nil
        }
    }
}

/// The result of a move that was done.
package struct MoveReceipt: Sendable, Hashable {
    /// The case.
    package let caseID: String
    /// The tracking number.
    package let tracking: String
    /// The event.
    package let seq: Int64
    /// The step after it.
    package let step: StepName
    /// Why an effect was refused; nil where it was done.
    package let refusal: Wording?
}

/// The change that came before a move.
package struct MoveConflict: Sendable, Hashable {
    /// The action.
    package let action: ActionName
    /// The person, or `clock`.
    package let actor: String
    /// When.
    package let at: Timestamp
    /// The revision of the case now.
    package let revision: Int64
    /// The step of the case now.
    package let step: StepName
}

/// One reason why a move cannot be done.
package struct MoveProblem: Sendable, Hashable {
    /// What was not met.
    package enum Kind: Sendable, Hashable {
        /// The action does not belong to the step, or is not open to the person.
        case action
        /// The person acts by a role, and the session was begun by a one-time code.
        case session
        /// The person may not act as a natural person.
        case exclusion
        /// A field of the form.
        case form(FormProblem.Reason)
        /// The text is missing or too long.
        case note
        /// The reason is not on the list.
        case reason
        /// A file is missing or unknown.
        case file
        /// The fields that go back are missing or unknown.
        case returned
        /// A file has no decision.
        case decisions
        /// The amount is missing.
        case amount
        /// The reference is missing or was used before.
        case reference
        /// No factor was proved in the last minutes, or the factor is too new for a decision.
        case factor
        /// The second person must be another one.
        case secondPerson
        /// A condition of the service does not hold.
        case condition(GuardName)
        /// The service takes no new case from this person now, or a corrected form is about what only a new case can have.
        case opening
        /// A case about the same is open.
        case once
        /// The party for which the next step waits is not known.
        case party
        /// Rows of the case were changed by hand.
        case integrity
        /// The case has as many proposals as it may have.
        case proposals
    }

    /// A JSON pointer (RFC 6901) to the input; empty for the move as a whole.
    package let pointer: String
    /// What was not met.
    package let kind: Kind
    /// Why, for readers.
    package let sentence: Wording
    /// What can be done in its place; nil where there is nothing.
    package let alternative: Wording?

    /// A problem.
    package init(
        _ kind: Kind,
        at pointer: String = "",
        _ sentence: Wording,
        alternative: Wording? = nil
    ) {
        self.pointer = pointer
        self.kind = kind
        self.sentence = sentence
        self.alternative = alternative
    }
}
