import Persian
import Store
import VerifyCore

/// Keys that were made under the role of a person, and end with it.
extension Accounts {
    /// Requires that a key may be made under a grant now: the grant is valid.
    ///
    /// - Throws: `RolesError.notFound`; `.ended`.
    static func requireGrant(
        _ id: String,
        at now: Timestamp,
        in connection: Connection,
        _ keys: Keyring
    ) throws {
        guard let row = try RoleGrantRow.find(.text(id), in: connection) else {
            throw RolesError.notFound
        }
        guard try RoleGrant(row, by: keys).isValid(at: now) else { throw RolesError.ended }
    }

    /// Revokes the keys that were made under a grant; returns their ids.
    ///
    /// A row that was edited by hand is revoked as it is, since a revoked key permits nothing.
    func revokeKeys(
        madeUnder grant: String,
        at now: Timestamp,
        in connection: Connection
    ) throws -> [String] {
        let rows = try connection.all(
            """
            SELECT \(APIKeyRow.columns)
            FROM api_key
            WHERE role_grant = \(grant) AND role_grant IS NOT NULL AND revoked_at IS NULL
            """
        ) { try APIKeyRow($0) }
        return try rows.map { row in
            var row = row
            row.revokedAt = now.description
            return try seal(row, in: connection).id
        }
    }
}
