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
    ///
    /// Those of people come first: roles refer to persons.
    package static let migrations =
        [
            apiKeyTable, idempotencyTable, sealedAnswers, heartbeats, organisationColumn,
            grantColumn, caseScopeColumn, proposesColumn, auditTable,
        ] + People.migrations + SignIn.migrations + rolesTables

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

    /// NULL in rows of an earlier version, whose seals do not cover an organisation.
    private static let organisationColumn = Migration(
        "accounts",
        5,
        "an organisation is an id",
        "ALTER TABLE api_key ADD COLUMN organisation_id BIGINT;"
    )

    /// NULL in keys that belong to no role of a person.
    private static let grantColumn = Migration(
        "accounts",
        6,
        "a key ends with the role under which it was made",
        """
        ALTER TABLE api_key ADD COLUMN role_grant TEXT;

        CREATE INDEX api_key_grant ON api_key (role_grant) WHERE role_grant IS NOT NULL;
        """
    )

    /// NULL in keys that permit nothing on cases, whose seals do not cover it.
    private static let caseScopeColumn = Migration(
        "accounts",
        7,
        "a key of an institution can read cases and files",
        "ALTER TABLE api_key ADD COLUMN case_scope TEXT CHECK (case_scope IN ('read', 'files'));"
    )

    /// NULL in keys that propose nothing, whose seals do not cover it.
    private static let proposesColumn = Migration(
        "api-keys",
        1,
        "a key of an institution can propose",
        "ALTER TABLE api_key ADD COLUMN proposes INTEGER CHECK (proposes = 1);"
    )
}

extension Accounts {
    private static let byHash = PreparedSQL { (hash: [UInt8]) in
        "SELECT \(APIKeyRow.columns) FROM api_key WHERE hash = \(hash)"
    }

    /// Returns the client that a key belongs to; nil for a key that is unknown or refused, as `identify`.
    package func account(
        forKey secret: String,
        at now: Timestamp
    ) async throws -> Account? {
        try await identify(secret, at: now)?.account
    }

    /// Returns the id of a key and the client that it belongs to; nil for an unknown key.
    ///
    /// The client is nil for a key that is revoked or expired, or whose row was edited.
    ///
    /// Each call queries the database (one row by its hash, some microseconds), so that a revocation counts
    /// from the next request on. The first use of a day is stored.
    ///
    /// - Throws: `MissingKey` when the row is sealed by a data key that only another machine has.
    package func identify(
        _ secret: String,
        at now: Timestamp
    ) async throws -> (keyID: String, account: Account?)? {
        guard let hash = APISecret(parsing: secret)?.hash else { return nil }
        let keys = keyring.current
        let row = Self.byHash(hash)
        let key = try await database.lookUp(ahead: [row]) { connection in
            try connection.first(row) { try APIKey(APIKeyRow($0), by: keys) }
        }
        guard let key else { return nil }
        if case .undecided(let missing) = key.seal { throw missing }
        if key.seal != .intact { alarm(key.seal) }
        guard key.isValid(at: now) else { return (key.id, nil) }
        if key.lastUsed != now.tehranDate { await store(key, usedOn: now.tehranDate) }
        return (key.id, key.account)
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

    /// Returns how many keys that are not revoked expire within `APIKey.warningDays`.
    package func expiringKeys(at now: Timestamp) async throws -> Int {
        let end = now.adding(seconds: APIKey.warningDays * 86_400)
        let count: SQL = """
            SELECT count(*)
            FROM api_key
            WHERE revoked_at IS NULL
                AND expires_at > \(now.description) AND expires_at <= \(end.description)
            """
        return try await database.read { Int(try $0.first(count) { try $0.int(0) } ?? 0) }
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
