import Persian
import Store
import VerifyCore

/// Making a change that two persons agreed on.
extension Roles {
    func perform(
        _ change: ProposedChange,
        proposed row: ProposalRow,
        by grantor: Grantor,
        at now: Timestamp,
        in connection: Connection
    ) throws {
        switch change {
        case .grant(let request):
            _ = try grant(request, by: grantor, at: now, in: connection)
        case .grants(let requests):
            try grantAll(requests, proposed: row, by: grantor, at: now, in: connection)
        case .end(let id, let reason):
            let grant = try grantRow(id, in: connection)
            guard grant.endedAt == nil else { throw RolesError.ended }
            try end(grant, because: reason, by: grantor.auditActor, at: now, in: connection)
        case .reset(let person, _):
            try reset(person, by: grantor, at: now, in: connection)
        case .block(let person, let reason):
            try block(person, because: reason, by: grantor.auditActor, at: now, in: connection)
        case .unblock(let person, let reason):
            try signIn.unblock(person, in: connection)
            try record("unblocked", person, reason, by: grantor, at: now, in: connection)
        case .attest(let attestation):
            try perform(attestation, proposed: row, by: grantor, at: now, in: connection)
        case .join(let person, let other):
            try join(person, into: other, by: grantor, at: now, in: connection)
        case .delegation(let request):
            try approve(request, proposed: row, by: grantor, at: now, in: connection)
        }
    }

    private func record(
        _ action: String,
        _ person: PersonID,
        _ detail: String = "",
        by grantor: Grantor,
        at now: Timestamp,
        in connection: Connection
    ) throws {
        try audit.record(
            action,
            on: AuditObject(.person, person),
            by: grantor.auditActor,
            detail: detail,
            at: now,
            in: connection
        )
    }

    /// Grants the roles of a list; a person that got the role in the meantime keeps it.
    private func grantAll(
        _ requests: [GrantRequest],
        proposed row: ProposalRow,
        by grantor: Grantor,
        at now: Timestamp,
        in connection: Connection
    ) throws {
        var held = 0
        for request in requests {
            do {
                _ = try grant(request, by: grantor, at: now, in: connection)
            } catch RolesError.roleHeld {
                held += 1
            }
        }
        guard held > 0 else { return }
        try audit.record(
            "held-already",
            on: AuditObject(.proposal, row.id),
            by: grantor.auditActor,
            detail: String(held),
            at: now,
            in: connection
        )
    }

    private func approve(
        _ request: DelegationRequest,
        proposed row: ProposalRow,
        by grantor: Grantor,
        at now: Timestamp,
        in connection: Connection
    ) throws {
        guard let maker = try Proposal(row, by: keyring.current).proposer else {
            throw RolesError.personRequired
        }
        do {
            try check(request, by: maker, at: now, in: connection)
        } catch RolesError.approvalRequired {
            // This is the approval.
        }
        _ = try insert(
            request,
            by: maker,
            approver: grantor.person,
            grantor.auditActor,
            at: now,
            in: connection
        )
    }

    /// Takes the credentials of a member of staff and sends an invitation to the person's proven contact, never to
    /// the persons who reset (flow 8).
    private func reset(
        _ person: PersonID,
        by grantor: Grantor,
        at now: Timestamp,
        in connection: Connection
    ) throws {
        guard let found = try people.person(person, in: connection), found.maySignIn else {
            throw RolesError.noSuchPerson
        }
        let grants = try RoleGrantRow.all(ofPerson: person, in: connection)
            .filter { $0.verdict(by: keyring.current) == .intact }
        guard let first = grants.first else { throw RolesError.notFound }
        guard found.provenContact != nil else { throw RolesError.noContact }
        if grants.contains(where: { $0.role == Role.root.rawValue }) {
            try requireOtherRoots(than: person, at: now, in: connection)
        }
        try signIn.resetCredentials(of: person, at: now, in: connection)
        try invite(found, to: first, by: grantor.person, at: now, in: connection)
        try record("reset", person, by: grantor, at: now, in: connection)
        for grant in grants {
            guard let organisation = try organisation(grant.organisation, in: connection),
                let role = Role(rawValue: grant.role), organisation.kind != .unit
            else { continue }
            try notify(
                organisation,
                of: .reset,
                about: role,
                source: grant.id,
                number: now.secondsSinceEpoch,
                in: connection
            )
        }
    }

    /// Joins two rows of one natural person: the numbers go to the second one, and the first one signs in no more.
    private func join(
        _ person: PersonID,
        into other: PersonID,
        by grantor: Grantor,
        at now: Timestamp,
        in connection: Connection
    ) throws {
        guard person != other, let former = try people.person(person, in: connection),
            let kept = try people.person(other, in: connection), former.joinedInto == nil,
            kept.joinedInto == nil
        else { throw RolesError.noSuchPerson }
        for row in try RoleGrantRow.all(ofPerson: person, in: connection) {
            try end(
                required(row),
                because: "joined",
                by: grantor.auditActor,
                at: now,
                in: connection
            )
        }
        for row in try signIn.credentials(of: person, in: connection) {
            _ = try row.revoke(at: now, by: keyring.current, in: connection)
        }
        try signIn.endSessions(of: person, at: now, in: connection)
        for number in former.numbers where number.isProven {
            try people.endNumber(number.number, of: person, at: now, in: connection)
            try people.proveNumber(
                number.number,
                of: other,
                source: number.source,
                at: now,
                in: connection
            )
        }
        try people.change(person, in: connection) { row, _ in row.joinedInto = other.description }
        try record("joined-into", person, other.description, by: grantor, at: now, in: connection)
        try record("joined-with", other, person.description, by: grantor, at: now, in: connection)
        try keepName(of: former, in: kept, in: connection)
        for contact in Set(former.provenContacts + kept.provenContacts) {
            try send(
                .joined,
                to: contact,
                kept.language,
                source: person.description,
                in: connection
            )
        }
    }

    /// Keeps another name of a joined person as a former name of the one that remains.
    private func keepName(
        of former: Person,
        in kept: Person,
        in connection: Connection
    ) throws {
        guard former.name.full != kept.name.full else { return }
        try people.change(kept.id, in: connection) { row, keys in
            let lines = [kept.formerNames, former.formerNames, former.name.full]
                .filter { !$0.isEmpty }
            row.formerNames = try PersonRow.formerNamesColumn
                .seal(lines.joined(separator: "\n"), row: row.id, by: keys)
        }
    }
}
