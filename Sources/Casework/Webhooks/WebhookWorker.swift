package import Persian
import Store
package import VerifyCore

/// What a worker of webhooks reports to the program, for its log and metrics: neither address nor answer.
package enum WebhookNotice: Sendable, Equatable {
    /// A receiver accepted a message.
    case sent(id: String)
    /// A receiver did not accept a message; it is tried again.
    case failed(id: String, WebhookFailure)
    /// A receiver is disabled: it has failed for too long, or is gone.
    case disabled(id: String, WebhookFailure)
    /// The row of a receiver was made or changed without the keys; nothing is sent to it.
    case unreadable(id: String)
    /// A row is encrypted by a key that only another machine has.
    case missingKey(MissingKey)
}

/// Sends the feed of organisations to their receivers, each in the order of the feed, one message at a time.
///
/// An attempt is three steps: take the receiver with a lease and commit, send, commit the result. A kill between the last two
/// leaves the lease; after it the same message is sent again with the same id. So each message comes at least once.
package struct WebhookWorker: Sendable {
    let webhooks: Webhooks
    let delivery: WebhookDelivery
    /// After how many seconds of failures a receiver is disabled.
    let disableAfter: Int64
    /// Names the worker; no other worker of any daemon has the name.
    let name: String
    let clock: @Sendable () -> Timestamp
    let notice: @Sendable (WebhookNotice) -> Void

    /// A worker.
    package init(
        _ webhooks: Webhooks,
        delivery: WebhookDelivery,
        disableAfter: Int64,
        name: String,
        clock: @escaping @Sendable () -> Timestamp,
        notice: @escaping @Sendable (WebhookNotice) -> Void
    ) {
        self.webhooks = webhooks
        self.delivery = delivery
        self.disableAfter = disableAfter
        self.name = name
        self.clock = clock
        self.notice = notice
    }

    /// Sends what waits, until nothing does or the task is cancelled; returns how many attempts it made.
    @discardableResult
    package func sendAll() async throws -> Int {
        var (count, served) = (0, Set<String>())
        while !Task.isCancelled, let id = try await next(except: served) {
            served.insert(id)
            var accepted = 0
            while accepted < WebhookSchedule.inRow, !Task.isCancelled,
                let isAccepted = try await attempt(id)
            {
                count += 1
                guard isAccepted else { break }
                accepted += 1
            }
            // A receiver that accepts may have more than fits into one turn: it is taken again.
            if accepted == WebhookSchedule.inRow { served.remove(id) }
        }
        return count
    }

    /// Returns a receiver that no worker has and for which something waits, the one that waits longest first.
    private func next(except served: Set<String>) async throws -> String? {
        let now = clock().description
        let page: SQL = """
            SELECT webhook.id
            FROM webhook_progress
            JOIN webhook ON webhook.id = webhook_progress.webhook
            WHERE webhook_progress.next_at <= \(now)
                AND (webhook_progress.lease_until IS NULL
                    OR webhook_progress.lease_until <= \(now))
                AND (webhook_progress.test IS NOT NULL
                    OR EXISTS (
                        SELECT 1
                        FROM feed
                        WHERE feed.organisation = webhook.organisation
                            AND feed.n > webhook_progress.position
                    ))
            ORDER BY webhook_progress.next_at, webhook.id
            LIMIT \(served.count + 1)
            """
        return try await webhooks.database.read { try $0.all(page) { try $0.text(0) } }
            .first { !served.contains($0) }
    }

    /// Takes a receiver and sends one message; nil where there is nothing to send, or another worker has it.
    private func attempt(_ id: String) async throws -> Bool? {
        let taken: WebhookTurn?
        do {
            taken = try await turn(of: id)
        } catch let error as CaseError {
            guard case .integrityFailure = error else { throw error }
            try await postpone(id)
            notice(.unreadable(id: id))
            return nil
        } catch let missing as MissingKey {
            notice(.missingKey(missing))
            return nil
        }
        guard let taken else { return nil }
        let failure = delivery.send(taken.message, to: taken.opened, at: clock())
        let done = try await webhooks.database.write { [clock, disableAfter, webhooks] connection in
            try taken.conclude(
                failure,
                disableAfter: disableAfter,
                at: clock(),
                by: webhooks.keyring.current,
                in: connection
            )
        }
        if let done { notice(done) }
        return failure == nil
    }

    /// Reads what is next for a receiver, and takes it with a lease; nil where there is nothing, or another worker has it.
    ///
    /// The feed is read outside of the transaction: reading it there would make the numbering of entries conflict with it.
    private func turn(of id: String) async throws -> WebhookTurn? {
        let (keys, now, name) = (webhooks.keyring.current, clock(), name)
        let read = try await webhooks.database.read { connection -> WebhookTurn? in
            guard let row = try WebhookRow.find(id, in: connection),
                let progress = try WebhookProgress.find(id, in: connection),
                progress.leaseUntil.map({ $0 <= now }) ?? true, progress.nextAt <= now
            else { return nil }
            let opened = try row.opened(by: keys)
            if let test = progress.test {
                let message = WebhookMessage(test: test, to: id, at: now)
                return WebhookTurn(row, opened, progress, message, entry: nil)
            }
            guard opened.webhook.disabledAt == nil,
                let entry = try Feed.entries(
                    of: opened.webhook.organisation,
                    after: progress.position,
                    limit: 1,
                    in: connection
                )
                .first
            else { return nil }
            return WebhookTurn(row, opened, progress, WebhookMessage(entry, to: id), entry: entry)
        }
        guard var turn = read else { return nil }
        let former = turn.progress
        turn.progress.worker = name
        turn.progress.leaseUntil = now.adding(seconds: WebhookSchedule.lease)
        let taken = turn.progress
        let isMine = try await webhooks.database.write {
            try taken.update(replacing: former, of: id, in: $0)
        }
        return isMine ? turn : nil
    }

    /// Looks at a row that cannot be opened again after an hour.
    private func postpone(_ id: String) async throws {
        let now = clock()
        try await webhooks.database.write { connection in
            guard let former = try WebhookProgress.find(id, in: connection) else { return }
            var progress = former
            progress.nextAt = now.adding(seconds: 3_600)
            _ = try progress.update(replacing: former, of: id, in: connection)
        }
    }
}
