package import Persian
import Store
package import VerifyCore

/// The object that a row of the audit trail is about: a kind and the key of its row.
package struct AuditObject: Sendable, Hashable {
    /// The kinds of objects that have a trail.
    package enum Kind: String, Sendable, CaseIterable {
        /// A person.
        case person
        /// An organisation.
        case organisation
        /// A role of a person in an organisation.
        case grant
        /// An invitation.
        case invitation
        /// A deputy.
        case delegation
        /// A change of two persons.
        case proposal
        /// An API key.
        case apiKey = "api-key"
        /// A session.
        case session
        /// A degree.
        case degree
        /// An institution of the register.
        case institution
        /// An upload.
        case upload
        /// A report.
        case report
        /// The register as a whole.
        case register
        /// A case that a person claimed, released or assigned.
        case `case`
        /// A row of the graduates' data bank.
        case graduate
        /// A service that is offered on cases.
        case service
    }

    /// The kind.
    package let kind: Kind
    /// The key of the row: an id, a code.
    package let id: String

    /// Names an object.
    package init(_ kind: Kind, _ id: some CustomStringConvertible) {
        self.kind = kind
        self.id = id.description
    }
}

/// The origin of a change, as the audit trail records it.
package struct AuditActor: Sendable, Hashable {
    /// `person:ID`, `api-key:ID`, `command-line:USER` or `system:PART`.
    package let name: String
    /// The id of the person for whom a deputy acts; nil for everyone else.
    package let behalfOf: String?
    /// The network of the request; empty at the machine itself.
    package let network: String

    private init(name: String, behalfOf: String? = nil, network: String) {
        self.name = name
        self.behalfOf = behalfOf
        self.network = network
    }

    /// A person in a session; `behalfOf` is the person for whom a deputy acts.
    package static func person(
        _ id: some CustomStringConvertible,
        behalfOf other: (some CustomStringConvertible)? = String?.none,
        network: String
    ) -> AuditActor {
        AuditActor(name: "person:\(id)", behalfOf: other?.description, network: network)
    }

    /// An API key.
    package static func apiKey(_ id: String, network: String) -> AuditActor {
        AuditActor(name: "api-key:\(id)", network: network)
    }

    /// An operator at the machine, by the system's name of the user.
    package static func commandLine(_ user: String) -> AuditActor {
        AuditActor(name: "command-line:\(user)", network: "")
    }

    /// A part of the running service, such as `worker`.
    package static func system(_ part: String) -> AuditActor {
        AuditActor(name: "system:\(part)", network: "")
    }

    /// A client without an identity.
    package static func visitor(network: String) -> AuditActor {
        AuditActor(name: "visitor", network: network)
    }

    /// Whether it is an operator at the machine.
    package var isOperator: Bool { name.hasPrefix("command-line:") }

    /// The id of the person who acts; nil for every other origin.
    package var personID: String? {
        name.hasPrefix("person:") ? String(name.dropFirst("person:".count)) : nil
    }
}

/// A row of the audit trail.
package struct AuditEntry: Sendable, Equatable {
    /// The object.
    package let object: AuditObject
    /// Its number in the trail of the object: 1, 2, 3, ….
    package let number: Int64
    /// When it was written.
    package let at: Timestamp
    /// The origin, as `AuditActor.name`.
    package let actor: String
    /// The person for whom a deputy acted.
    package let behalfOf: String?
    /// What was done: `granted`, `ended`, `viewed`.
    package let action: String
    /// The network of the request; empty at the machine itself.
    package let network: String
    /// More about it in words of the program: a role, a code.
    ///
    /// Never a name, a number or a contact.
    package let detail: String
    /// The verdict on the seal of this row, given the row before it.
    package let seal: Keyring.SealVerdict
}
