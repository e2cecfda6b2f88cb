package import Persian
import Store
package import VerifyCore

/// An API key as the house remembers it: everything but the key itself.
package struct APIKey: Sendable, Equatable {
    /// Tells it from others; never the key itself.
    package let id: String
    /// The organisation that was given the key.
    package let organisation: String
    /// What it may do.
    package let scope: Scope
    /// The institution's code in the register, with the scope `institution` only.
    package let institution: String?
    package let createdAt: Timestamp
    /// From when on it is refused; nil for a key without an end.
    package let expiresAt: Timestamp?
    /// When it was revoked; nil while it was not.
    package let revokedAt: Timestamp?
    /// The last day (Tehran) on which it was used; nil for a key that never was.
    package let lastUsed: CivilDate?
    /// What the row's seal says: only an intact one opens anything.
    package let seal: Keyring.SealVerdict

    /// The most Unicode scalars of an organisation's name.
    package static let organisationLimit = 200

    /// Whether the key is accepted at a moment.
    package func isValid(at now: Timestamp) -> Bool {
        guard seal == .intact, revokedAt == nil else { return false }
        guard let expiresAt else { return true }
        return now < expiresAt
    }

    /// Who sends requests with the key.
    var account: Account {
        Account(id: id, organisation: organisation, scope: scope, institution: institution)
    }
}
