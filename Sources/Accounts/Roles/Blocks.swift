package import Persian
import Store

/// Blocking a person: sign-in, sessions and every role stop immediately; the roles are not ended.
extension Roles {
    /// Blocks a person, or proposes it from the command line.
    ///
    /// - Throws: `RolesError.lastRootAdministrator`; `.notPermitted`; `.otherPersonRequired`; `.noSuchPerson`.
    package func block(
        _ person: PersonID,
        because reason: String,
        by actor: AuditActor,
        at now: Timestamp
    ) async throws -> ChangeOutcome {
        try await database.write { connection in
            guard let personID = actor.personID else {
                let change = ProposedChange.block(person, reason: reason)
                return .proposed(try propose(change, by: actor, at: now, in: connection))
            }
            let concerned = try naturalPersons([person], in: connection)
            guard try !concerned.share(with: naturalPersons([PersonID(personID)], in: connection))
            else { throw RolesError.otherPersonRequired }
            let authority = try actingAuthority(of: PersonID(personID), at: now, in: connection)
            let isAdministrator = try validGrants(of: person, at: now, in: connection)
                .contains { [.root, .administrator].contains($0.role) }
            guard let capacity = authority.capacity(isAdministrator ? .root : .administrator),
                capacity.behalfOf != person
            else { throw RolesError.notPermitted }
            try block(
                person,
                because: reason,
                by: authority.auditActor(as: capacity, network: actor.network),
                at: now,
                in: connection
            )
            return .done
        }
    }

    func block(
        _ person: PersonID,
        because reason: String,
        by actor: AuditActor,
        at now: Timestamp,
        in connection: Connection
    ) throws {
        guard let found = try people.person(person, in: connection) else {
            throw RolesError.noSuchPerson
        }
        guard found.blockedAt == nil else { throw RolesError.ended }
        try requireOtherRoots(than: person, at: now, in: connection)
        try signIn.block(person, at: now, in: connection)
        try audit.record(
            "blocked",
            on: AuditObject(.person, person),
            by: actor,
            detail: reason,
            at: now,
            in: connection
        )
    }
}

extension Roles {
    /// Records that a person's data were shown to another person.
    package func recordView(
        of person: PersonID,
        by actor: AuditActor,
        at now: Timestamp
    ) async throws {
        try await database.write { connection in
            _ = try audit.record(
                "viewed",
                on: AuditObject(.person, person),
                by: actor,
                at: now,
                in: connection
            )
        }
    }
}
