package import Persian

/// A role that a person shall get.
package struct GrantRequest: Sendable, Hashable {
    /// The person who gets a role.
    package enum Candidate: Sendable, Hashable {
        /// A person that the register knows.
        case person(PersonID)
        /// A person by number, name and contact, which may be new.
        case invited(PersonDraft)

        /// The person that the register knows; nil for one who may be new.
        package var person: PersonID? {
            switch self {
            case .person(let person): person
            case .invited: nil
            }
        }
    }

    /// The person.
    package let candidate: Candidate
    /// The role.
    package let role: Role
    /// The code of the organisation.
    package let organisation: String
    /// When it begins; nil for now.
    package let from: Timestamp?
    /// When it ends by itself; nil without an end.
    package let until: Timestamp?

    /// A request with all of its parts.
    package init(
        _ candidate: Candidate,
        as role: Role,
        in organisation: String,
        from: Timestamp? = nil,
        until: Timestamp? = nil
    ) {
        self.candidate = candidate
        self.role = role
        self.organisation = organisation
        self.from = from
        self.until = until
    }
}

/// What a request for a role led to.
package enum GrantOutcome: Sendable {
    /// The person has the role.
    case granted(RoleGrant)
    /// Another person has to confirm it.
    case proposed(Proposal)
}

/// What a request to end something led to.
package enum ChangeOutcome: Sendable {
    /// It is done.
    case done
    /// Another person has to confirm it.
    case proposed(Proposal)
}

/// The person who makes a change, read in its transaction.
struct Grantor: Sendable {
    let person: PersonID
    /// The person for whom a deputy acts.
    let behalfOf: PersonID?
    let network: String

    var auditActor: AuditActor {
        .person(person, behalfOf: behalfOf, network: network)
    }
}
