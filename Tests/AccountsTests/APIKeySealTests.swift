import Accounts
import Persian
import Store
import Synchronization
import TestDatabases
import Testing
import VerifyCore

/// An attacker who can write the table and has no keys: no row of his is accepted.
struct APIKeySealTests {
    private static let now = TestEngine.now

    /// Records the alarms.
    private final class Alarms: Sendable {
        let verdicts = Mutex<[Keyring.SealVerdict]>([])
    }

    /// Each column that decides something, set to something else that the schema allows.
    private static let edits: [SQL] = [
        "id = 77", "organisation = 'Others'", "organisation_id = 2", "organisation_id = NULL",
        "scope = 'admin', institution = NULL",
        "scope = 'verifier', institution = NULL", "institution = '1002'",
        "created_at = '2020-01-01T00:00:00Z'", "expires_at = NULL",
        "expires_at = '2099-01-01T00:00:00Z'", "expires_at = 'never'",
        "revoked_at = '2020-01-01T00:00:00Z'",
        "seal = (SELECT CAST(substr(seal, 1, 4) || hash AS BLOB) FROM api_key WHERE id = 1)",
        "seal = \([] as [UInt8])",
        "seal = substr(seal, 1, 35)", "seal = (SELECT seal FROM api_key WHERE id = 2)",
    ]

    @Test(arguments: TestEngine.allCases)
    func `a key with any column edited opens nothing, and raises the alarm`(
        _ engine: TestEngine
    ) async throws {
        for edit in Self.edits {
            try await engine.withDatabase { database in
                let alarms = Alarms()
                let accounts = Accounts(
                    database: database,
                    keyring: try TestEngine.keyring(),
                    alarm: { verdict in alarms.verdicts.withLock { $0.append(verdict) } }
                )
                let (_, secret) = try await accounts.createKey(
                    organisation: "University of Tehran",
                    scope: .institution,
                    institution: "1001",
                    expires: .until(Self.now.adding(seconds: 60)),
                    at: Self.now
                )
                _ = try await accounts.createKey(
                    organisation: "SAORG",
                    scope: .admin,
                    at: Self.now
                )
                #expect(try await accounts.account(forKey: secret, at: Self.now) != nil)
                try await database.write { connection in
                    _ = try connection.execute("UPDATE api_key SET \(edit) WHERE id = 1")
                }
                #expect(try await accounts.account(forKey: secret, at: Self.now) == nil)
                #expect(alarms.verdicts.withLock { $0 } == [.broken])
                var problems: [String] = []
                try await accounts.check { problems.append($0) }
                #expect(problems.count == 1)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a key that an attacker inserted opens nothing`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withDatabase { database in
            let accounts = Accounts(database: database, keyring: try TestEngine.keyring())
            let (_, genuine) = try await accounts.createKey(
                organisation: "SAORG",
                scope: .admin,
                at: Self.now
            )
            let own = "sehat_" + Base64URL.encode([UInt8](repeating: 1, count: 32))
            let hash = SHA256.hash(Array(own.utf8))
            try await database.write { connection in
                // With the seal of the genuine key, and at its number.
                try connection.execute(
                    """
                    INSERT INTO api_key (hash, organisation, organisation_id, scope, created_at, expires_at, seal)
                    SELECT \(hash), organisation, organisation_id, scope, created_at, expires_at, seal
                    FROM api_key WHERE id = 1
                    """
                )
            }
            #expect(try await accounts.account(forKey: own, at: Self.now) == nil)
            try await database.write { connection in
                try connection.execute("DELETE FROM api_key WHERE id = 1")
                try connection.execute("UPDATE api_key SET id = 1")
            }
            #expect(try await accounts.account(forKey: own, at: Self.now) == nil)
            try await database.write { connection in
                _ = try connection.execute(
                    "UPDATE api_key SET hash = \(SHA256.hash(Array(genuine.utf8)))"
                )
            }
            // The row as it was sealed.
            #expect(try await accounts.account(forKey: genuine, at: Self.now) != nil)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a revocation that is taken back by hand opens nothing`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withDatabase { database in
            let accounts = Accounts(database: database, keyring: try TestEngine.keyring())
            let (key, secret) = try await accounts.createKey(
                organisation: "SAORG",
                scope: .admin,
                at: Self.now
            )
            try await accounts.revoke(key.id, at: Self.now)
            try await database.write { connection in
                _ = try connection.execute("UPDATE api_key SET revoked_at = NULL")
            }
            #expect(try await accounts.account(forKey: secret, at: Self.now) == nil)
            #expect(try await accounts.keys(limit: 1).first?.seal == .broken)
            // The administrator revokes the row as it is; after that it is no longer a problem.
            try await accounts.revoke(key.id, at: Self.now)
            #expect(try await accounts.keys(limit: 1).first?.seal == .intact)
            #expect(try await accounts.account(forKey: secret, at: Self.now) == nil)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `keys outlive a rotation, and end with a compromised data key`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withDatabase { database in
            let keyring = try TestEngine.keyring()
            let first = keyring.current
            let accounts = Accounts(database: database, keyring: keyring)
            let (_, secret) = try await accounts.createKey(
                organisation: "SAORG",
                scope: .admin,
                at: Self.now
            )
            let kek = try TestEngine.kek()
            keyring.replace(with: try first.rotating(.data, kek: kek, at: Self.now))
            #expect(try await accounts.account(forKey: secret, at: Self.now) != nil)
            let former = try #require(first.active(.data)).id
            keyring.replace(
                with: try keyring.current.compromising(
                    former,
                    since: Self.now,
                    kek: kek,
                    at: Self.now
                )
            )
            #expect(try await accounts.account(forKey: secret, at: Self.now) == nil)
            var problems: [String] = []
            try await accounts.check { problems.append($0) }
            #expect(
                problems == ["a data key is compromised; API keys that it sealed: 1"]
            )
        }
    }

    @Test(arguments: TestEngine.allCases)
    func
        `a machine without the newest data key reports no API key as forged, and names the data key`(
            _ engine: TestEngine
        ) async throws
    {
        try await engine.withDatabase { database in
            let keyring = try TestEngine.keyring()
            let before = keyring.current
            let alarms = Alarms()
            let ahead = Accounts(database: database, keyring: keyring)
            let behind = Accounts(
                database: database,
                keyring: LiveKeyring(before),
                alarm: { verdict in alarms.verdicts.withLock { $0.append(verdict) } }
            )
            keyring.replace(with: try before.rotating(.data, kek: TestEngine.kek(), at: Self.now))
            let newest = try #require(keyring.current.active(.data)).id
            let (key, secret) = try await ahead.createKey(
                organisation: "SAORG",
                scope: .admin,
                at: Self.now
            )
            await #expect(throws: MissingKey(purpose: .data, id: newest)) {
                try await behind.account(forKey: secret, at: Self.now)
            }
            #expect(alarms.verdicts.withLock { $0 } == [])
            var problems: [String] = []
            try await behind.check { problems.append($0) }
            #expect(problems == ["API key 1: its data key \(newest) is not in the keyring"])
            // A client without the key itself does not learn this.
            let other = "sehat_" + Base64URL.encode([UInt8](repeating: 1, count: 32))
            #expect(try await behind.account(forKey: other, at: Self.now) == nil)
            // A wrong seal with the name of a present data key is not accepted either.
            let known = try #require(before.active(.data)).id
            let forged = try Hex.decode(known) + [UInt8](repeating: 0, count: 32)
            try await database.write { connection in
                _ = try connection.execute("UPDATE api_key SET seal = \(forged)")
            }
            #expect(try await behind.account(forKey: secret, at: Self.now) == nil)
            #expect(alarms.verdicts.withLock { $0 } == [.broken])
            // A machine without the newest data key can still revoke.
            try await behind.revoke(key.id, at: Self.now)
            #expect(try await ahead.account(forKey: secret, at: Self.now) == nil)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `without a data key no API key is made`(_ engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            let accounts = Accounts(database: database, keyring: LiveKeyring(Keyring()))
            await #expect(throws: AccountsError.noActiveKey) {
                try await accounts.createKey(organisation: "SAORG", scope: .admin, at: Self.now)
            }
            let keys = try await accounts.keys(limit: 1)
            #expect(keys.isEmpty)
        }
    }
}
