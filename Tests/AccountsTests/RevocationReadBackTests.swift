import Accounts
import Persian
import Store
import Synchronization
import TestDatabases
import Testing

/// The revocation of an API key is acknowledged only when the database shows it.
struct RevocationReadBackTests {
    @Test(arguments: TestEngine.allCases)
    func `a revocation that is undone in its transaction is not acknowledged`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withPlace { place in
            let undoes = Atomic(false)
            let database = try Database.intercepted(at: place.location) { _, text in
                guard undoes.load(ordering: .relaxed), text.hasPrefix("UPDATE api_key") else {
                    return nil
                }
                return .after(
                    "UPDATE api_key SET revoked_at = NULL, seal = (SELECT seal FROM kept);"
                )
            }
            defer { database.close() }
            try await database.migrate(Accounts.migrations)
            let accounts = Accounts(database: database, keyring: try TestEngine.keyring())
            let (key, secret) = try await accounts.createKey(
                organisation: "Alborz",
                scope: .verifier,
                at: TestEngine.now
            )
            try place.edit("CREATE TABLE kept AS SELECT * FROM api_key;")
            undoes.store(true, ordering: .relaxed)
            await #expect(throws: StoreError.notKept) {
                try await accounts.revoke(key.id, at: TestEngine.now)
            }
            undoes.store(false, ordering: .relaxed)
            #expect(try await accounts.account(forKey: secret, at: TestEngine.now) != nil)
            try await accounts.revoke(key.id, at: TestEngine.now)
            #expect(try await accounts.account(forKey: secret, at: TestEngine.now) == nil)
        }
    }
}
