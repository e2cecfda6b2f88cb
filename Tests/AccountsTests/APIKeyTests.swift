import Accounts
import Persian
import Store
import TestDatabases
import Testing
import VerifyCore

struct APIKeyTests {
    static let now = TestEngine.now

    @Test(arguments: TestEngine.allCases)
    func `a key opens its organisation's account`(_ engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            let accounts = Accounts(database: database, keyring: try TestEngine.keyring())
            let (key, secret) = try await accounts.createKey(
                organisation: "دانشگاه تهران",
                scope: .institution,
                institution: "1001",
                at: Self.now
            )
            #expect(secret.hasPrefix("sehat_"))
            #expect(secret.utf8.count == 49)
            let account = try #require(try await accounts.account(forKey: secret, at: Self.now))
            #expect(account.id == key.id)
            #expect(account.organisation == "دانشگاه تهران")
            #expect(account.scope == .institution)
            #expect(account.institution == "1001")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a secret is stored nowhere, and no two are the same`(_ engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            let accounts = Accounts(database: database, keyring: try TestEngine.keyring())
            var secrets: Set<String> = []
            for _ in 1...20 {
                let made = try await accounts.createKey(
                    organisation: "Alborz",
                    scope: .verifier,
                    at: Self.now
                )
                secrets.insert(made.secret)
            }
            #expect(secrets.count == 20)
            let hashes = try await database.read { connection in
                try connection.all("SELECT hash FROM api_key") { try $0.blob(0) }
            }
            #expect(Set(hashes) == Set(secrets.map { SHA256.hash(Array($0.utf8)) }))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a wrong key opens nothing`(_ engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            let accounts = Accounts(database: database, keyring: try TestEngine.keyring())
            let (_, secret) = try await accounts.createKey(
                organisation: "Alborz",
                scope: .verifier,
                at: Self.now
            )
            let changed = String(secret.dropLast()) + (secret.hasSuffix("A") ? "B" : "A")
            let wrong = [
                "", "sehat_", changed, secret + "A", String(secret.dropFirst(6)),
                secret.uppercased(),
                " " + secret, String(repeating: "A", count: 100_000),
            ]
            for text in wrong {
                let account = try await accounts.account(forKey: text, at: Self.now)
                #expect(account == nil)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a key ends when it expires, and immediately when it is revoked`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withDatabase { database in
            let accounts = Accounts(database: database, keyring: try TestEngine.keyring())
            let end = Self.now.adding(seconds: 60)
            let (ending, first) = try await accounts.createKey(
                organisation: "Alborz",
                scope: .verifier,
                expires: .until(end),
                at: Self.now
            )
            let (revoked, second) = try await accounts.createKey(
                organisation: "SAORG",
                scope: .admin,
                at: Self.now
            )
            let before = end.adding(seconds: -1)
            #expect(try await accounts.account(forKey: first, at: before) != nil)
            #expect(try await accounts.account(forKey: first, at: end) == nil)
            #expect(try await accounts.account(forKey: second, at: before) != nil)
            try await accounts.revoke(revoked.id, at: before)
            #expect(try await accounts.account(forKey: second, at: before) == nil)
            // Once more changes nothing.
            try await accounts.revoke(revoked.id, at: end)
            let keys = try await accounts.keys(limit: 10)
            #expect(keys.map(\.id) == [ending.id, revoked.id])
            #expect(keys.map(\.revokedAt) == [nil, before])
            #expect(keys.map { $0.isValid(at: before) } == [true, false])
            #expect(try await accounts.keys(after: ending.id, limit: 10).map(\.id) == [revoked.id])
            await #expect(throws: AccountsError.noSuchKey) {
                try await accounts.revoke("17", at: end)
            }
            await #expect(throws: AccountsError.noSuchKey) {
                try await accounts.revoke("x", at: end)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `the last day of use is stored`(_ engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            let accounts = Accounts(database: database, keyring: try TestEngine.keyring())
            let (key, secret) = try await accounts.createKey(
                organisation: "Alborz",
                scope: .verifier,
                at: Self.now
            )
            #expect(key.lastUsed == nil)
            for day in [Int64(0), 0, 1, 5] {
                let then = Self.now.adding(seconds: day * 86_400)
                #expect(try await accounts.account(forKey: secret, at: then) != nil)
                #expect(try await accounts.keys(limit: 1).first?.lastUsed == then.tehranDate)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a text that cannot be a key is refused`(_ engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            let accounts = Accounts(database: database, keyring: try TestEngine.keyring())
            func create(
                _ organisation: String,
                _ scope: Scope,
                _ institution: String?,
                expires: APIKey.Lifetime = .standard
            ) async throws {
                _ = try await accounts.createKey(
                    organisation: organisation,
                    scope: scope,
                    institution: institution,
                    expires: expires,
                    at: Self.now
                )
            }
            for name in [" ", "--", "\u{200C}"] {
                await #expect(throws: AccountsError.organisation) {
                    try await create(name, .verifier, nil)
                }
            }
            await #expect(throws: AccountsError.organisation) {
                try await create(String(repeating: "x", count: 201), .verifier, nil)
            }
            for name in ["Al\0borz", "\u{1B}[2J", "Alborz\u{9F}"] {
                await #expect(throws: AccountsError.organisation) {
                    try await create(name, .verifier, nil)
                }
            }
            await #expect(throws: AccountsError.institution) {
                try await create("Alborz", .institution, nil)
            }
            await #expect(throws: AccountsError.institution) {
                try await create("Alborz", .institution, "1001\0")
            }
            await #expect(throws: AccountsError.institution) {
                try await create("Alborz", .admin, "1001")
            }
            await #expect(throws: AccountsError.expiry) {
                try await create("Alborz", .admin, nil, expires: .until(Self.now))
            }
            let keys = try await accounts.keys(limit: 10)
            #expect(keys.isEmpty)
        }
    }
}
