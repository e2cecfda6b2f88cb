import Persian
import Store
import VerifyCore

/// The changes of one row in one transaction; each is a compare-and-swap over the row as it was read.
struct OutboxAttempt {
    var opened: OpenedMessage
    /// The active data key, which encrypts the content again.
    let key: DataKey
    let now: Timestamp
    let connection: Connection

    /// The time of a message that no worker takes again.
    static let never = "9999-12-31T23:59:59Z"

    /// Seconds since the result of the last attempt became unknown.
    var unknownAge: Int64 {
        let since = opened.content.unknownSince ?? now
        return now.secondsSinceEpoch - since.secondsSinceEpoch
    }

    private func later(_ seconds: Int64) -> String { now.adding(seconds: seconds).description }

    private func sealedContent(_ change: (inout StoredMessage) -> Void = { _ in }) throws -> [UInt8]
    {
        var content = opened.content
        change(&content)
        return try key.sealOutbox(content.encoded, .body, of: opened.row.id)
    }

    /// Commits `sending` with the request and a lease; nil where another worker was faster.
    func start(_ request: ProviderRequest, worker: String) throws -> ClaimedMessage? {
        let lease = later(RetrySchedule.lease)
        let tries = opened.row.tries + 1
        let body = try sealedContent {
            $0.attempt = request
            $0.unknownSince = nil
        }
        let isMine = try opened.row.update(
            """
            state = \(MessageState.sending), tries = \(tries), next_at = \(lease), body = \(body),
            worker = \(worker), lease_until = \(lease)
            """,
            in: connection
        )
        guard isMine else { return nil }
        return ClaimedMessage(id: opened.row.id, request: request, tries: tries, lease: lease)
    }

    /// Takes an unknown message for a query; nil where another worker was faster.
    func ask(_ request: ProviderRequest) throws -> ClaimedMessage? {
        let lease = later(RetrySchedule.lease)
        guard try opened.row.update("next_at = \(lease)", in: connection) else { return nil }
        return ClaimedMessage(
            id: opened.row.id,
            request: request,
            tries: opened.row.tries,
            lease: lease
        )
    }

    /// Marks the result of the last attempt as unknown; the provider is queried soon.
    func becomeUnknown(after failure: CallFailure) throws -> OutboxStep {
        let body = try sealedContent { $0.unknownSince = now }
        return try done(
            """
            state = \(MessageState.unknown), next_at = \(later(RetrySchedule.firstQuery)),
            body = \(body)
            """,
            [
                .unknown(
                    id: opened.row.id,
                    channel: opened.content.key.channel,
                    cause: failure.rawValue
                )
            ]
        )
    }

    /// Waits until an age of the unknown result.
    func waitUnknown(until age: Int64) throws -> OutboxStep {
        try done("next_at = \(later(max(1, age - unknownAge)))", [])
    }

    /// Leaves the message unknown permanently; `lease_until` still tells when it was tried.
    func leaveUnknown() throws -> OutboxStep {
        try done("next_at = \(Self.never)", [])
    }

    /// Waits until the settings have a sender of the channel.
    func waitForSender() throws -> OutboxStep {
        try done(
            "next_at = \(later(RetrySchedule.pauseWithoutSender))",
            [.noSender(opened.content.key.channel)]
        )
    }

    /// Notes that the provider accepted the message.
    func succeed(reference: String) throws -> OutboxStep {
        try done(
            """
            state = \(MessageState.sent), provider_ref = \(reference), sent_at = \(now.description),
            next_at = \(now.description), lease_until = NULL
            """,
            [
                .sent(
                    sender: opened.content.attempt?.provider ?? "",
                    channel: opened.content.key.channel
                )
            ]
        )
    }

    /// Makes the message ready again.
    func retry(in seconds: Int64, _ notices: [OutboxNotice]) throws -> OutboxStep {
        try done(
            """
            state = \(MessageState.ready), next_at = \(later(seconds)), worker = NULL,
            lease_until = NULL
            """,
            notices
        )
    }

    /// Ends the message without success.
    func end(_ state: MessageState, _ notices: [OutboxNotice]) throws -> OutboxStep {
        try done(
            "state = \(state), next_at = \(now.description), lease_until = NULL",
            notices
        )
    }

    private func done(_ assignments: SQL, _ notices: [OutboxNotice]) throws -> OutboxStep {
        try opened.row.update(assignments, in: connection) ? .done(notices) : .none
    }
}

extension OutboxRow {
    /// Changes the row if it is still as it was read; returns whether it was.
    func update(_ assignments: SQL, in connection: Connection) throws -> Bool {
        try connection.execute(
            """
            UPDATE outbox
            SET \(assignments)
            WHERE id = \(id) AND state = \(state) AND tries = \(tries) AND next_at = \(nextAt)
            """
        ) == 1
    }
}
