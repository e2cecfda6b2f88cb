package import Accounts
package import Persian
package import Store
package import VerifyCore

/// The messages that wait to be sent, and those that were.
///
/// A row is written in the transaction of the event that it reports, and sent afterwards by a worker
/// (docs/messages.md). Recipient and text are encrypted under a data key. The table is not trusted: a reader learns
/// when a message of which template was sent, but neither to whom nor its text; a writer can neither make a message nor
/// change one.
package struct Outbox: Sendable {
    let database: Database
    let keyring: LiveKeyring

    /// An outbox kept in a database, with recipients and texts encrypted under a data key.
    package init(database: Database, keyring: LiveKeyring) {
        self.database = database
        self.keyring = keyring
    }

    /// How long a one-time code may be used, in seconds (casework §10); an older one is not sent.
    package static let codeLife: Int64 = 300

    /// Returns the hook that Accounts calls in its transactions; `now` is the clock of the program.
    package func hook(now: @escaping @Sendable () -> Timestamp) -> MessageHook {
        { message, connection in
            _ = try enqueue(message, at: now(), in: connection)
        }
    }

    /// Stores a message in a transaction; a message that the outbox has already is not stored again.
    ///
    /// A decoy is stored as dropped. `source` is the table that the message is about.
    ///
    /// Returns the id of a new message.
    ///
    /// - Throws: `OutboxError.recipient` for an address that cannot be one, `.text` for a subject of several lines or
    ///   a text that is too long, `.noActiveKey`.
    @discardableResult
    package func enqueue(
        _ message: AccountMessage,
        source: MessageSource = .account,
        at now: Timestamp,
        in connection: Connection
    ) throws -> String? {
        let address = try MessageAddress(message.recipient, channel: message.channel)
        try message.requireSendable()
        let keys = keyring.current
        guard let key = keys.activeDataKey else { throw OutboxError.noActiveKey }
        let macs = try keys.dataKeys.map { try $0.outboxMAC(of: address) }
        guard try !hasMessage(message, source, to: macs, in: connection) else { return nil }
        let stored = StoredMessage(message, source: source, queuedAt: now)
        let id = Self.newID()
        try connection.execute(
            """
            INSERT INTO outbox (
                id, source, source_id, seq, template, channel, recipient, recipient_mac, body,
                state, tries, next_at
            )
            VALUES (
                \(id), \(source), \(message.source), \(message.sequence),
                \(message.template), \(message.channel.rawValue),
                \(try key.sealOutbox(Array(address.text.utf8), .recipient, of: id)),
                \(try key.outboxMAC(of: address)),
                \(try key.sealOutbox(stored.encoded, .body, of: id)),
                \(message.isDecoy ? MessageState.dropped : .ready), 0, \(now.description)
            )
            """
        )
        return id
    }

    /// Whether the event has its message to this recipient, under any data key.
    ///
    /// It is looked up before the insert: a parallel insert then runs the transaction again (casework §4).
    private func hasMessage(
        _ message: AccountMessage,
        _ source: MessageSource,
        to macs: [[UInt8]],
        in connection: Connection
    ) throws -> Bool {
        try connection.first(
            """
            SELECT 1
            FROM outbox
            WHERE source = \(source) AND source_id = \(message.source)
                AND seq = \(message.sequence) AND template = \(message.template)
                AND channel = \(message.channel.rawValue) AND recipient_mac IN (\(list: macs))
            """
        ) { _ in true } ?? false
    }

    /// A random UUID (RFC 9562, version 4) in lower case.
    private static func newID() -> String {
        var bytes = Random.bytes(16)
        bytes[6] = bytes[6] & 0x0F | 0x40
        bytes[8] = bytes[8] & 0x3F | 0x80
        let hex = Array(Hex.encode(bytes))
        return [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { String(hex[$0]) }
            .joined(separator: "-")
    }
}

extension Outbox {
    /// Queues a message by which an operator sees whether the senders work; returns its id.
    ///
    /// - Throws: `OutboxError.recipient`, `.noActiveKey`.
    package func enqueueTest(to recipient: String, at now: Timestamp) async throws -> String {
        let event = Self.newID()
        let message = AccountMessage(
            source: event,
            template: "test",
            channel: recipient.contains("@") ? .email : .sms,
            recipient: recipient,
            subject: "Sehat: test message / پیام آزمایشی",
            body: "پیام آزمایشی سامانهٔ صحت.\nA test message of Sehat."
        )
        let id = try await database.write { try enqueue(message, at: now, in: $0) }
        guard let id else { throw StoreError.conflict }
        return id
    }
}
