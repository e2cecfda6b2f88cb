package import Store
package import VerifyCore

/// Organisations, and who does what in their name: grants, invitations, delegations, and proposals of two persons.
///
/// The tables are not trusted: whoever can write them without the keys gives no one a right, because each row is
/// sealed. Every change is made by a person whose authority is read again in the transaction of the change, or is a
/// proposal that another person confirms; only `bootstrap` acts directly (docs/roles.md).
package struct Roles: Sendable {
    package let database: Database
    let keyring: LiveKeyring
    /// Stores the messages to persons and to official contacts in the transaction of the change.
    let messages: MessageHook
    let alarm: @Sendable (Keyring.SealVerdict) -> Void

    /// Roles kept in a database; `alarm` is called for each row that was used and whose seal is not intact.
    package init(
        database: Database,
        keyring: LiveKeyring,
        messages: @escaping MessageHook,
        alarm: @escaping @Sendable (Keyring.SealVerdict) -> Void = { _ in }
    ) {
        self.database = database
        self.keyring = keyring
        self.messages = messages
        self.alarm = alarm
    }

    /// The writer of the audit trail.
    var audit: Audit { Audit(keyring: keyring) }
}
