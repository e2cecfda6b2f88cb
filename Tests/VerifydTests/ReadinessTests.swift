import Registry
import Store
import Testing

@testable import Pages
@testable import Web
@testable import verifyd

/// `/readyz`, for load balancers.
@Suite struct ReadinessTests {
    @Test func `without a database the daemon is not ready, and logs no error for that`()
        async throws
    {
        try await TestApp.with { test in
            var script = try HTTPScript(test)
            try await script.run("> GET /readyz\n< 200")
            test.app.domain.registry.database.close()
            try await script.run(
                """
                > GET /readyz
                < 503
                < Retry-After: 5
                << code = unavailable
                > GET /healthz
                < 200
                """
            )
            #expect(!test.logged.text.contains(#""level":"error""#))
        }
    }

    @Test(.timeLimit(.minutes(2)))
    func `work that takes longer than the limit is not awaited`() async {
        let isDone = await isDone(within: .milliseconds(50)) {
            try await Task.sleep(for: .seconds(86_400))
        }
        #expect(!isDone)
        #expect(await verifyd.isDone(within: .seconds(86_400)) {})
    }
}
