package import Persian
import Store

/// What a move would do: found by doing it in a transaction that is discarded.
package struct CaseTrial: Sendable {
    /// The result that the move would have.
    package let result: MoveResult
    /// The party for which the case would wait; nil where nothing would be done.
    package let waiting: Waiting?
    /// Until when; nil where nothing would be done, and for a case that would be closed.
    package let dueAt: Timestamp?
    /// How the case would end; nil for one that stays open.
    package let outcome: CaseOutcome?
    /// The effects that would run.
    package let effects: [EffectName]
    /// The messages that would be stored, in the order of their templates.
    package let messages: [Message]

    /// A message without recipient and text.
    package struct Message: Sendable, Hashable {
        /// The template.
        package let template: String
        /// How it would leave.
        package let channel: String
    }
}

extension Cases {
    /// A transaction that is discarded, with what was found in it: never thrown to a caller.
    private struct Discarded: Error {
        let trial: CaseTrial
    }

    /// Finds out what a move would do, and changes nothing.
    ///
    /// Every step of a move runs, effects too: they write in the transaction, which is discarded.
    ///
    /// - Throws: As `move`.
    package func attempt(_ request: MoveRequest) async throws -> CaseTrial {
        let examined = try await database.read { try examine(request, in: $0) }
        guard case .ready(let ready) = examined else {
            if case .result(let result) = examined { return CaseTrial(result) }
            return CaseTrial(.notFound)
        }
        let prepared = try await prepare(ready, request)
        do {
            return try await discarded(MoveTransaction(self, request, prepared: prepared))
        } catch let refusal as EffectRefusal {
            return try await discarded(MoveTransaction(self, request, refusal: refusal))
        } catch is UnknownParty {
            return CaseTrial(.refused([.party]))
        }
    }

    private func discarded(_ move: MoveTransaction) async throws -> CaseTrial {
        do {
            return try await database.write { connection in
                let result = try move.run(in: connection)
                throw Discarded(trial: try found(after: result, in: connection))
            }
        } catch let discarded as Discarded {
            return discarded.trial
        }
    }

    /// Reads what a move has written in its transaction.
    private func found(after result: MoveResult, in connection: Connection) throws -> CaseTrial {
        guard case .moved(let receipt) = result,
            let file = try CaseFileRow.find(receipt.caseID, in: connection)?.file
        else { return CaseTrial(result) }
        let events = try CaseEventRow.all(of: receipt.caseID, in: connection).map(\.event)
            .filter { $0.seq >= receipt.seq }
        let messages = try connection.all(
            """
            SELECT template, channel
            FROM outbox
            WHERE source = 'case' AND source_id = \(receipt.caseID) AND seq >= \(receipt.seq)
            ORDER BY template, channel, id
            """
        ) { CaseTrial.Message(template: try $0.text(0), channel: try $0.text(1)) }
        return CaseTrial(
            result: result,
            waiting: file.waiting,
            dueAt: file.dueAt,
            outcome: file.outcome,
            effects: events.compactMap(\.effect),
            messages: messages
        )
    }
}

extension CaseTrial {
    /// A move that would do nothing.
    fileprivate init(_ result: MoveResult) {
        self.init(
            result: result,
            waiting: nil,
            dueAt: nil,
            outcome: nil,
            effects: [],
            messages: []
        )
    }
}
