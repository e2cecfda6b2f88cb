package import Persian
import Store

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

    /// The most Unicode scalars of an organisation's name.
    package static let organisationLimit = 200

    /// Whether the key is accepted at a moment.
    package func isValid(at now: Timestamp) -> Bool {
        guard revokedAt == nil else { return false }
        guard let expiresAt else { return true }
        return now < expiresAt
    }

    /// Who sends requests with the key.
    var account: Account {
        Account(id: id, organisation: organisation, scope: scope, institution: institution)
    }
}

extension APIKey {
    static let columns: SQL = """
        id, organisation, scope, institution, created_at, expires_at, revoked_at, last_used
        """

    /// Reads a row of `columns`.
    init(_ row: borrowing Row) throws {
        guard let scope = Scope(rawValue: try row.text(2)) else {
            throw StoreError.column(2, expected: "scope")
        }
        id = String(try row.int(0))
        organisation = try row.text(1)
        self.scope = scope
        institution = try row.optionalText(3)
        createdAt = try Timestamp(parsing: try row.text(4))
        expiresAt = try row.optionalText(5).map { try Timestamp(parsing: $0) }
        revokedAt = try row.optionalText(6).map { try Timestamp(parsing: $0) }
        lastUsed = try row.optionalText(7).map { try CivilDate(parsing: $0) }
    }
}
