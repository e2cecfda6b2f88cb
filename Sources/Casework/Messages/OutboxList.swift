package import Accounts
package import Persian
import Store
import VerifyCore

/// A message as an operator sees it: never its text, and the recipient masked.
package struct OutboxEntry: Sendable, Equatable {
    /// The id.
    package let id: String
    /// Where the message is.
    package let state: MessageState
    /// The name of its template.
    package let template: String
    /// The way by which it is sent.
    package let channel: AccountMessage.Channel
    /// The recipient, with most of the address hidden; nil where the row cannot be opened with these keys.
    package let recipient: String?
    /// Whether it has a one-time code; nil where the row cannot be opened.
    package let isCode: Bool?
    /// Whether it was sent a second time because the first result was not known; nil where the row cannot be opened.
    package let isRepeat: Bool?
    /// The provider of the last attempt; nil before the first.
    package let provider: String?
    /// How often it was tried.
    package let tries: Int
    /// When it was queued, RFC 3339; nil where the row cannot be opened.
    package let queuedAt: String?
    /// When the next step is taken, RFC 3339; nil where there is none.
    package let nextAt: String?
    /// When the provider accepted it, RFC 3339.
    package let sentAt: String?
    /// The provider's reference.
    package let reference: String?

    init(_ row: OutboxRow, _ opened: OpenedMessage?) {
        id = row.id
        state = row.state
        template = row.key.template
        channel = row.key.channel
        recipient = opened?.recipient.masked
        isCode = opened?.content.isCode
        isRepeat = opened?.content.isRepeat
        provider = opened?.content.attempt?.provider
        tries = row.tries
        queuedAt = opened?.content.queuedAt.description
        sentAt = row.sentAt
        reference = row.reference.flatMap { $0.isEmpty ? nil : $0 }
        nextAt =
            switch row.state {
            case .ready, .sending: row.nextAt
            case .unknown: row.nextAt == OutboxAttempt.never ? nil : row.nextAt
            case .sent, .failed, .dropped: nil
            }
    }
}

extension Outbox {
    /// Returns at most `limit` messages in one state, or in any, those with the latest time first.
    package func entries(in state: MessageState? = nil, limit: Int) async throws -> [OutboxEntry] {
        let condition: SQL = state.map { "WHERE state = \($0)" } ?? ""
        let page: SQL = """
            SELECT \(OutboxRow.columns)
            FROM outbox
            \(condition)
            ORDER BY next_at DESC, id
            LIMIT \(limit)
            """
        let keys = keyring.current
        return try await database.read { connection in
            try connection.all(page) { row in
                let row = try OutboxRow(row)
                return OutboxEntry(row, try? row.opened(by: keys))
            }
        }
    }

    /// Returns how many messages are in a state.
    package func count(of state: MessageState) async throws -> Int {
        let count: SQL = "SELECT count(*) FROM outbox WHERE state = \(state)"
        return try await database.read { Int(try $0.first(count) { try $0.int(0) } ?? 0) }
    }

    /// Makes a message ready again that failed or whose result stayed unknown, on the order of an operator.
    ///
    /// The operator knows that an unknown message may arrive a second time.
    ///
    /// - Throws: `OutboxError.noSuchMessage`; `.notRetryable` in another state; `.code` for a one-time code; `MissingKey`.
    package func retry(_ id: String, at now: Timestamp) async throws {
        try await database.write { [self] connection in
            let keys = keyring.current
            guard let row = try OutboxRow.find(id, in: connection) else {
                throw OutboxError.noSuchMessage
            }
            guard var opened = try row.opened(by: keys) else { throw OutboxError.unreadable }
            guard let key = keys.activeDataKey else { throw OutboxError.noActiveKey }
            if opened.content.isCode { throw OutboxError.code }
            switch row.state {
            case .failed: break
            case .unknown where row.nextAt == OutboxAttempt.never: opened.content.isRepeat = true
            case .ready, .sending, .sent, .unknown, .dropped:
                throw OutboxError.notRetryable(row.state)
            }
            opened.content.unknownSince = nil
            let body = try key.sealOutbox(opened.content.encoded, .body, of: id)
            let isChanged = try row.update(
                """
                state = \(MessageState.ready), tries = 0, next_at = \(now.description), worker = NULL,
                lease_until = NULL, body = \(body)
                """,
                in: connection
            )
            if !isChanged { throw StoreError.conflict }
        }
    }

    /// Returns the ids of the messages that `retry` would make ready: failed notices, without one-time codes.
    package func retryable() async throws -> [String] {
        let failed: SQL = """
            SELECT \(OutboxRow.columns)
            FROM outbox
            WHERE state = \(MessageState.failed)
            ORDER BY next_at, id
            """
        let keys = keyring.current
        return try await database.read { connection in
            try connection.all(failed) { try OutboxRow($0) }
        }
        .filter { (try? $0.opened(by: keys))?.content.isCode == false }
        .map(\.id)
    }
}
