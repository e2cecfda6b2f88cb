package import Persian
import Store
package import VerifyCore

/// A stored API key: everything but the secret.
package struct APIKey: Sendable, Equatable {
    /// The row's number, which is not secret.
    package let id: String
    /// The organisation's name.
    package let organisation: String
    /// The organisation, which its name may not identify: the id of the first key that was made for it.
    ///
    /// A key of an earlier version is an organisation by itself.
    package let organisationID: String
    /// What the key permits.
    package let scope: Scope
    /// The institution's code, with the scope `institution` only.
    package let institution: String?
    /// What the key permits on cases of the institution; nil for nothing.
    package let caseScope: CaseScope?
    /// Whether it may propose actions for the cases that it reads.
    package let proposes: Bool
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

    /// Days for which a key works when nothing else is requested.
    package static let standardDays: Int64 = 365

    /// Days before its end from which on a key is reported as expiring.
    package static let warningDays: Int64 = 30

    /// How long a key works.
    package enum Lifetime: Sendable {
        /// `standardDays` from its creation on.
        case standard
        /// Until a time.
        case until(Timestamp)
        /// Until it is revoked.
        case endless

        func end(from now: Timestamp) -> Timestamp? {
            switch self {
            case .standard: now.adding(seconds: standardDays * 86_400)
            case .until(let end): end
            case .endless: nil
            }
        }
    }

    /// Whether the key is accepted and expires within `warningDays`.
    package func expiresSoon(at now: Timestamp) -> Bool {
        guard let expiresAt, isValid(at: now) else { return false }
        return expiresAt <= now.adding(seconds: Self.warningDays * 86_400)
    }

    /// Whether the key is accepted at a time.
    package func isValid(at now: Timestamp) -> Bool {
        guard seal == .intact, revokedAt == nil else { return false }
        guard let expiresAt else { return true }
        return now < expiresAt
    }

    /// The client that sends requests with the key.
    var account: Account {
        Account(
            id: id,
            organisation: organisation,
            organisationID: organisationID,
            scope: scope,
            institution: institution,
            caseScope: caseScope,
            proposes: proposes
        )
    }
}
