import Accounts
import Registry
import Store
import Testing

@testable import verifyd

struct SealAlarmTests {
    @Test(
        arguments: [
            "scope = 'admin', institution = NULL WHERE institution = '1001'",
            "institution = '1002' WHERE institution = '1001'",
            "expires_at = NULL, seal = hash WHERE institution = '1001'",
        ] as [SQL]
    )
    func `an API key that was edited by hand is no key, and the metric says so`(
        _ edit: SQL
    ) async throws {
        try await TestHouse.with { test in
            let house = test.house
            let key = try #require(test.variables["tehran_key"])
            #expect(try await house.accounts.account(forKey: key, at: house.now()) != nil)
            try await house.registry.database.write { connection in
                _ = try connection.execute("UPDATE api_key SET \(edit)")
            }
            #expect(try await house.accounts.account(forKey: key, at: house.now()) == nil)
            house.metrics.count { #expect($0.integrityFailures == 1) }
        }
    }
}
