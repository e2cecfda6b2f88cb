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

    /// Roles in the database of the persons; `alarm` is called for each row that was used and whose seal is not intact.
    package init(
        signIn: SignIn,
        alarm: @escaping @Sendable (Keyring.SealVerdict) -> Void = { _ in }
    ) {
        self.signIn = signIn
        self.alarm = alarm
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
