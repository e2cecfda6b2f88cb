package import Persian
package import Store
package import VerifyCore

/// The receivers to which the feed of an organisation is sent (docs/webhooks.md); an operator makes and ends them.
package struct Webhooks: Sendable {
    let database: Database
    let keyring: LiveKeyring

    /// The receivers of a database, encrypted under a data key.
    package init(database: Database, keyring: LiveKeyring) {
        self.database = database
        self.keyring = keyring
    }

    /// The most receivers of an organisation.
    package static let mostOfOrganisation = 5
    /// How long the former secret still signs after a rotation, in seconds, when nothing else is requested.
    package static let overlap: Int64 = 86_400

    /// Why a receiver was not made or changed.
    package enum Refusal: Error, Equatable, Sendable {
        /// No receiver has the id.
        case unknown
        /// The organisation has as many as it may have.
        case tooMany
        /// The organisation has one with this address.
        case known(id: String)
    }

    /// Makes a receiver, which gets the changes from now on; returns it with its secret, which is shown once.
    ///
    /// - Throws: `Refusal`; `CaseError.noActiveKey`; `MissingKey`; `StoreError`.
    package func add(
        _ address: WebhookAddress,
        of organisation: OrganisationCode,
        at now: Timestamp
    ) async throws -> (webhook: Webhook, secret: WebhookSecret) {
        let keys = keyring.current
        let opened = OpenedWebhook(
            webhook: Webhook(
                id: CaseID.make(),
                organisation: organisation,
                address: address,
                madeAt: now
            ),
            secret: .make()
        )
        let row = try WebhookRow(opened, by: keys)
        try await database.write { connection in
            let others = try WebhookRow.all(in: connection)
                .filter { $0.organisation == organisation.text }
            for other in others where try other.opened(by: keys).webhook.address == address {
                throw Refusal.known(id: other.id)
            }
            guard others.count < Self.mostOfOrganisation else { throw Refusal.tooMany }
            try row.insert(in: connection)
            try WebhookProgress(after: Feed.lastNumber(in: connection), at: now)
                .insert(of: row.id, in: connection)
        }
        return (opened.webhook, opened.secret)
    }

    /// Returns every receiver with its progress; nil in the place of one whose row was changed by hand.
    package func list() async throws -> [(id: String, webhook: Webhook?, progress: WebhookProgress)]
    {
        let keys = keyring.current
        return try await database.read { connection in
            try WebhookRow.all(in: connection).compactMap { row in
                guard let progress = try WebhookProgress.find(row.id, in: connection) else {
                    return nil
                }
                return (row.id, try? row.opened(by: keys).webhook, progress)
            }
        }
    }

    /// Gives a receiver a new secret; the former one signs too until a moment.
    ///
    /// Returns the new one, which is shown once.
    ///
    /// - Throws: `Refusal.unknown`; `CaseError`; `MissingKey`; `StoreError`.
    package func rotate(
        _ id: String,
        formerUntil end: Timestamp,
        at now: Timestamp
    ) async throws -> WebhookSecret {
        let secret = WebhookSecret.make()
        try await change(id) { opened in
            opened.formerSecret = end > now ? opened.secret : nil
            opened.webhook.formerUntil = end > now ? end : nil
            opened.secret = secret
        }
        return secret
    }

    /// Removes a receiver permanently.
    ///
    /// - Throws: `Refusal.unknown`.
    package func remove(_ id: String) async throws {
        try await database.write { connection in
            try connection.execute("DELETE FROM webhook_progress WHERE webhook = \(id)")
            guard try connection.execute("DELETE FROM webhook WHERE id = \(id)") == 1 else {
                throw Refusal.unknown
            }
        }
    }

    /// Lets a disabled receiver continue where it was; returns whether changes after that place were deleted since.
    ///
    /// - Throws: `Refusal.unknown`; `CaseError`; `MissingKey`; `StoreError`.
    package func enable(_ id: String, at now: Timestamp) async throws -> Bool {
        try await change(id) { $0.webhook.disabledAt = nil }
        return try await database.write { connection in
            guard let former = try WebhookProgress.find(id, in: connection) else {
                throw Refusal.unknown
            }
            let pruned = try Feed.prunedNumber(in: connection)
            var progress = WebhookProgress(after: max(former.position, pruned), at: now)
            (progress.lastResult, progress.lastAt) = (former.lastResult, former.lastAt)
            guard try progress.update(replacing: former, of: id, in: connection) else {
                throw StoreError.conflict
            }
            return former.position < pruned
        }
    }

    /// Lets a daemon send a test message to a receiver, which `list` shows the result of.
    ///
    /// - Throws: `Refusal.unknown`; `StoreError`.
    package func requestTest(of id: String, at now: Timestamp) async throws {
        try await database.write { connection in
            let test = "test-" + Hex.encode(Random.bytes(8))
            let changed = try connection.execute(
                """
                UPDATE webhook_progress
                SET test = \(test), next_at = \(now.description)
                WHERE webhook = \(id)
                """
            )
            guard changed == 1 else { throw Refusal.unknown }
        }
    }

    /// Changes the encrypted part of a row.
    private func change(
        _ id: String,
        _ body: @escaping @Sendable (inout OpenedWebhook) -> Void
    ) async throws {
        let keys = keyring.current
        try await database.write { connection in
            guard let row = try WebhookRow.find(id, in: connection) else { throw Refusal.unknown }
            var opened = try row.opened(by: keys)
            body(&opened)
            try WebhookRow(opened, by: keys).update(replacing: row, in: connection)
        }
    }
}

extension Webhooks.Refusal: CustomStringConvertible {
    /// What is wrong, as one clause.
    package var description: String {
        switch self {
        case .unknown: "no webhook has this id"
        case .tooMany:
            "the organisation has \(Webhooks.mostOfOrganisation) webhooks, as many as it may"
        case .known(let id): "the organisation has a webhook with this address: \(id)"
        }
    }
}
