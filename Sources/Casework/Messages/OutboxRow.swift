import Accounts
import Persian
import Store
import VerifyCore

/// A row of `outbox` as the database has it, before its encrypted columns are opened.
struct OutboxRow: Sendable {
    let id: String
    let key: StoredMessage.Key
    let recipient: [UInt8]
    let recipientMAC: [UInt8]
    let body: [UInt8]
    let state: MessageState
    let tries: Int
    let nextAt: String
    let worker: String?
    let leaseUntil: String?
    let reference: String?
    let sentAt: String?

    static let columns: SQL = """
        id, source, source_id, seq, template, channel, recipient, recipient_mac, body, state, tries,
        next_at, worker, lease_until, provider_ref, sent_at
        """

    /// Reads a row of `columns`.
    init(_ row: borrowing Row) throws {
        id = try row.text(0)
        key = StoredMessage.Key(
            source: try row.text(1),
            sourceID: try row.text(2),
            sequence: try row.int(3),
            template: try row.text(4),
            channel: AccountMessage.Channel(rawValue: try row.text(5)) ?? .email
        )
        recipient = try row.blob(6)
        recipientMAC = try row.blob(7)
        body = try row.blob(8)
        state = MessageState(rawValue: try row.text(9)) ?? .failed
        tries = Int(try row.int(10))
        nextAt = try row.text(11)
        worker = try row.optionalText(12)
        leaseUntil = try row.optionalText(13)
        reference = try row.optionalText(14)
        sentAt = try row.optionalText(15)
    }

    /// Returns the row of an id.
    static func find(_ id: String, in connection: Connection) throws -> OutboxRow? {
        try connection.first("SELECT \(columns) FROM outbox WHERE id = \(id)") {
            try OutboxRow($0)
        }
    }
}

/// A row whose encrypted columns were opened and fit the others.
struct OpenedMessage: Sendable {
    let row: OutboxRow
    let recipient: MessageAddress
    var content: StoredMessage
}

extension OutboxRow {
    /// Opens the encrypted columns; nil for a row that was made, changed or moved without the keys, or whose data key is
    /// retired or compromised.
    ///
    /// - Throws: `MissingKey` when it names a key that is not in the keyring: another machine may open it.
    func opened(by keys: Keyring) throws(MissingKey) -> OpenedMessage? {
        guard let text = try keys.openOutbox(recipient, .recipient, of: id),
            let bytes = try keys.openOutbox(body, .body, of: id),
            let address = try? MessageAddress(
                String(decoding: text, as: UTF8.self),
                channel: key.channel
            ),
            keys.verifiesOutboxMAC(recipientMAC, of: address),
            let content = StoredMessage(decoding: bytes), content.key == key
        else { return nil }
        return OpenedMessage(row: self, recipient: address, content: content)
    }
}

extension OpenedMessage {
    /// The message as a sender needs it.
    var rendered: RenderedMessage {
        RenderedMessage(
            id: row.id,
            recipient: recipient.text,
            template: content.key.template,
            tokens: content.tokens,
            subject: content.subject,
            text: content.text,
            queuedAt: content.queuedAt.secondsSinceEpoch,
            isRepeat: content.isRepeat
        )
    }

    /// Whether it has a one-time code that is too old to be used.
    func isExpiredCode(at now: Timestamp) -> Bool {
        content.isCode && now >= content.queuedAt.adding(seconds: Outbox.codeLife)
    }
}
