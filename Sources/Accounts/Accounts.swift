package import Persian
package import Store
import VerifyCore

/// The organisations that may use the API, by their keys.
///
/// The table is not trusted with secrets: whoever reads it learns who has a key, and no key. Whoever can
/// write it can give himself one; such keys act through the register's own checks only.
package struct Accounts: Sendable {
    private let database: Database

    /// Accounts kept in a database.
    package init(database: Database) {
        self.database = database
    }

    /// The room's tables.
    package static let migrations = [apiKeyTable, idempotencyTable]

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
            CHECK ((scope = 'institution') = (institution IS NOT NULL))
        ) STRICT;
        """
    )
}

extension Accounts {
    /// Makes a key for an organisation; the secret is here, and nowhere ever again.
    package func createKey(
        organisation: String,
        scope: Scope,
        institution: String? = nil,
        expires: Timestamp? = nil,
        at now: Timestamp
    ) async throws -> (key: APIKey, secret: String) {
        let organisation = Letters.stored(organisation)
        guard !organisation.isEmpty,
            organisation.unicodeScalars.count <= APIKey.organisationLimit
        else { throw AccountsError.organisation }
        guard (scope == .institution) == (institution?.isEmpty == false) else {
            throw AccountsError.institution
        }
        if let expires, expires <= now { throw AccountsError.expiry }
        guard let secret = APISecret(random: Random.bytes(32)) else {
            throw CryptoError.parameters
        }
        let hash = secret.hash
        let insert: SQL = """
            INSERT INTO api_key (hash, organisation, scope, institution, created_at, expires_at)
            VALUES (
                \(hash), \(organisation), \(scope), \(institution),
                \(now.description), \(expires?.description)
            )
            RETURNING \(APIKey.columns)
            """
        let key = try await database.write { try $0.first(insert) { try APIKey($0) } }
        guard let key else { throw StoreError.statement("no row was returned") }
        return (key, secret.text)
    }

    private static let byHash = PreparedSQL(
        """
        SELECT id, organisation, scope, institution, created_at, expires_at, revoked_at, last_used
        FROM api_key
        WHERE hash = ?
        """
    )

    /// Whose key this is; nil for a key that is unknown, revoked or expired.
    ///
    /// Each call asks the database (one row by its hash, some microseconds), so a revocation counts from
    /// the next request on. The first use of a day is noted.
    package func account(
        forKey secret: String,
        at now: Timestamp
    ) async throws -> Account? {
        guard let hash = APISecret(parsing: secret)?.hash else { return nil }
        let key = try await database.glance { connection in
            try connection.first(Self.byHash, [.blob(hash)]) { try APIKey($0) }
        }
        guard let key, key.isValid(at: now) else { return nil }
        if key.lastUsed != now.tehranDate { await note(key, usedOn: now.tehranDate) }
        return key.account
    }

    /// Notes the day of use, which must not fail a request: a full disk leaves reading possible.
    private func note(_ key: APIKey, usedOn day: CivilDate) async {
        let update: SQL = """
            UPDATE api_key
            SET last_used = \(day.description)
            WHERE id = \(Int64(key.id))
            """
        _ = try? await database.write { try $0.execute(update) }
    }

    /// The keys, oldest first, from the one after `id` on; at most `limit`.
    package func keys(after id: String? = nil, limit: Int) async throws -> [APIKey] {
        let after = id.flatMap { Int64($0) } ?? 0
        let page: SQL = """
            SELECT \(APIKey.columns)
            FROM api_key
            WHERE id > \(after)
            ORDER BY id
            LIMIT \(limit)
            """
        return try await database.read { try $0.all(page) { try APIKey($0) } }
    }

    /// Refuses a key from now on; one that is revoked already stays so, with its first date.
    package func revoke(_ id: String, at now: Timestamp) async throws {
        guard let number = Int64(id) else { throw AccountsError.noSuchKey }
        let update: SQL = """
            UPDATE api_key
            SET revoked_at = coalesce(revoked_at, \(now.description))
            WHERE id = \(number)
            """
        let changed = try await database.write { try $0.execute(update) }
        guard changed == 1 else { throw AccountsError.noSuchKey }
    }
}
