import Accounts
import Registry
import Store
import Testing

@testable import Pages
@testable import Web
@testable import verifyd

struct SealAlarmTests {
    @Test(
        arguments: [
            "scope = 'admin', institution = NULL WHERE institution = '1001'",
            "institution = '1002' WHERE institution = '1001'",
            "expires_at = NULL, seal = hash WHERE institution = '1001'",
        ] as [SQL]
    )
    func `an API key that was edited by hand does not authenticate, and is counted`(
        _ edit: SQL
    ) async throws {
        try await TestApp.with { test in
            let app = test.app
            let key = try #require(test.variables["tehran_key"])
            #expect(try await app.domain.accounts.account(forKey: key, at: app.edge.now()) != nil)
            try await app.domain.registry.database.write { connection in
                _ = try connection.execute("UPDATE api_key SET \(edit)")
            }
            #expect(try await app.domain.accounts.account(forKey: key, at: app.edge.now()) == nil)
            #expect(app.domain.metrics.integrityFailures[] == 1)
        }
    }
}
