import Accounts
import Persian
import VerifyCore

/// What the encrypted column `outbox.body` has: the complete message, and the request of the provider that was
/// last asked to send it.
struct StoredMessage: Sendable, Equatable {
    /// The columns of the row that the content repeats, so that a row whose columns were changed is noticed.
    struct Key: Sendable, Equatable {
        let source: String
        let sourceID: String
        let sequence: Int64
        let template: String
        let channel: AccountMessage.Channel
    }

    let key: Key
    let subject: String
    let text: String
    let tokens: [String]
    let isCode: Bool
    let queuedAt: Timestamp
    /// Whether it is, or was, sent a second time because the first result was not known.
    var isRepeat = false
    /// When the result of the last attempt became unknown; nil while it is not.
    var unknownSince: Timestamp?
    /// The last attempt: which provider was asked, and by which request.
    var attempt: ProviderRequest?

    /// The most bytes of subject and text together.
    static let textLimit = 65_536

    init(_ message: AccountMessage, source: MessageSource, queuedAt: Timestamp) {
        key = Key(
            source: source.rawValue,
            sourceID: message.source,
            sequence: message.sequence,
            template: message.template,
            channel: message.channel
        )
        subject = message.subject
        text = message.body
        tokens = message.tokens
        isCode = message.isCode
        self.queuedAt = queuedAt
    }
}

extension StoredMessage {
    /// The content as JSON.
    var encoded: [UInt8] {
        JSON.object([
            .init("source", .string(key.source)), .init("source_id", .string(key.sourceID)),
            .init("seq", .integer(key.sequence)), .init("template", .string(key.template)),
            .init("channel", .string(key.channel.rawValue)), .init("subject", .string(subject)),
            .init("text", .string(text)), .init("tokens", .array(tokens.map { .string($0) })),
            .init("code", .bool(isCode)), .init("queued_at", .string(queuedAt.description)),
            .init("repeat", .bool(isRepeat)),
            .init("unknown_since", JSON(unknownSince?.description)),
            .init("provider", JSON(attempt?.provider)),
            .init("operation", JSON(attempt?.operation)), .init("request", JSON(attempt?.body)),
        ]).encoded()
    }

    /// Reads `encoded`; nil for other bytes.
    init?(decoding bytes: [UInt8]) {
        guard let json = try? JSON(parsing: bytes), let source = json["source"]?.string,
            let sourceID = json["source_id"]?.string, let sequence = json["seq"]?.integer,
            let template = json["template"]?.string,
            let channel = json["channel"]?.string.flatMap(AccountMessage.Channel.init),
            let subject = json["subject"]?.string, let text = json["text"]?.string,
            let tokens = json["tokens"]?.array?.compactMap(\.string),
            let isCode = json["code"]?.bool, let isRepeat = json["repeat"]?.bool,
            let queuedAt = json["queued_at"]?.string.flatMap({ try? Timestamp(parsing: $0) })
        else { return nil }
        key = Key(
            source: source,
            sourceID: sourceID,
            sequence: sequence,
            template: template,
            channel: channel
        )
        self.subject = subject
        self.text = text
        self.tokens = tokens
        self.isCode = isCode
        self.queuedAt = queuedAt
        self.isRepeat = isRepeat
        unknownSince = json["unknown_since"]?.string.flatMap { try? Timestamp(parsing: $0) }
        if let provider = json["provider"]?.string, let operation = json["operation"]?.string,
            let body = json["request"]?.string
        {
            attempt = ProviderRequest(provider: provider, operation: operation, body: body)
        }
    }
}

extension AccountMessage {
    /// Refuses what could not be written in a header, or is too long.
    ///
    /// - Throws: `OutboxError.text`.
    func requireSendable() throws(OutboxError) {
        let isOneLine = (tokens + [subject, template]).allSatisfy {
            $0.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
        }
        guard isOneLine, subject.utf8.count + body.utf8.count <= StoredMessage.textLimit
        else { throw .text }
    }
}
