import Accounts
import Persian
import Store
import VerifyCore

extension Cases {
    /// Moves a case: the only way in which one changes (D2).
    ///
    /// - Throws: `StoreError`; `MissingKey`; `CaseError`; `DueTimeError`; what an effect throws. What a person can cause is a
    ///   value.
    package func move(_ request: MoveRequest) async throws -> MoveResult {
        if request.actor.person != nil, request.moveID.isDerivedMoveID { return .reused }
        while true {
            do {
                return try await moveOnce(request)
            } catch is UnpreparedEffect {
                // Another person acted first in the moment between: this move is read and prepared again.
                continue
            }
        }
    }

    /// Moves a case by one snapshot and one transaction.
    ///
    /// - Throws: `UnpreparedEffect` where the rows changed so that effects run that the snapshot did not prepare.
    private func moveOnce(_ request: MoveRequest) async throws -> MoveResult {
        let examined = try await database.read { try examine(request, in: $0) }
        guard case .ready(let ready) = examined else { return try await early(examined, request) }
        let prepared = try await prepare(ready, request)
        do {
            return try await database.write { connection in
                try MoveTransaction(self, request, prepared: prepared).run(in: connection)
            }
        } catch let refusal as EffectRefusal {
            return try await record(refusal, of: request)
        } catch is UnknownParty {
            return .refused([.party])
        }
    }

    /// Records the sentence of a refused effect by a second small move, with the same id: the first one left no row.
    private func record(
        _ refusal: EffectRefusal,
        of request: MoveRequest
    ) async throws -> MoveResult {
        do {
            return try await database.write { connection in
                try MoveTransaction(self, request, refusal: refusal).run(in: connection)
            }
        } catch is UnknownParty {
            return .refused([.party])
        }
    }

    /// The result of a move that did not pass the read: one that was done before, or came too late, is decided by the rows
    /// of a transaction, because a move that was done before fails here too.
    private func early(_ examined: Examination, _ request: MoveRequest) async throws -> MoveResult {
        guard case .result(let result) = examined else { return .notFound }
        switch result {
        case .missingDefinition: return result
        // A person whose relation ended with the move that came first, or with the own one, learns of it.
        case .notFound, .refused, .moved, .repeated, .reused, .conflict:
            return try await database.write { connection in
                try MoveTransaction(self, request).settled(in: connection) ?? result
            }
        }
    }

    /// Runs the part of the effects that needs keys, outside of the writer (step 8).
    func prepare(
        _ ready: ReadyMove,
        _ request: MoveRequest
    ) async throws -> [EffectName: any Sendable] {
        var prepared: [EffectName: any Sendable] = [:]
        let joined = ready.step.joined.flatMap { name in
            ready.step.actions.first { $0.name == name }
        }
        for (offset, action) in [ready.action, joined].enumerated() {
            guard let action, !ready.inputs.isFirstPerson else { continue }
            for effect in action.effects {
                guard let body = effects[effect.name] else {
                    throw CaseError.unsupported("the effect \(effect.name)")
                }
                let context = ready.context(
                    action.name,
                    request,
                    offset: Int64(offset),
                    keys: keyring.current
                )
                prepared[effect.name] = try await body.prepare(context)
            }
        }
        return prepared
    }
}

/// An effect runs that was not prepared: the first of two persons acted between the snapshot and the transaction of the second.
struct UnpreparedEffect: Error {}

/// A move that passed steps 2 to 7 on some rows.
struct ReadyMove: Sendable {
    /// The case; folded from its events before an effect issues.
    var stored: StoredCase
    let service: Service
    let step: Step
    let action: CaseAction
    let relation: CaseRelation
    let inputs: ReadInputs

    /// What an effect receives; `offset` is 1 for the action that follows in the same transaction.
    func context(
        _ name: ActionName,
        _ request: MoveRequest,
        offset: Int64 = 0,
        keys: Keyring
    ) -> EffectContext {
        EffectContext(
            snapshot: stored.snapshot,
            seq: stored.snapshot.file.revision + 1 + offset,
            action: name,
            choices: inputs.choices,
            actor: request.actor.person,
            at: request.at,
            keys: keys
        )
    }
}

/// The result of steps 2 to 7.
enum Examination: Sendable {
    case ready(ReadyMove)
    case result(MoveResult)
}

extension Cases {
    /// Reads the case and checks a move against its rows: steps 2 to 7, before the transaction and again in it.
    func examine(_ request: MoveRequest, in connection: Connection) throws -> Examination {
        let stored = try StoredCase.read(
            request.caseID,
            by: keyring.current,
            files: files,
            in: connection
        )
        guard let stored else { return .result(.notFound) }
        let snapshot = stored.snapshot
        guard let service = catalog[snapshot.file.service, snapshot.file.version] else {
            return .result(.missingDefinition)
        }
        let relations = try relations(
            of: request.actor,
            to: snapshot,
            under: service,
            at: request.at,
            in: connection
        )
        // The same answer as for a case that does not exist.
        guard !relations.all.isEmpty || !relations.withheld.isEmpty else {
            return .result(.notFound)
        }
        guard snapshot.file.closedAt == nil, let step = service.step(snapshot.file.step),
            let action = step.actions.first(where: { $0.name == request.action }),
            action.name != step.inPlace || snapshot.isOfficeSilent
        else { return .result(.refused([relations.all.isEmpty ? .staffSession : .notOpen])) }
        let errand = request.inputs.errand
        guard let relation = relations.relation(for: action, in: step, errand: errand) else {
            let isOfRole = relations.needsStaffSession(for: action, in: step, errand: errand)
            return .result(.refused([isOfRole ? .staffSession : .notOpen]))
        }
        var problems = try standingProblems(
            of: request.actor,
            at: request.at,
            service,
            action,
            relation,
            snapshot,
            relations.authority,
            in: connection
        )
        var reader = RequirementReader(self, service, snapshot, action, request)
        try reader.run(in: connection)
        problems += reader.problems
        for failed in action.guards where !(try failed.holds(snapshot, connection)) {
            problems.append(.condition(failed))
        }
        if let values = reader.read.values {
            // A corrected form may name what another case is about.
            var file = snapshot.file
            file.onceKey = service.onceKey(values, file.openedBy)
            if try hasOpenCase(file, in: connection) { problems.append(.once) }
            problems += try openingProblems(
                of: values,
                in: snapshot,
                under: service,
                at: request.at,
                in: connection
            )
        }
        guard problems.isEmpty else { return .result(.refused(problems)) }
        var inputs = reader.read
        inputs.errand = relation.errand
        return .ready(
            ReadyMove(
                stored: stored,
                service: service,
                step: step,
                action: action,
                relation: relation,
                inputs: inputs
            )
        )
    }

    /// Exclusions, and the quarantine of credentials for what an official decides with an effect.
    func standingProblems(
        of actor: CaseActor,
        at now: Timestamp,
        _ service: Service,
        _ action: CaseAction,
        _ relation: CaseRelation,
        _ snapshot: CaseSnapshot,
        _ authority: Authority?,
        in connection: Connection
    ) throws -> [MoveProblem] {
        var problems: [MoveProblem] = []
        let excluded = try exclusion(
            of: actor,
            relation,
            service.exclusions + action.exclusions,
            snapshot,
            authority,
            in: connection
        )
        if let excluded { problems.append(excluded) }
        let decides = relation.capacity == .holder || relation.capacity == .deputy
        if let person = actor.person, decides, !action.effects.isEmpty {
            let standing = try roles.signIn.standing(of: person, at: now, in: connection)
            if standing.isInQuarantine { problems.append(.quarantine) }
        }
        return problems
    }
}

extension String {
    /// Whether it has the form of the ids that workers derive from a case, as in `CASE/reminder/1`: a client that chose one would
    /// keep a worker from its move.
    var isDerivedMoveID: Bool { utf8.contains(UInt8(ascii: "/")) }
}
