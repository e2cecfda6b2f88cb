package import Persian
package import Store
package import VerifyCore

/// Organisations, and who does what in their name: grants, invitations, delegations, and proposals of two persons.
///
/// The tables are not trusted: an attacker who can write them without the keys can give no person a right, because each row
/// is sealed. Every change is made by a person whose roles are read again in the transaction of the change, or is a
/// proposal that another person confirms; only `bootstrap` acts directly (docs/roles.md).
package struct Roles: Sendable {
    /// Persons, their credentials and sessions.
    package let signIn: SignIn
    let alarm: @Sendable (Keyring.SealVerdict) -> Void
    let ended: EndHook

    /// Ends what another module has made for a role that ended, in the transaction of the end.
    package typealias EndHook =
        @Sendable (EndedRole, _ at: Timestamp, Connection) throws -> Void

    /// Roles in the database of the persons.
    ///
    /// - Parameters:
    ///   - signIn: Persons, their credentials and sessions.
    ///   - alarm: Called for each row that was used and whose seal is not intact.
    ///   - ended: Called for each grant that ends.
    package init(
        signIn: SignIn,
        alarm: @escaping @Sendable (Keyring.SealVerdict) -> Void = { _ in },
        ended: @escaping EndHook = { _, _, _ in }
    ) {
        self.signIn = signIn
        self.alarm = alarm
        self.ended = ended
    }

    /// The database.
    package var database: Database { people.database }
    var people: People { signIn.people }
    var keyring: LiveKeyring { people.keyring }
    /// Stores the messages to persons and to official contacts in the transaction of the change.
    var messages: MessageHook { people.messages }
    /// The writer of the audit trail.
    package var audit: Audit { Audit(keyring: keyring) }
}

/// A role that a person had in an organisation.
package struct EndedRole: Sendable, Hashable {
    /// The person.
    package let person: PersonID
    /// The role, in the word of `Role`.
    package let role: String
    /// The code of the organisation.
    package let organisation: String
    /// Whether a person ended it, and not its time: then what must not be without a holder can refuse it.
    package var isRemoval = false
}
