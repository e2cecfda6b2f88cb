import Accounts
import Persian
import Store
import TestDatabases
import Testing

/// How long an API key works, and how its end is announced.
struct APIKeyExpiryTests {
    private static let now = TestEngine.now
    private static let day: Int64 = 86_400

    @Test(arguments: TestEngine.allCases)
    func `a key works for a year when nothing else is requested`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withDatabase { database in
            let accounts = Accounts(database: database, keyring: try TestEngine.keyring())
            let (key, secret) = try await accounts.createKey(
                organisation: "Alborz",
                scope: .verifier,
                at: Self.now
            )
            let end = Self.now.adding(seconds: 365 * Self.day)
            #expect(key.expiresAt == end)
            let last = end.adding(seconds: -1)
            #expect(try await accounts.account(forKey: secret, at: last) != nil)
            #expect(try await accounts.account(forKey: secret, at: end) == nil)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a key has no end only when that is requested`(_ engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            let accounts = Accounts(database: database, keyring: try TestEngine.keyring())
            let (key, secret) = try await accounts.createKey(
                organisation: "Alborz",
                scope: .verifier,
                expires: .endless,
                at: Self.now
            )
            #expect(key.expiresAt == nil)
            let later = Self.now.adding(seconds: 3_650 * Self.day)
            #expect(try await accounts.account(forKey: secret, at: later) != nil)
            #expect(!key.expiresSoon(at: later))
            #expect(try await accounts.expiringKeys(at: later) == 0)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a key that expires within thirty days is reported, and counted, until its end`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withDatabase { database in
            let accounts = Accounts(database: database, keyring: try TestEngine.keyring())
            let end = Self.now.adding(seconds: 90 * Self.day)
            let (key, _) = try await accounts.createKey(
                organisation: "Alborz",
                scope: .verifier,
                expires: .until(end),
                at: Self.now
            )
            for (before, isSoon) in [(31, false), (30, true), (1, true), (0, false)] {
                let then = end.adding(seconds: -Int64(before) * Self.day)
                #expect(key.expiresSoon(at: then) == isSoon, "\(before) days before")
                #expect(try await accounts.expiringKeys(at: then) == (isSoon ? 1 : 0))
            }
            try await accounts.revoke(key.id, at: Self.now)
            let revoked = try await accounts.keys(limit: 1)
            let then = end.adding(seconds: -Self.day)
            #expect(revoked.map { $0.expiresSoon(at: then) } == [false])
            #expect(try await accounts.expiringKeys(at: then) == 0)
        }
    }
}
