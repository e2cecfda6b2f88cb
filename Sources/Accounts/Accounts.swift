package import Persian
package import Store
package import VerifyCore

/// The organisations that may use the API, by their keys.
///
/// The table is not trusted: a reader learns which organisation has a key, but no key. A writer can neither
/// make a key nor change a key's scope or expiry, because each row is sealed under the keyring.
package struct Accounts: Sendable {
    let database: Database
    let keyring: LiveKeyring
    private let alarm: @Sendable (Keyring.SealVerdict) -> Void

    /// Accounts kept in a database; `alarm` is called for each use of a key whose seal is not intact.
    package init(
        database: Database,
        keyring: LiveKeyring,
        alarm: @escaping @Sendable (Keyring.SealVerdict) -> Void = { _ in }
    ) {
        self.database = database
        self.keyring = keyring
        self.alarm = alarm
    }

    /// The module's tables.
    package static let migrations = [
        apiKeyTable, idempotencyTable, sealedAnswers, heartbeats,
    ]

    private static let apiKeyTable = Migration(
        "accounts",
        1,
        "API keys",
        """
        CREATE TABLE api_key (
            id IDENTITY,
            hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
            organisation TEXT NOT NULL,
            scope TEXT NOT NULL CHECK (scope IN ('institution', 'verifier', 'admin')),
            institution TEXT,
            created_at TEXT NOT NULL,
            expires_at TEXT,
            revoked_at TEXT,
            last_used TEXT,
            seal BLOB NOT NULL,
            CHECK ((scope = 'institution') = (institution IS NOT NULL))
        ) STRICT;
        """
    )
}

extension Accounts {
    /// Makes a key for an organisation and returns it with its secret, which is not stored.
    ///
    /// - Throws: `AccountsError` when an argument is refused or the keyring has no active data key.
    package func createKey(
        organisation: String,
        scope: Scope,
        institution: String? = nil,
        expires: Timestamp? = nil,
        at now: Timestamp
    ) async throws -> (key: APIKey, secret: String) {
        let organisation = Letters.stored(organisation)
        guard !organisation.isEmpty,
            organisation.unicodeScalars.count <= APIKey.organisationLimit,
            !organisation.hasControls
        else { throw AccountsError.organisation }
        guard (scope == .institution) == (institution?.isEmpty == false),
            institution?.hasControls != true
        else { throw AccountsError.institution }
        if let expires, expires <= now { throw AccountsError.expiry }
        guard let secret = APISecret(random: Random.bytes(32)) else {
            throw CryptoError.parameters
        }
        let insert: SQL = """
            INSERT INTO api_key (
                hash, organisation, scope, institution, created_at, expires_at, seal
            )
            VALUES (
                \(secret.hash), \(organisation), \(scope), \(institution),
                \(now.description), \(expires?.description), \([UInt8]())
            )
            RETURNING \(APIKeyRow.columns)
            """
        let key = try await database.write { connection in
            guard let row = try connection.first(insert, { try APIKeyRow($0) }) else {
                throw StoreError.statement("no row was returned")
            }
            return try seal(row, in: connection)
        }
        return (key, secret.text)
    }

    /// Seals a row as it is now.
    private func seal(_ row: APIKeyRow, in connection: Connection) throws -> APIKey {
        let keys = keyring.current
        guard let seal = keys.seal(row.statement) else { throw AccountsError.noActiveKey }
        let sealed = try connection.first(
            """
            UPDATE api_key
            SET revoked_at = \(row.revokedAt), seal = \(seal)
            WHERE id = \(row.id) AND seal = \(row.seal)
            RETURNING \(APIKeyRow.columns)
            """
        ) { try APIKey(APIKeyRow($0), by: keys) }
        guard let sealed else { throw StoreError.conflict }
        return sealed
    }

    private static let byHash = PreparedSQL { (hash: [UInt8]) in
        "SELECT \(APIKeyRow.columns) FROM api_key WHERE hash = \(hash)"
    }

    /// Returns the client that a key belongs to; nil for a key that is unknown, revoked or expired, or whose
    /// row was edited.
    ///
    /// Each call queries the database (one row by its hash, some microseconds), so that a revocation counts
    /// from the next request on. The first use of a day is stored.
    ///
    /// - Throws: `MissingKey` when the row is sealed by a data key that only another machine has.
    package func account(
        forKey secret: String,
        at now: Timestamp
    ) async throws -> Account? {
        guard let hash = APISecret(parsing: secret)?.hash else { return nil }
        let keys = keyring.current
        let row = Self.byHash(hash)
        let key = try await database.lookUp(ahead: [row]) { connection in
            try connection.first(row) { try APIKey(APIKeyRow($0), by: keys) }
        }
        guard let key else { return nil }
        if case .undecided(let missing) = key.seal { throw missing }
        if key.seal != .intact { alarm(key.seal) }
        guard key.isValid(at: now) else { return nil }
        if key.lastUsed != now.tehranDate { await store(key, usedOn: now.tehranDate) }
        return key.account
    }

    /// Stores the day of use; a failure must not fail the request, since reading works on a full disk too.
    private func store(_ key: APIKey, usedOn day: CivilDate) async {
        let update: SQL = """
            UPDATE api_key
            SET last_used = \(day.description)
            WHERE id = \(Int64(key.id))
            """
        _ = try? await database.write { try $0.execute(update) }
    }

    /// Returns at most `limit` keys, oldest first, beginning with the one after `id`.
    package func keys(after id: String? = nil, limit: Int) async throws -> [APIKey] {
        let after = id.flatMap { Int64($0) } ?? .min
        let page: SQL = """
            SELECT \(APIKeyRow.columns)
            FROM api_key
            WHERE id > \(after)
            ORDER BY id
            LIMIT \(limit)
            """
        let keys = keyring.current
        return try await database.read { try $0.all(page) { try APIKey(APIKeyRow($0), by: keys) } }
    }

    /// Revokes a key; a key that is revoked already keeps its first date.
    ///
    /// A row that was edited by hand, or that is sealed by a key that is not in the keyring, is revoked and
    /// sealed as it is, since a revoked key permits nothing.
    ///
    /// - Throws: `AccountsError.noSuchKey`.
    package func revoke(_ id: String, at now: Timestamp) async throws {
        guard let number = Int64(id) else { throw AccountsError.noSuchKey }
        let keys = keyring.current
        try await database.write { connection in
            let found = try connection.first(
                "SELECT \(APIKeyRow.columns) FROM api_key WHERE id = \(number)"
            ) { try APIKeyRow($0) }
            guard var row = found else { throw AccountsError.noSuchKey }
            let isIntact = keys.verdict(on: row.statement, sealed: row.seal) == .intact
            if isIntact, row.revokedAt != nil { return }
            row.revokedAt = now.description
            _ = try seal(row, in: connection)
            try requireKept(row, in: connection)
        }
    }

    /// Reads a changed row again, at the end of the transaction: a trigger or a rule of the database could have undone the
    /// change.
    ///
    /// - Throws: `StoreError.notKept`.
    private func requireKept(_ row: APIKeyRow, in connection: Connection) throws {
        try connection.runDeferredTriggers()
        let kept = try connection.first(
            "SELECT \(APIKeyRow.columns) FROM api_key WHERE id = \(row.id)"
        ) { try APIKeyRow($0) }
        guard let kept, kept.statement.bytes == row.statement.bytes,
            keyring.current.verdict(on: kept.statement, sealed: kept.seal) == .intact
        else { throw StoreError.notKept }
    }
}

extension String {
    /// Whether it contains control characters, which could control a terminal.
    fileprivate var hasControls: Bool {
        unicodeScalars.contains { $0.properties.generalCategory == .control }
    }
}
