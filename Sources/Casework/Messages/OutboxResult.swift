import Persian
import Store
import VerifyCore

/// The last step of an attempt: the result in one transaction.
extension OutboxWorker {
    /// Stores the result of an attempt to send.
    ///
    /// A worker that took longer than the lease still has its row in the state `unknown`, and notes what it knows.
    func finish(
        _ message: ClaimedMessage,
        by sender: any MessageSender,
        _ result: SendResult
    ) async throws {
        try await settle(message) { attempt in
            switch result {
            case .sent(let reference): return try attempt.succeed(reference: reference)
            case .unknown(let failure):
                return attempt.opened.row.state == .unknown
                    ? .none : try attempt.becomeUnknown(after: failure)
            case .refused(let refusal):
                return try refuse(attempt, refusal, by: sender)
            }
        }
    }

    private func refuse(
        _ attempt: OutboxAttempt,
        _ refusal: SendRefusal,
        by sender: any MessageSender
    ) throws -> OutboxStep {
        let (row, channel) = (attempt.opened.row, attempt.opened.content.key.channel)
        let refused = OutboxNotice.refused(sender: sender.name, cause: refusal.cause)
        guard !refusal.isPermanent, row.tries < RetrySchedule.tries else {
            return try attempt.end(.failed, [refused, .failed(id: row.id, channel: channel)])
        }
        let able = senders.count { $0.channels.contains(channel) }
        let pause = RetrySchedule.pause(afterTries: row.tries, senders: able)
        return try attempt.retry(in: pause, [refused])
    }

    /// Stores what a provider knows about a message whose result was unknown.
    func conclude(_ message: ClaimedMessage, _ result: QueryResult) async throws {
        let next = try await settle(message) { attempt in
            let (row, content) = (attempt.opened.row, attempt.opened.content)
            switch result {
            case .accepted(let reference): return try attempt.succeed(reference: reference)
            case .absent where content.isCode:
                // A program never repeats an unknown code, even where it was not sent: the person asks for a new one.
                return try attempt.end(
                    .failed,
                    [.failed(id: row.id, channel: content.key.channel)]
                )
            case .absent: return try attempt.retry(in: 0, [])
            case .noAnswer:
                let age = RetrySchedule.queries.first { $0 > attempt.unknownAge }
                return try age.map { try attempt.waitUnknown(until: $0) } ?? afterQueries(attempt)
            case .unsupported: return try afterQueries(attempt)
            }
        }
        if case .send(let again, let sender, _) = next {
            try await finish(again, by: sender, await sender.send(again.request))
        }
    }

    /// Runs the change of a row that this attempt has, and reports it.
    @discardableResult
    private func settle(
        _ message: ClaimedMessage,
        _ change: @escaping @Sendable (OutboxAttempt) throws -> OutboxStep
    ) async throws -> OutboxStep {
        let now = clock()
        let step = try await outbox.database.write { [self] connection -> OutboxStep in
            let keys = outbox.keyring.current
            guard let row = try OutboxRow.find(message.id, in: connection),
                row.belongs(to: message, of: name), let key = keys.activeDataKey,
                let opened = try row.opened(by: keys)
            else { return .none }
            return try change(
                OutboxAttempt(opened: opened, key: key, now: now, connection: connection)
            )
        }
        switch step {
        case .done(let notices), .send(_, _, let notices): notices.forEach(notice)
        case .missing(let key): notice(.missingKey(key))
        case .none, .query: break
        }
        return step
    }
}

extension OutboxRow {
    /// Whether the row is in the attempt of a message, or became unknown because the attempt took longer than its lease.
    fileprivate func belongs(to message: ClaimedMessage, of name: String) -> Bool {
        guard tries == message.tries else { return false }
        switch state {
        case .sending: return worker == name && leaseUntil == message.lease
        case .unknown: return true
        case .ready, .sent, .failed, .dropped: return false
        }
    }
}
