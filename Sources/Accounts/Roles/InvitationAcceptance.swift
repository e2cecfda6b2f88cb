package import Persian
import Store
import VerifyCore

/// Accepting an invitation.
extension Roles {
    /// Returns the invitation of a link; nil for one that is used, expired, unknown, or whose grant has ended.
    ///
    /// - Throws: `MissingKey`.
    package func invitation(
        forToken text: String,
        at now: Timestamp
    ) async throws -> OpenInvitation? {
        guard let token = InvitationToken(parsing: text) else { return nil }
        return try await database.read { try open(token, at: now, in: $0) }
    }

    private func open(
        _ token: InvitationToken,
        at now: Timestamp,
        in connection: Connection
    ) throws -> OpenInvitation? {
        let keys = keyring.current
        guard let row = try InvitationRow.find(.blob(token.hash), in: connection) else {
            return nil
        }
        let invitation = try accepted(Invitation(row, by: keys)) { $0.seal }
        guard invitation.isOpen(at: now),
            let grantRow = try RoleGrantRow.find(.text(row.grant), in: connection),
            case let grant = try accepted(RoleGrant(grantRow, by: keys), { $0.seal }),
            // A grant that begins later is accepted before.
            grant.isValid(at: max(now, grant.from)),
            let person = try people.person(grant.person, in: connection), person.maySignIn,
            let organisation = try organisation(grant.organisation, in: connection),
            let text = try InvitationRow.contactColumn.text(row.contact, row: row.place, by: keys),
            let contact = Contact(typed: text)
        else { return nil }
        return OpenInvitation(
            token: token,
            person: person,
            grant: grant,
            organisation: organisation,
            contact: contact,
            expiresAt: invitation.expiresAt
        )
    }

    /// Uses an invitation: the credentials are enrolled and the contact is proven in one transaction with its use.
    ///
    /// Credentials in place of earlier ones take effect after the quarantine of flow 7; the first ones immediately.
    ///
    /// `number`: what the person typed; the link alone does not suffice (P20).
    /// - Throws: `RolesError.invitationUsed` for one that was used or has expired; `.noSuchPerson` for another number.
    package func accept(
        _ invitation: OpenInvitation,
        number: IDNumber,
        with credentials: PreparedCredentials,
        network: String,
        at now: Timestamp
    ) async throws -> PersonID {
        guard credentials.password != nil, credentials.authenticator != nil else {
            throw RolesError.invalid(field: "credentials")
        }
        return try await database.write { connection in
            guard let open = try open(invitation.token, at: now, in: connection),
                var row = try InvitationRow.find(.blob(invitation.token.hash), in: connection)
            else { throw RolesError.invitationUsed }
            guard open.person.numbers.contains(where: { $0.endedAt == nil && $0.number == number })
            else { throw RolesError.noSuchPerson }
            let person = open.person.id
            let former = row.seal
            row.usedAt = now.description
            try row.save(replacing: former, by: keyring.current, in: connection)
            let quarantine =
                try hasCredentials(person, in: connection) ? People.quarantineSeconds : 0
            try people.proveContact(open.contact, of: person, at: now, in: connection)
            try signIn.enrol(
                credentials,
                of: person,
                effectiveAt: now.adding(seconds: quarantine),
                at: now,
                in: connection
            )
            try recordAcceptance(of: open, network: network, at: now, in: connection)
            return person
        }
    }

    private func recordAcceptance(
        of invitation: OpenInvitation,
        network: String,
        at now: Timestamp,
        in connection: Connection
    ) throws {
        let person = invitation.person.id
        let actor = AuditActor.person(person, network: network)
        let objects = [AuditObject(.grant, invitation.grant.id), AuditObject(.person, person)]
        for object in objects {
            try audit.record(
                "invitation-accepted",
                on: object,
                by: actor,
                detail: "\(invitation.grant.role.rawValue) \(invitation.grant.organisation)",
                at: now,
                in: connection
            )
        }
    }
}
