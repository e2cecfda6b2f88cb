import Registry
import Store
import Testing

@testable import Pages
@testable import Web
@testable import verifyd

/// What a balancer is told.
@Suite struct ReadinessTests {
    @Test func `without a database it is not ready, and that fills no log with errors`()
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
    func `what does not answer in time is not waited for`() async {
        let isDone = await isDone(within: .milliseconds(50)) {
            try await Task.sleep(for: .seconds(86_400))
        }
        #expect(!isDone)
        #expect(await verifyd.isDone(within: .seconds(86_400)) {})
    }
}
