package import Persian
import Store
import VerifyCore

/// The end of a grant: everything that hung on it ends in the same transaction (flow 9).
extension Roles {
    /// Ends a grant, or proposes it from the command line.
    ///
    /// Sessions of the person, API keys that were made under the grant, invitations to it, and delegations that come
    /// from it or need it end with it.
    ///
    /// - Throws: `RolesError.lastRootAdministrator`; `.lastHolder`; `.notFound`; `.ended`; `.notPermitted`.
    package func end(
        grant id: String,
        because reason: String = "",
        by actor: AuditActor,
        at now: Timestamp
    ) async throws -> ChangeOutcome {
        try await database.write { connection in
            let row = try grantRow(id, in: connection)
            guard row.endedAt == nil else { throw RolesError.ended }
            guard let person = actor.personID.map({ PersonID($0) }) else {
                let change = ProposedChange.end(grant: id, reason: reason)
                return .proposed(try propose(change, by: actor, at: now, in: connection))
            }
            let grantor = try grantor(ofEnding: row, person, actor, at: now, in: connection)
            try end(row, because: reason, by: grantor.auditActor, at: now, in: connection)
            return .done
        }
    }

    /// Returns the person who may end a grant: the one who has it, or one who may grant it.
    func grantor(
        ofEnding row: RoleGrantRow,
        _ person: PersonID,
        _ actor: AuditActor,
        at now: Timestamp,
        in connection: Connection
    ) throws -> Grantor {
        if row.person == person.description {
            return Grantor(person: person, behalfOf: nil, network: actor.network)
        }
        let authority = try actingAuthority(of: person, at: now, in: connection)
        guard let role = Role(rawValue: row.role),
            let capacity = authority.capacity(toGrant: role, in: row.organisation)
                ?? authority.capacity(toEndInPlaceOfHead: role)
        else { throw RolesError.notPermitted }
        return Grantor(person: person, behalfOf: capacity.behalfOf, network: actor.network)
    }

    /// Ends a grant that leaves at least two usable root administrators.
    func end(
        _ row: RoleGrantRow,
        because reason: String,
        by actor: AuditActor,
        at now: Timestamp,
        in connection: Connection
    ) throws {
        if row.role == Role.root.rawValue {
            try requireOtherRoots(than: PersonID(row.person), at: now, in: connection)
        }
        try finish(row, because: reason, by: actor, isRemoval: true, at: now, in: connection)
    }

    /// Ends a grant and what hangs on it.
    func finish(
        _ row: RoleGrantRow,
        because reason: String,
        by actor: AuditActor,
        isRemoval: Bool = false,
        at now: Timestamp,
        in connection: Connection
    ) throws {
        var ended = row
        ended.endedAt = now.description
        try ended.save(replacing: row.seal, by: keyring.current, in: connection)
        try recordGrant(ended, "ended", detail: reason, by: actor, at: now, in: connection)
        let person = PersonID(row.person)
        try signIn.endSessions(of: person, at: now, in: connection)
        try endKeys(madeUnder: row.id, by: actor, at: now, in: connection)
        let remaining = try RoleGrantRow.all(ofPerson: person, in: connection)
        let stays = remaining.contains { $0.organisation == row.organisation }
        for delegation in try DelegationRow.live(ofPerson: person, in: connection)
        where delegation.organisation == row.organisation {
            let isFrom = delegation.delegator == row.person && delegation.role == row.role
            let isTo = delegation.deputy == row.person && !stays
            guard isFrom || isTo else { continue }
            try finish(delegation, by: actor, at: now, in: connection)
        }
        let role = EndedRole(
            person: person,
            role: row.role,
            organisation: row.organisation,
            isRemoval: isRemoval
        )
        try self.ended(role, now, connection)
        try reportEnd(of: row, at: now, in: connection)
    }

    private func reportEnd(
        of row: RoleGrantRow,
        at now: Timestamp,
        in connection: Connection
    ) throws {
        guard let organisation = try organisation(row.organisation, in: connection),
            let role = Role(rawValue: row.role)
        else { return }
        try notify(organisation, of: .roleEnded, about: role, source: row.id, in: connection)
        if organisation.code != Organisation.saorg {
            try notifySAORG(
                of: .roleEnded,
                about: role,
                in: organisation,
                source: row.id,
                connection
            )
        }
    }

    /// Revokes the API keys that were made under a grant.
    private func endKeys(
        madeUnder grant: String,
        by actor: AuditActor,
        at now: Timestamp,
        in connection: Connection
    ) throws {
        let accounts = Accounts(database: database, keyring: keyring)
        for key in try accounts.revokeKeys(madeUnder: grant, at: now, in: connection) {
            try audit.record(
                "revoked",
                on: AuditObject(.apiKey, key),
                by: actor,
                detail: "end of a role",
                at: now,
                in: connection
            )
        }
    }

    /// Ends the grants and delegations whose period is over; the worker calls it once a minute.
    ///
    /// - Returns: the number of rows that ended.
    package func endExpired(at now: Timestamp) async throws -> Int {
        var count = 0
        while true {
            let ended = try await database.write { try endExpired(at: now, in: $0) }
            if ended == 0 { return count }
            count += ended
        }
    }

    /// The most rows of a table that end in one transaction.
    private static let endedAtOnce = 20
    /// The most rows that are read for it: rows that were changed by hand are passed over.
    private static let expiredAtOnce = 500

    private func endExpired(at now: Timestamp, in connection: Connection) throws -> Int {
        let (moment, keys) = (now.description, keyring.current)
        let grants = try connection.all(
            """
            SELECT \(RoleGrantRow.columns)
            FROM role_grant
            WHERE ended_at IS NULL AND until_at IS NOT NULL AND until_at <= \(moment)
            ORDER BY until_at, id
            LIMIT \(Self.expiredAtOnce)
            """
        ) { try RoleGrantRow($0) }
        .filter { $0.verdict(by: keys) == .intact }.prefix(Self.endedAtOnce)
        let delegations = try connection.all(
            """
            SELECT \(DelegationRow.columns)
            FROM delegation
            WHERE ended_at IS NULL AND until_at <= \(moment)
            ORDER BY until_at, id
            LIMIT \(Self.expiredAtOnce)
            """
        ) { try DelegationRow($0) }
        .filter { $0.verdict(by: keys) == .intact }.prefix(Self.endedAtOnce)
        let actor = AuditActor.system("roles")
        for row in delegations { try finish(row, by: actor, at: now, in: connection) }
        for row in grants {
            try finish(row, because: "expired", by: actor, at: now, in: connection)
        }
        return grants.count + delegations.count
    }
}

extension Authority {
    /// Returns the capacity with which an administrator of SAORG ends a role that a head grants, as in an organisation
    /// without a head.
    fileprivate func capacity(toEndInPlaceOfHead role: Role) -> Capacity? {
        switch role.granter {
        case .head, .headWithApproval: capacity(.administrator)
        case .saorg: nil
        }
    }
}
