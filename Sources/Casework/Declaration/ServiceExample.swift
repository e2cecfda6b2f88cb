package import Accounts

/// A case from its opening to its end: a test, demo data and documentation.
///
/// A test runs the moves and compares the end *and* the messages that were sent.
package struct ServiceExample: Sendable {
    /// The persons.
    package let actors: [ExampleActor]
    /// The moves, in order; the first opens the case.
    package let moves: [CaseMove]
    /// How the case ends.
    package let ends: CaseOutcome
    /// Who received a message, in the order of the events.
    package let notified: [Recipient]
    /// The time in which the case ends.
    package let within: TimeBudget

    /// Declares an example.
    package init(
        actors: [ExampleActor],
        moves: [CaseMove],
        ends: CaseOutcome,
        notified: [Recipient],
        within: TimeBudget
    ) {
        self.actors = actors
        self.moves = moves
        self.ends = ends
        self.notified = notified
        self.within = within
    }
}

/// A person of an example.
package struct ExampleActor: Sendable, Hashable {
    /// What a person of an example is.
    package enum Standing: Sendable, Hashable {
        /// A person with an identity of this level.
        case person(IdentityLevel)
        /// The holder of a role in an organisation.
        case holder(Role, OrganisationCode)
    }

    /// The name that the moves use.
    package let name: String
    /// What the person is.
    package let standing: Standing

    /// Declares a person.
    package init(_ name: String, _ standing: Standing) {
        self.name = name
        self.standing = standing
    }
}

/// One move of an example.
package struct CaseMove: Sendable {
    /// The name of the person; nil for a timer or a clock.
    package let actor: String?
    /// The action; nil for the opening of the case.
    package let action: ActionName?
    /// The form.
    package let form: TypedForm
    /// The text, for `.note`.
    package let note: String?
    /// The value of the reason, for `.reason`.
    package let reason: String?
    /// The fields that go back, each with a reason, for `.returnedFields`.
    package let returned: [FieldName: String]
    /// How long after the move before.
    package let after: TimeBudget?

    /// Declares the opening of the case.
    package static func opens(_ actor: String?, _ form: TypedForm = TypedForm()) -> CaseMove {
        CaseMove(actor, nil, form: form)
    }

    /// Declares a move.
    package init(
        _ actor: String?,
        _ action: ActionName?,
        form: TypedForm = TypedForm(),
        note: String? = nil,
        reason: String? = nil,
        returned: [FieldName: String] = [:],
        after: TimeBudget? = nil
    ) {
        self.actor = actor
        self.action = action
        self.form = form
        self.note = note
        self.reason = reason
        self.returned = returned
        self.after = after
    }
}
