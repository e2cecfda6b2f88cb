package import Persian
import Store
package import VerifyCore

/// A stored API key: everything but the secret.
package struct APIKey: Sendable, Equatable {
    /// The row's number, which is not secret.
    package let id: String
    /// The organisation that has the key.
    package let organisation: String
    /// What the key permits.
    package let scope: Scope
    /// The institution's code, with the scope `institution` only.
    package let institution: String?
    package let createdAt: Timestamp
    /// When it expires; nil for a key that does not.
    package let expiresAt: Timestamp?
    /// When it was revoked; nil for a key that was not.
    package let revokedAt: Timestamp?
    /// The last day (Tehran) on which it was used; nil for a key that was never used.
    package let lastUsed: CivilDate?
    /// The verdict on the row's seal: only a key with an intact seal is accepted.
    package let seal: Keyring.SealVerdict

    /// The maximal length of an organisation's name, in Unicode scalars.
    package static let organisationLimit = 200

    /// Whether the key is accepted at a time.
    package func isValid(at now: Timestamp) -> Bool {
        guard seal == .intact, revokedAt == nil else { return false }
        guard let expiresAt else { return true }
        return now < expiresAt
    }

    /// The client that sends requests with the key.
    var account: Account {
        Account(id: id, organisation: organisation, scope: scope, institution: institution)
    }
}
