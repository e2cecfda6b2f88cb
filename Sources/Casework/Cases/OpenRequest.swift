package import Accounts
package import Persian

/// A case that a person, a job or another case opens.
package struct OpenRequest: Sendable {
    /// Who or what opens it.
    package enum Origin: Sendable, Hashable {
        /// A person with a session; one by a one-time code opens no case by a role.
        case person(PersonID, session: SignInSession.Kind = .citizen)
        /// A job over many persons, for the unit that is responsible for the service.
        case bulk
        /// An effect or the rule for errands of another case.
        case effect(parent: String)
    }

    /// The service, in its newest version.
    package var service: ServiceID
    /// The id that the client made.
    package var moveID: String
    /// What opens it.
    package var origin: Origin
    /// The form.
    package var form: TypedForm
    /// The case to which it objects, or of which it is a part.
    package var parent: String?
    /// The secret with which the applicant follows the case without an account, as it is stored; nil without one.
    package var secret: StoredFollowSecret?
    /// The way by which it came.
    package var via: MoveOrigin
    /// The moment.
    package var at: Timestamp

    /// Declares an opening.
    package init(
        _ service: ServiceID,
        moveID: String,
        by origin: Origin,
        form: TypedForm = TypedForm(),
        parent: String? = nil,
        secret: StoredFollowSecret? = nil,
        via: MoveOrigin = .page,
        at: Timestamp
    ) {
        self.service = service
        self.moveID = moveID
        self.origin = origin
        self.form = form
        self.parent = parent
        self.secret = secret
        self.via = via
        self.at = at
    }

    var inputs: MoveInputs {
        var inputs = MoveInputs()
        inputs.form = form
        return inputs
    }

    var person: PersonID? { if case .person(let id, _) = origin { id } else { nil } }

    /// What the first event names as its actor, and whose roles the opening uses.
    var actor: CaseActor {
        switch origin {
        case .person(let id, let session): .person(id, provedAt: nil, session: session)
        case .bulk, .effect: .clock
        }
    }
}
