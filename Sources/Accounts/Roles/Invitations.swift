package import Persian
import Store
import VerifyCore

/// Inviting a person to sign in as staff.
extension Roles {
    /// Sends a person that cannot sign in yet an invitation, and a notice to every other one; the official contact
    /// learns of the new role.
    func welcome(
        _ person: Person,
        _ row: RoleGrantRow,
        by maker: PersonID?,
        at now: Timestamp,
        in connection: Connection
    ) throws {
        guard let role = Role(rawValue: row.role),
            let organisation = try organisation(row.organisation, in: connection)
        else { throw RolesError.integrityFailure }
        if try signIn.standing(of: person.id, at: now, in: connection).isUsable {
            try send(.newRole(role, organisation), to: person, source: row.id, in: connection)
        } else {
            try invite(person, to: row, by: maker, at: now, in: connection)
        }
        if organisation.kind != .unit {
            try notify(organisation, of: .newRole, about: role, source: row.id, in: connection)
        }
    }

    /// Makes an invitation and its message; former ones to the same grant end.
    ///
    /// It goes to the proven contact of the person; to the contact that was given with the person before one is proven.
    ///
    /// - Throws: `RolesError.noContact`.
    func invite(
        _ person: Person,
        to grant: RoleGrantRow,
        by maker: PersonID?,
        at now: Timestamp,
        in connection: Connection
    ) throws {
        let keys = keyring.current
        guard let contact = person.provenContact ?? person.contact(.email) ?? person.contact(.sms)
        else { throw RolesError.noContact }
        for former in try InvitationRow.unused(toGrant: grant.id, in: connection) {
            var ended = former
            ended.usedAt = now.description
            try ended.save(replacing: former.seal, by: keys, in: connection)
        }
        let token = InvitationToken()
        let expiresAt = now.adding(seconds: Invitation.seconds)
        let row = try InvitationRow(
            hash: token.hash,
            grant: grant.id,
            contact: InvitationRow.contactColumn.seal(
                Array(contact.text.utf8),
                row: Hex.encode(token.hash),
                by: keys
            ),
            madeBy: maker?.description,
            expiresAt: expiresAt.description,
            usedAt: nil
        ).sealed(by: keys)
        try row.insert(in: connection)
        let number = try audit.record(
            "invited",
            on: AuditObject(.grant, grant.id),
            by: maker.map { .person($0, network: "") } ?? .system("roles"),
            detail: "\(grant.role) \(grant.organisation)",
            at: now,
            in: connection
        )
        let link = "\(people.settings.address)\(Self.invitationPath)\(token.text)"
        try send(
            .invitation(link: link),
            to: contact,
            person.language,
            source: grant.id,
            number: number,
            in: connection
        )
    }

    /// The path of the page that accepts an invitation; its token follows.
    package static let invitationPath = "/invitation/"

    /// Sends a new invitation to a grant whose person cannot sign in yet; the former one ends.
    ///
    /// - Throws: `RolesError.notPermitted`; `.notFound`; `.ended` for a person that can sign in.
    package func inviteAgain(
        grant id: String,
        by actor: AuditActor,
        at now: Timestamp
    ) async throws {
        guard let personID = actor.personID else { throw RolesError.personRequired }
        try await database.write { connection in
            let row = try grantRow(id, in: connection)
            guard row.endedAt == nil else { throw RolesError.ended }
            let (maker, invited) = (PersonID(personID), PersonID(row.person))
            guard maker != invited else { throw RolesError.otherPersonRequired }
            _ = try grantor(ofEnding: row, maker, actor, at: now, in: connection)
            guard let person = try people.person(invited, in: connection), person.maySignIn else {
                throw RolesError.noSuchPerson
            }
            // A person that has had credentials takes the reset by two persons.
            guard try !hasCredentials(invited, in: connection) else { throw RolesError.ended }
            try invite(person, to: row, by: maker, at: now, in: connection)
        }
    }

    /// Whether a person has had a credential, revoked ones included.
    func hasCredentials(_ person: PersonID, in connection: Connection) throws -> Bool {
        try connection.first(
            "SELECT 1 FROM credential WHERE person = \(person.description) LIMIT 1"
        ) { _ in true } ?? false
    }

    /// Returns the open invitations in an organisation.
    package func invitations(
        in organisation: String,
        at now: Timestamp
    ) async throws -> [Invitation] {
        let keys = keyring.current
        return try await database.read { connection in
            try connection.all(
                """
                SELECT \(InvitationRow.columns)
                FROM invitation
                WHERE used_at IS NULL AND expires_at > \(now.description)
                    AND role_grant IN (
                        SELECT id FROM role_grant
                        WHERE organisation = \(organisation) AND ended_at IS NULL
                    )
                ORDER BY expires_at, role_grant
                """
            ) { Invitation(try InvitationRow($0), by: keys) }
        }
    }
}
