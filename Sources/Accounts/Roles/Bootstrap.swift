package import Persian
import Store
import VerifyCore

/// The first administrators, and the way back when none of them can act (flow 11).
///
/// Both act directly, at the machine with the keys; the command line writes a line into `ceremony.log`.
extension Roles {
    /// Makes SAORG's organisation and two root administrators on a register that has none.
    ///
    /// `contact`: SAORG's official contact.
    /// - Throws: `RolesError.rootAdministratorsExist`; `.samePerson` for the same number or contact; `.noContact`.
    package func bootstrap(
        _ first: PersonDraft,
        _ second: PersonDraft,
        contact: String,
        by actor: AuditActor,
        at now: Timestamp
    ) async throws -> [RoleGrant] {
        guard actor.isOperator else { throw RolesError.personRequired }
        return try await database.write { connection in
            try check(first, second, contact, in: connection)
            if try organisation(Organisation.saorg, in: connection) == nil {
                let draft = try OrganisationDraft(
                    code: Organisation.saorg,
                    kind: .unit,
                    nameFa: "سازمان امور دانشجویان",
                    nameEn: "Student Affairs Organisation",
                    contact: contact,
                    province: "tehran"
                ).checked()
                _ = try insertOrganisation(draft, by: actor, at: now, in: connection)
            }
            return try [first, second].map { draft in
                try grant(root(draft), by: nil, actor: actor, at: now, in: connection)
            }
        }
    }

    /// Makes another root administrator, who begins after `breakGlassSeconds`; every administrator learns of it.
    ///
    /// - Throws: `RolesError.roleHeld`; `.noContact`; `.noSuchOrganisation` before the first bootstrap.
    package func bootstrapAgain(
        _ draft: PersonDraft,
        by actor: AuditActor,
        at now: Timestamp
    ) async throws -> RoleGrant {
        guard actor.isOperator else { throw RolesError.personRequired }
        return try await database.write { connection in
            let from = now.adding(seconds: Self.breakGlassSeconds)
            let grant = try grant(
                root(draft, from: from),
                by: nil,
                actor: actor,
                at: now,
                in: connection
            )
            for person in try administrators(in: connection) where person.id != grant.person {
                try send(.newAdministrator, to: person, source: grant.id, in: connection)
            }
            return grant
        }
    }

    /// The seconds after which an administrator of `bootstrapAgain` begins.
    package static let breakGlassSeconds: Int64 = 86_400

    private func root(_ draft: PersonDraft, from: Timestamp? = nil) -> GrantRequest {
        GrantRequest(.invited(draft), as: .root, in: Organisation.saorg, from: from)
    }

    /// Checks what `bootstrap` checks, before the line in the ceremony log.
    ///
    /// - Throws: As `bootstrap`.
    package func checkBootstrap(
        _ first: PersonDraft,
        _ second: PersonDraft,
        contact: String
    ) async throws {
        try await database.read { try check(first, second, contact, in: $0) }
    }

    private func check(
        _ first: PersonDraft,
        _ second: PersonDraft,
        _ contact: String,
        in connection: Connection
    ) throws {
        guard first.number != second.number, first.contact != second.contact else {
            throw RolesError.samePerson
        }
        guard first.contact != nil, second.contact != nil else { throw RolesError.noContact }
        guard Contact(typed: contact) != nil else { throw RolesError.invalid(field: "contact") }
        guard try !hasRootGrants(in: connection) else { throw RolesError.rootAdministratorsExist }
    }

    private func hasRootGrants(in connection: Connection) throws -> Bool {
        try connection.first(
            "SELECT 1 FROM role_grant WHERE role = \(Role.root.rawValue) LIMIT 1"
        ) { _ in true } ?? false
    }

    private func administrators(in connection: Connection) throws -> [Person] {
        let roles = [Role.root.rawValue, Role.administrator.rawValue]
        let ids = try connection.all(
            """
            SELECT DISTINCT person
            FROM role_grant
            WHERE role IN (\(list: roles)) AND ended_at IS NULL
            ORDER BY person
            """
        ) { PersonID(try $0.text(0)) }
        return try ids.compactMap { try people.person($0, in: connection) }
    }
}
