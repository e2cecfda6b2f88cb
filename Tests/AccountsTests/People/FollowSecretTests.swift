import Accounts
import Persian
import Store
import TestDatabases
import Testing

/// Following a case without an account: flow 12 of casework §10.
@Suite struct FollowSecretTests {
    private static let now = TestPeople.now

    @Test(arguments: TestEngine.allCases)
    func `sixteen digits open a case, typed with Persian digits and without spaces too`(
        _ engine: TestEngine
    ) async throws {
        try await TestPeople.with(engine) { test in
            let secret = try await test.signIn.newFollowSecret()
            #expect(secret.text.count == 19)
            for typed in [secret.text, Digits.persian(secret.text.replacing(" ", with: ""))] {
                let outcome = try await test.signIn.check(
                    followSecret: typed,
                    tracking: "4821390724",
                    stored: secret.stored,
                    from: "192.0.2.1",
                    at: Self.now
                )
                #expect(outcome == .right)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `five wrong attempts delay a network, for existing and other numbers alike`(
        _ engine: TestEngine
    ) async throws {
        try await TestPeople.with(engine) { test in
            let secret = try await test.signIn.newFollowSecret()
            let cases: [(String, StoredFollowSecret?)] = [
                ("4821390724", secret.stored), ("0000000195", nil),
            ]
            for (tracking, stored) in cases {
                func attempt(_ typed: String, _ network: String) async throws -> FollowOutcome {
                    try await test.signIn.check(
                        followSecret: typed,
                        tracking: tracking,
                        stored: stored,
                        from: network,
                        at: Self.now
                    )
                }
                for _ in 1...5 {
                    #expect(try await attempt("0000 0000 0000 0000", "attacker") == .wrong)
                }
                let sixth = try await attempt(secret.text, "attacker")
                #expect(sixth == .delayed(seconds: 3_600))
                let elsewhere = try await attempt(secret.text, "owner")
                #expect(elsewhere == (stored == nil ? .wrong : .right))
            }
        }
    }
}
