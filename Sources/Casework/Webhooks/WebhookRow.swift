package import Persian
import Store
import VerifyCore

/// A receiver of the feed of an organisation, without its secrets.
package struct Webhook: Sendable, Hashable {
    /// The id, a UUID.
    package let id: String
    /// The organisation whose feed it gets.
    package let organisation: OrganisationCode
    /// Where messages are sent.
    package let address: WebhookAddress
    /// When it was made.
    package let madeAt: Timestamp
    /// Until when the former secret signs too; nil without one.
    package var formerUntil: Timestamp?
    /// When it was disabled after failures; nil for one that works.
    package var disabledAt: Timestamp?
}

/// A row of `webhook` that was decrypted: the receiver and its secrets.
struct OpenedWebhook: Sendable {
    var webhook: Webhook
    var secret: WebhookSecret
    /// The secret before the last rotation.
    var formerSecret: WebhookSecret?

    /// The secrets that sign now, the new one first.
    func secrets(at now: Timestamp) -> [WebhookSecret] {
        guard let formerSecret, let until = webhook.formerUntil, now < until else {
            return [secret]
        }
        return [secret, formerSecret]
    }
}

/// A row of `webhook`: everything but id and organisation is encrypted, and the cipher repeats the organisation.
///
/// The cipher is bound to table, column and id under the data key: a row that was made or changed by hand does not open.
struct WebhookRow: Sendable {
    let id: String
    let organisation: String
    let body: [UInt8]

    static let columns: SQL = "webhook.id, webhook.organisation, webhook.body"
    private static let column = CaseColumn(table: "webhook", column: "body")

    /// Reads a row of `columns`.
    init(_ row: borrowing Row) throws {
        id = try row.text(0)
        organisation = try row.text(1)
        body = try row.blob(2)
    }

    /// Encrypts a receiver.
    ///
    /// - Throws: `CaseError.noActiveKey`.
    init(_ opened: OpenedWebhook, by keys: Keyring) throws {
        let webhook = opened.webhook
        id = webhook.id
        organisation = webhook.organisation.text
        let json = JSON.object([
            .init("organisation", .string(organisation)),
            .init("address", .string(webhook.address.text)),
            .init("secret", .string(Hex.encode(opened.secret.bytes))),
            .init("former_secret", JSON(opened.formerSecret.map { Hex.encode($0.bytes) })),
            .init("former_until", JSON(webhook.formerUntil?.description)),
            .init("made_at", .string(webhook.madeAt.description)),
            .init("disabled_at", JSON(webhook.disabledAt?.description)),
        ])
        body = try Self.column.seal(json.encoded(), row: webhook.id, by: keys)
    }

    /// Decrypts the row.
    ///
    /// - Throws: `CaseError.integrityFailure` for one that was changed by hand; `MissingKey`.
    func opened(by keys: Keyring) throws -> OpenedWebhook {
        let json = try? JSON(parsing: Self.column.open(body, row: id, by: keys))
        func moment(_ name: String) -> Timestamp? {
            json?[name]?.string.flatMap { try? Timestamp(parsing: $0) }
        }
        func secret(_ name: String) -> WebhookSecret? {
            json?[name]?.string.flatMap { try? Hex.decode($0) }.map { WebhookSecret(bytes: $0) }
        }
        if json == nil, let missing = keys.missingDataKey(of: body) { throw missing }
        guard json?["organisation"]?.string == organisation,
            let address = json?["address"]?.string
                .flatMap({ try? WebhookAddress(parsing: $0) }),
            let current = secret("secret"), let madeAt = moment("made_at")
        else { throw CaseError.integrityFailure("webhook \(id)") }
        return OpenedWebhook(
            webhook: Webhook(
                id: id,
                organisation: OrganisationCode(organisation),
                address: address,
                madeAt: madeAt,
                formerUntil: moment("former_until"),
                disabledAt: moment("disabled_at")
            ),
            secret: current,
            formerSecret: secret("former_secret")
        )
    }

    static func find(_ id: String, in connection: Connection) throws -> WebhookRow? {
        try connection.first("SELECT \(columns) FROM webhook WHERE id = \(id)") {
            try WebhookRow($0)
        }
    }

    static func all(in connection: Connection) throws -> [WebhookRow] {
        try connection.all("SELECT \(columns) FROM webhook ORDER BY organisation, id") {
            try WebhookRow($0)
        }
    }

    func insert(in connection: Connection) throws {
        try connection.execute(
            """
            INSERT INTO webhook (id, organisation, body)
            VALUES (\(id), \(organisation), \(body))
            """
        )
    }

    /// Replaces the row that was read.
    ///
    /// - Throws: `StoreError.conflict` where it was changed during this time: the transaction runs again.
    func update(replacing former: WebhookRow, in connection: Connection) throws {
        let changed = try connection.execute(
            "UPDATE webhook SET body = \(body) WHERE id = \(id) AND body = \(former.body)"
        )
        guard changed == 1 else { throw StoreError.conflict }
    }

    /// Whether the cipher is under this data key.
    func isUnder(_ key: DataKey) -> Bool { body.starts(with: key.id) }
}
