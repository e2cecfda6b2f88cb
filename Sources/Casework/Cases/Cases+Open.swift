import Accounts
import Persian
import Store
import VerifyCore

extension Cases {
    /// The action of the first event of every case.
    package static let opening: ActionName = "open"

    /// Opens a case: a move with `seq` 1.
    ///
    /// - Throws: `StoreError`; `MissingKey`; `CaseError`; `DueTimeError`. What a person can cause is a value.
    package func open(_ request: OpenRequest) async throws -> MoveResult {
        do {
            return try await database.write { try open(request, in: $0) }
        } catch is UnknownParty {
            return .refused([.party])
        } catch let refusal as EffectRefusal {
            return .refused([MoveProblem(.opening, refusal.sentence)])
        }
    }

    /// Opens a case in a transaction.
    ///
    /// - Throws: `UnknownParty` and `EffectRefusal`, which discard the transaction; as `open(_:)`.
    func open(_ request: OpenRequest, in connection: Connection) throws -> MoveResult {
        if request.person != nil, request.moveID.isDerivedMoveID { return .reused }
        if let known = try CaseEventRow.find(move: request.moveID, in: connection) {
            return try repeated(known, request, in: connection)
        }
        guard let service = catalog.newest(request.service) else { return .missingDefinition }
        switch try examine(request, for: service, in: connection) {
        case .ready(let opener, let draft, let values):
            return .moved(try opener.commit(draft, values, in: connection))
        case .refused(let problems, _): return .refused(problems)
        }
    }

    private func repeated(
        _ known: CaseEventRow,
        _ request: OpenRequest,
        in connection: Connection
    ) throws -> MoveResult {
        guard known.event.seq == 1, known.event.inputsDigest == request.inputs.digest,
            let file = try CaseFileRow.find(known.caseID, in: connection)?.file,
            file.service == request.service,
            known.event.actor == request.person?.description ?? CaseActor.clock.name
        else { return .reused }
        return .repeated(
            MoveReceipt(
                caseID: file.id,
                tracking: file.tracking,
                seq: 1,
                step: known.event.toStep,
                refusal: nil
            )
        )
    }

    /// Whether another case about the same values is open (I9); a parallel opening meets the unique index and runs again.
    func hasOpenCase(_ file: CaseFile, in connection: Connection) throws -> Bool {
        guard let text = file.onceKey, let key = try? Hex.decode(text) else { return false }
        return try connection.first(
            """
            SELECT 1
            FROM case_file
            WHERE service = \(file.service.text) AND once_key = \(key) AND closed_at IS NULL
                AND id <> \(file.id)
            """
        ) { _ in true } ?? false
    }

    /// Opens the sub-case of an errand; returns its id.
    func openChild(
        _ service: ServiceID,
        of parent: CaseSnapshot,
        at now: Timestamp,
        in connection: Connection
    ) throws -> String {
        let request = OpenRequest(
            service,
            moveID: "\(parent.file.id)/\(parent.file.revision)/child",
            by: .effect(parent: parent.file.id),
            parent: parent.file.id,
            via: .effect,
            at: now
        )
        guard let receipt = try open(request, in: connection).receipt else { throw UnknownParty() }
        return receipt.caseID
    }
}

extension Service {
    /// Whether every person for whom a step waits is known; a case about a person without an account would wait for none.
    func hasParties(_ snapshot: CaseSnapshot) -> Bool {
        steps.allSatisfy { step in
            guard case .party(let role) = step.waitsFor else { return true }
            return snapshot.parties(role).contains { $0.person != nil }
        }
    }
}
