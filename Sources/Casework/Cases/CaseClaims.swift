package import Accounts
package import Persian
package import Store
import VerifyCore

/// What became of a claim.
package enum ClaimResult: Sendable, Hashable {
    /// The case is claimed, released or assigned.
    case done
    /// Another person has claimed it.
    case claimed(by: PersonID)
    /// The case waits at no cartable of the person.
    case notFound
}

/// Claims: who of the holder and the deputies of a cartable works at a case. They are no moves and have no event.
extension Cases {
    /// Claims a case that no other person has claimed.
    package func claim(
        _ caseID: String,
        by actor: CaseActor,
        at now: Timestamp,
        in connection: Connection
    ) throws -> ClaimResult {
        guard let person = actor.person else { return .notFound }
        return try assign(caseID, to: person, by: actor, at: now, in: connection)
    }

    /// Gives a case that no other person has claimed to the holder or a deputy of its cartable.
    ///
    /// It never takes a colleague's claimed work.
    package func assign(
        _ caseID: String,
        to person: PersonID,
        by actor: CaseActor,
        at now: Timestamp,
        in connection: Connection
    ) throws -> ClaimResult {
        let owner = CaseActor.person(person, provedAt: nil, session: .staff)
        guard let assigner = actor.person,
            try isOfficial(actor, of: caseID, at: now, in: connection),
            try isOfficial(owner, of: caseID, at: now, in: connection)
        else { return .notFound }
        let changed = try connection.execute(
            """
            UPDATE case_file
            SET claimed_by = \(person), claimed_at = \(now.description)
            WHERE id = \(caseID) AND claimed_by IS NULL AND closed_at IS NULL
            """
        )
        if changed == 1 {
            let action = person == assigner ? "claimed" : "assigned"
            try record(action, caseID, by: assigner, detail: person, at: now, in: connection)
            return .done
        }
        let other = try CaseFileRow.find(caseID, in: connection)?.file.claimedBy
        guard let other else { return .notFound }
        return other == person ? .done : .claimed(by: other)
    }

    /// Releases a case: the person who claimed it, or the holder of the cartable for a deputy.
    package func release(
        _ caseID: String,
        by actor: CaseActor,
        at now: Timestamp,
        in connection: Connection
    ) throws -> ClaimResult {
        guard let person = actor.person, actor.usesRoles,
            let owner = try CaseFileRow.find(caseID, in: connection)?.file.claimedBy,
            try owner == person || isHolder(actor, of: caseID, at: now, in: connection)
        else { return .notFound }
        try connection.execute(
            """
            UPDATE case_file
            SET claimed_by = NULL, claimed_at = NULL
            WHERE id = \(caseID) AND claimed_by = \(owner)
            """
        )
        try record("released", caseID, by: person, detail: owner, at: now, in: connection)
        return .done
    }

    private func isOfficial(
        _ actor: CaseActor,
        of caseID: String,
        at now: Timestamp,
        in connection: Connection
    ) throws -> Bool {
        try relations(of: actor, to: caseID, at: now, in: connection)
            .contains { $0.capacity == .holder || $0.capacity == .deputy }
    }

    private func isHolder(
        _ actor: CaseActor,
        of caseID: String,
        at now: Timestamp,
        in connection: Connection
    ) throws -> Bool {
        try relations(of: actor, to: caseID, at: now, in: connection)
            .contains { $0.capacity == .holder }
    }

    private func relations(
        of actor: CaseActor,
        to caseID: String,
        at now: Timestamp,
        in connection: Connection
    ) throws -> [CaseRelation] {
        guard let snapshot = try snapshot(caseID, in: connection),
            let service = catalog[snapshot.file.service, snapshot.file.version]
        else { return [] }
        return try relations(of: actor, to: snapshot, under: service, at: now, in: connection).all
    }

    private func record(
        _ action: String,
        _ caseID: String,
        by person: PersonID,
        detail: PersonID,
        at now: Timestamp,
        in connection: Connection
    ) throws {
        try roles.audit.record(
            action,
            on: AuditObject(.case, caseID),
            by: .person(person, network: ""),
            detail: detail.description,
            at: now,
            in: connection
        )
    }
}

extension Cases {
    /// The most cases of one assignment.
    package static let mostAssigned = 200
    /// The cases of one transaction.
    private static let assignedAtOnce = 20

    /// Gives cases to the holder or a deputy of their cartables, each with its own result, in the order of `caseIDs`.
    ///
    /// A case that a colleague has claimed stays with the colleague. Of more than `mostAssigned` cases, and of a case that is
    /// named twice, only the first ones are handled.
    ///
    /// - Throws: `StoreError`; `MissingKey`; `CaseError`; the cases of earlier transactions are assigned then.
    package func assignAll(
        _ caseIDs: [String],
        to person: PersonID,
        by assigner: CaseActor,
        at now: Timestamp
    ) async throws -> [AssignedCase] {
        var seen: Set<String> = []
        let ids = Array(caseIDs.filter { seen.insert($0).inserted }.prefix(Self.mostAssigned))
        var results: [AssignedCase] = []
        for start in stride(from: 0, to: ids.count, by: Self.assignedAtOnce) {
            let part = ids[start..<min(start + Self.assignedAtOnce, ids.count)]
            results += try await database.write { connection in
                try part.map { id in
                    AssignedCase(
                        caseID: id,
                        result: try assign(id, to: person, by: assigner, at: now, in: connection)
                    )
                }
            }
        }
        return results
    }
}

/// What became of one case of an assignment.
package struct AssignedCase: Sendable, Hashable {
    /// The case.
    package let caseID: String
    /// Whether it was assigned.
    package let result: ClaimResult
}
