package import Accounts
package import Persian
import Store
import VerifyCore

extension Cases {
    /// Returns the receipt of a move that a person has done before; nil for an unknown id and that of another move.
    ///
    /// A page that is sent twice finds its first result here also when the person sees the case no longer.
    ///
    /// - Throws: `CaseError.integrityFailure`; `MissingKey`; `StoreError`.
    package func receipt(
        ofMove moveID: String,
        _ action: ActionName,
        of caseID: String,
        by person: PersonID
    ) async throws -> MoveReceipt? {
        let keys = keyring.current
        return try await database.read { connection in
            guard let known = try CaseEventRow.find(move: moveID, in: connection),
                known.caseID == caseID, known.event.action == action,
                known.event.actor == person.description,
                let file = try CaseFileRow.find(caseID, in: connection)?.file
            else { return nil }
            let isRefused = known.event.effectRef == EffectResult.refused
            let seq = known.event.seq
            let sentence =
                isRefused
                ? try CaseWrites.note(of: caseID, seq: seq, by: keys, in: connection) : nil
            return MoveReceipt(
                caseID: caseID,
                tracking: file.tracking,
                seq: seq,
                step: known.event.toStep,
                refusal: sentence.map { .init(fa: $0, en: $0) }
            )
        }
    }
}

/// Claims, each in a separate transaction.
extension Cases {
    /// Claims a case that no other person has claimed.
    package func claim(
        _ caseID: String,
        by actor: CaseActor,
        at now: Timestamp
    ) async throws -> ClaimResult {
        try await database.write { try claim(caseID, by: actor, at: now, in: $0) }
    }

    /// Releases a case that the person claimed, or that a deputy of the person did.
    package func release(
        _ caseID: String,
        by actor: CaseActor,
        at now: Timestamp
    ) async throws -> ClaimResult {
        try await database.write { try release(caseID, by: actor, at: now, in: $0) }
    }
}
