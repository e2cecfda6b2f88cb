import Accounts
import Persian
import Testing
import VerifyCore

@testable import Pages
@testable import Web
@testable import verifyd

/// The lines of the request log name the API key and the refusal, and never what was sent.
struct RequestLogTests {
    /// Runs requests; returns the members of each line about one.
    private static func lines(_ script: String, of test: TestApp) async throws -> [JSON] {
        var session = try HTTPScript(test)
        try await session.run(script)
        return try test.logged.text.split(separator: "\n")
            .map { try JSON(parsing: Array($0.utf8)) }
            .filter { $0["message"]?.string == "request" }
    }

    @Test func `a line names the API key by its id, and never the key`() async throws {
        try await TestApp.with { test in
            let lines = try await Self.lines(
                """
                > GET /api/v1/degrees/$genuine_id
                > Authorization: Bearer $tehran_key
                < 200
                > GET /api/v1/institutions
                < 200
                """,
                of: test
            )
            let secret = try #require(test.variables["tehran_key"])
            let account = try await test.app.domain.accounts.account(
                forKey: secret,
                at: test.clock.now
            )
            #expect(lines.first?["api_key"]?.string == account?.id)
            #expect(lines.first?["problem"] == nil)
            #expect(lines.last?["api_key"] == nil)
            #expect(!test.logged.text.contains("sehat_"))
        }
    }

    @Test func `a line names the refusal by its word`() async throws {
        try await TestApp.with { test in
            let lines = try await Self.lines(
                """
                > POST /api/v1/degrees
                >> {}
                < 401
                > POST /api/v1/degrees
                > Authorization: Bearer $employer_key
                >> {}
                < 403
                > GET /api/v1/degrees/00000000-0000-4000-8000-000000000000
                > Authorization: Bearer $admin_key
                < 404
                > GET /nowhere
                < 404
                > POST /api/v1/degrees
                > Authorization: Bearer $tehran_key
                > Idempotency-Key: one
                >> {}
                < 422
                > POST /api/v1/degrees
                > Authorization: Bearer $tehran_key
                > Idempotency-Key: one
                >> {}
                < 422
                """,
                of: test
            )
            #expect(
                lines.map { $0["problem"]?.string } == [
                    "unauthenticated", "forbidden", "no_such_degree", "not_found", "validation",
                    "validation",
                ]
            )
        }
    }

    @Test func `a line names a revoked key too`() async throws {
        try await TestApp.with { test in
            let accounts = test.app.domain.accounts
            let secret = try #require(test.variables["tehran_key"])
            let account = try await accounts.account(forKey: secret, at: test.clock.now)
            let id = try #require(account?.id)
            try await accounts.revoke(id, at: test.clock.now)
            let lines = try await Self.lines(
                """
                > GET /api/v1/degrees/$genuine_id
                > Authorization: Bearer $tehran_key
                < 401
                > GET /api/v1/degrees/$genuine_id
                > Authorization: Bearer sehat_unknown
                < 401
                """,
                of: test
            )
            #expect(lines.map { $0["api_key"]?.string } == [id, nil])
            #expect(lines.allSatisfy { $0["problem"]?.string == "unauthenticated" })
        }
    }

    @Test func `a locked code is named by the line of its page too`() async throws {
        try await TestApp.with { test in
            let guess = "> POST /api/v1/verifications\n>> {\"code\": \"$forged\"}\n"
            let page = """
                > POST /en/verification
                > Content-Type: application/x-www-form-urlencoded
                > Origin: https://sehat.example.ir
                >> code=$forged
                < 429
                """
            let lines = try await Self.lines(
                String(repeating: guess, count: 5) + page,
                of: test
            )
            #expect(lines.last?["problem"]?.string == "code_locked")
            #expect(lines.last?["verdict"]?.string == "RATE_LIMITED")
        }
    }
}
