package import Persian
import Store
import VerifyCore

/// Proposing a change, and deciding about it.
extension Roles {
    /// Proposes a change, which another person confirms on a page.
    ///
    /// - Throws: `RolesError.notPermitted`; `.otherPersonRequired`; `.personRequired`.
    package func propose(
        _ change: ProposedChange,
        by actor: AuditActor,
        at now: Timestamp
    ) async throws -> Proposal {
        try await database.write { try propose(change, by: actor, at: now, in: $0) }
    }

    func propose(
        _ change: ProposedChange,
        by actor: AuditActor,
        at now: Timestamp,
        in connection: Connection
    ) throws -> Proposal {
        try requireRight(toPropose: change, actor, at: now, in: connection)
        for person in change.persons where try people.person(person, in: connection) == nil {
            throw RolesError.noSuchPerson
        }
        let keys = keyring.current
        let id = RandomID.make()
        let row = try ProposalRow(
            id: id,
            kind: change.kind,
            person: change.persons.first?.description,
            organisation: change.organisation,
            body: ProposalRow.bodyColumn.seal(change.json.encoded(), row: id, by: keys),
            proposedBy: actor.name,
            proposedAt: now.description,
            expiresAt: now.adding(seconds: Proposal.seconds).description
        ).sealed(by: keys)
        try row.insert(in: connection)
        try record("proposed", row, by: actor, at: now, in: connection)
        return try Proposal(row, by: keys)
    }

    private func record(
        _ action: String,
        _ row: ProposalRow,
        by actor: AuditActor,
        at now: Timestamp,
        in connection: Connection
    ) throws {
        let detail = [row.kind, row.organisation].compactMap(\.self).joined(separator: " ")
        try audit.record(
            action,
            on: AuditObject(.proposal, row.id),
            by: actor,
            detail: detail,
            at: now,
            in: connection
        )
        guard let person = row.person else { return }
        try audit.record(
            "\(row.kind)-\(action)",
            on: AuditObject(.person, person),
            by: actor,
            detail: row.id,
            at: now,
            in: connection
        )
    }

    /// Makes the proposed change, in one transaction with the decision.
    ///
    /// - Throws: `RolesError.notFound` for a person who may not know it; `.ended`; what the change throws.
    package func confirm(
        _ id: String,
        by actor: AuditActor,
        at now: Timestamp
    ) async throws -> Proposal {
        try await database.write { connection in
            let (row, change, grantor) = try decision(on: id, by: actor, at: now, in: connection)
            try perform(change, proposed: row, by: grantor, at: now, in: connection)
            return try decide(row, .confirmed, by: grantor.auditActor, at: now, in: connection)
        }
    }

    /// Refuses a proposed change; the person who proposed it takes it back.
    ///
    /// - Throws: `RolesError.notFound`; `.ended`.
    package func reject(
        _ id: String,
        by actor: AuditActor,
        at now: Timestamp
    ) async throws -> Proposal {
        try await database.write { connection in
            let found = try ProposalRow.find(.text(id), in: connection)
            if let row = try found.map({ try required($0) }), row.proposedBy == actor.name {
                guard row.outcome == nil else { throw RolesError.ended }
                return try decide(row, .withdrawn, by: actor, at: now, in: connection)
            }
            let (row, _, grantor) = try decision(on: id, by: actor, at: now, in: connection)
            return try decide(row, .rejected, by: grantor.auditActor, at: now, in: connection)
        }
    }

    private func decision(
        on id: String,
        by actor: AuditActor,
        at now: Timestamp,
        in connection: Connection
    ) throws -> (ProposalRow, ProposedChange, Grantor) {
        guard let personID = actor.personID else { throw RolesError.personRequired }
        guard let found = try ProposalRow.find(.text(id), in: connection) else {
            throw RolesError.notFound
        }
        let row = try required(found)
        let proposal = try Proposal(row, by: keyring.current)
        let authority = try actingAuthority(of: PersonID(personID), at: now, in: connection)
        guard proposal.proposer != authority.person else { throw RolesError.otherPersonRequired }
        guard let change = proposal.change,
            let capacity = try capacity(
                of: authority,
                toDecide: proposal,
                at: now,
                in: connection
            )
        else { throw RolesError.notFound }
        guard proposal.isOpen(at: now) else { throw RolesError.ended }
        let grantor = Grantor(
            person: authority.person,
            behalfOf: capacity.behalfOf,
            network: actor.network
        )
        return (row, change, grantor)
    }

    private func decide(
        _ row: ProposalRow,
        _ outcome: Proposal.Outcome,
        by actor: AuditActor,
        at now: Timestamp,
        in connection: Connection
    ) throws -> Proposal {
        var decided = row
        decided.decidedBy = actor.name
        decided.decidedAt = now.description
        decided.outcome = outcome.rawValue
        try decided.save(replacing: row.seal, by: keyring.current, in: connection)
        try record(outcome.rawValue, decided, by: actor, at: now, in: connection)
        return try Proposal(decided.sealed(by: keyring.current), by: keyring.current)
    }

    /// Returns a proposal; nil when there is none.
    package func proposal(_ id: String) async throws -> Proposal? {
        let keys = keyring.current
        return try await database.read { connection in
            try ProposalRow.find(.text(id), in: connection).map { try Proposal($0, by: keys) }
        }
    }

    /// The most proposals of a list.
    package static let proposalListLimit = 500

    /// Returns the open proposals that a person may decide about, the oldest first.
    package func proposals(
        waitingFor person: PersonID,
        at now: Timestamp
    ) async throws -> [Proposal] {
        try await database.read { connection in
            let authority = try authority(of: person, at: now, in: connection)
            guard !authority.capacities.isEmpty else { return [] }
            // Attestations of all other organisations would fill the list.
            let places = authority.capacities.filter { $0.role == .attester }.map(\.organisation)
            let isShown: SQL = "(kind <> 'attest' OR organisation IN (\(list: places)))"
            return try openProposals(isShown, at: now, in: connection).filter {
                try capacity(of: authority, toDecide: $0, at: now, in: connection) != nil
            }
        }
    }

    /// Returns the open proposals of a person, the oldest first.
    package func proposals(by person: PersonID, at now: Timestamp) async throws -> [Proposal] {
        let name = AuditActor.person(person, network: "").name
        return try await database.read { connection in
            try openProposals("proposed_by = \(name)", at: now, in: connection)
        }
    }

    /// Returns the open proposals, the oldest first.
    package func proposals(at now: Timestamp) async throws -> [Proposal] {
        try await database.read { try openProposals("1 = 1", at: now, in: $0) }
    }

    private func openProposals(
        _ condition: SQL,
        at now: Timestamp,
        in connection: Connection
    ) throws -> [Proposal] {
        let keys = keyring.current
        return try connection.all(
            """
            SELECT \(ProposalRow.columns)
            FROM proposal
            WHERE outcome IS NULL AND expires_at > \(now.description) AND \(condition)
            ORDER BY proposed_at, id
            LIMIT \(Self.proposalListLimit)
            """
        ) { try Proposal(ProposalRow($0), by: keys) }
    }
}
