import Persian
import Store
import VerifyCore

/// Reading grants.
extension Roles {
    /// The most grants of a list.
    package static let grantListLimit = 500

    /// Returns the grants in an organisation, the newest first, each with the verdict on its seal.
    ///
    /// `includingEnded`: whether grants that were ended are in the list.
    package func grants(
        in organisation: String,
        includingEnded: Bool = false,
        limit: Int = grantListLimit
    ) async throws -> [RoleGrant] {
        try await grants(
            where: "organisation = \(organisation)",
            includingEnded: includingEnded,
            limit: limit
        )
    }

    /// Returns the grants of a person, the newest first.
    package func grants(
        of person: PersonID,
        includingEnded: Bool = false,
        limit: Int = grantListLimit
    ) async throws -> [RoleGrant] {
        try await grants(
            where: "person = \(person.description)",
            includingEnded: includingEnded,
            limit: limit
        )
    }

    /// Returns the grants of a role in every organisation, the newest first.
    package func grants(
        as role: Role,
        includingEnded: Bool = false,
        limit: Int = grantListLimit
    ) async throws -> [RoleGrant] {
        try await grants(
            where: "role = \(role.rawValue)",
            includingEnded: includingEnded,
            limit: limit
        )
    }

    private func grants(
        where condition: SQL,
        includingEnded: Bool,
        limit: Int
    ) async throws -> [RoleGrant] {
        let live: SQL = includingEnded ? "" : "AND ended_at IS NULL"
        let list: SQL = """
            SELECT \(RoleGrantRow.columns)
            FROM role_grant
            WHERE \(condition) \(live)
            ORDER BY from_at DESC, id
            LIMIT \(limit)
            """
        let keys = keyring.current
        return try await database.read { connection in
            try connection.all(list) { try RoleGrant(RoleGrantRow($0), by: keys) }
        }
    }

    /// Returns the row of a grant whose seal is intact.
    ///
    /// - Throws: `RolesError.notFound`; `.integrityFailure`.
    func grantRow(_ id: String, in connection: Connection) throws -> RoleGrantRow {
        guard let row = try RoleGrantRow.find(.text(id), in: connection) else {
            throw RolesError.notFound
        }
        return try required(row)
    }

    /// Returns a grant; nil when there is none.
    ///
    /// - Throws: `RolesError.integrityFailure`.
    package func grant(_ id: String) async throws -> RoleGrant? {
        let keys = keyring.current
        return try await database.read { connection in
            try RoleGrantRow.find(.text(id), in: connection)
                .map { try RoleGrant(required($0), by: keys) }
        }
    }
}
