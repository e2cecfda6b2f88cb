package import Persian
import Store
import VerifyCore

/// At least two root administrators can sign in and act on every date (I18).
///
/// A grant with an end does not count, because its end would lower the number on a later day; nor does a person that is
/// blocked, in quarantine, or has not accepted the invitation.
extension Roles {
    /// The least number of usable root administrators.
    package static let leastRoots = 2
    /// The number of usable root administrators below which the operator is warned.
    package static let warningRoots = 3

    /// Returns the number of usable root administrators.
    package func usableRootAdministrators(at now: Timestamp) async throws -> Int {
        try await database.read { try usableRoots(at: now, in: $0).count }
    }

    func usableRoots(at now: Timestamp, in connection: Connection) throws -> Set<PersonID> {
        let keys = keyring.current
        let rows = try connection.all(
            """
            SELECT \(RoleGrantRow.columns)
            FROM role_grant
            WHERE role = \(Role.root.rawValue) AND organisation = \(Organisation.saorg)
                AND ended_at IS NULL AND until_at IS NULL
            """
        ) { try RoleGrantRow($0) }
        var usable: Set<PersonID> = []
        for row in rows {
            let grant = try RoleGrant(row, by: keys)
            guard grant.isValid(at: now),
                try signIn.standing(of: grant.person, at: now, in: connection).isUsable
            else { continue }
            usable.insert(grant.person)
        }
        return usable
    }

    /// Requires that at least two usable root administrators are left without a person.
    ///
    /// - Throws: `RolesError.lastRootAdministrator`.
    func requireOtherRoots(
        than person: PersonID,
        at now: Timestamp,
        in connection: Connection
    ) throws {
        var usable = try usableRoots(at: now, in: connection)
        // A person that cannot act leaves the number as it is.
        guard usable.remove(person) != nil else { return }
        guard usable.count >= Self.leastRoots else { throw RolesError.lastRootAdministrator }
    }
}
