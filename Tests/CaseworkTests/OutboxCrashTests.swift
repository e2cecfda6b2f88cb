import Accounts
import Casework
import Store
import TestDatabases
import Testing

/// What a kill leaves, at each point of an attempt: at most two messages and never zero.
@Suite struct OutboxCrashTests {
    /// Claims a message as a daemon does that is killed before it stores the result.
    private func dieAfterClaim(
        _ test: TestOutbox,
        calling sender: ScriptedSender?
    ) async throws -> Task<Void, any Error> {
        let dead = ScriptedSender("s") {
            if let sender {
                _ = await sender.send(ProviderRequest(provider: "s", operation: "", body: "dead"))
            }
            try? await Task.sleep(for: .seconds(600))
        }
        // The task is abandoned while the call runs, as a process that is gone abandons it.
        let task = Task { _ = try await test.worker(dead, name: "dead").sendAll() }
        for _ in 1...500 where dead.requests.all.isEmpty {
            try await Task.sleep(for: .milliseconds(10))
        }
        #expect(try await test.states().contains(.sending))
        return task
    }

    @Test(arguments: TestEngine.allCases)
    func `a kill between the call and the commit gives a notice twice, never three times`(
        _ engine: TestEngine
    ) async throws {
        try await TestOutbox.with(engine) { test in
            try await test.enqueue(.notice())
            let sender = ScriptedSender("s")
            let dead = try await dieAfterClaim(test, calling: sender)
            defer { dead.cancel() }
            for _ in 1...120 {
                _ = try await test.worker(sender, name: "next").sendAll()
                test.clock.advance(seconds: 30)
            }
            #expect(sender.requests.all.count == 2)
            #expect(try await test.states() == [.sent])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a kill between the claim and the call still gives the notice`(
        _ engine: TestEngine
    ) async throws {
        try await TestOutbox.with(engine) { test in
            try await test.enqueue(.notice())
            let sender = ScriptedSender("s")
            let dead = try await dieAfterClaim(test, calling: nil)
            defer { dead.cancel() }
            for _ in 1...120 {
                _ = try await test.worker(sender, name: "next").sendAll()
                test.clock.advance(seconds: 30)
            }
            #expect(sender.requests.all.count == 1)
            #expect(try await test.states() == [.sent])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a kill gives a code at most once`(_ engine: TestEngine) async throws {
        try await TestOutbox.with(engine) { test in
            try await test.enqueue(.code())
            let sender = ScriptedSender("s")
            let dead = try await dieAfterClaim(test, calling: sender)
            defer { dead.cancel() }
            for _ in 1...120 {
                _ = try await test.worker(sender, name: "next").sendAll()
                test.clock.advance(seconds: 30)
            }
            #expect(sender.requests.all.count == 1)
            #expect(try await test.states() == [.unknown])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a worker that is slower than its lease still notes what it knows`(
        _ engine: TestEngine
    ) async throws {
        try await TestOutbox.with(engine) { test in
            try await test.enqueue(.notice())
            let other = ScriptedSender("s")
            let slow = ScriptedSender("s") {
                test.clock.advance(seconds: 61)
                _ = try? await test.worker(other, name: "other").sendAll()
            }
            _ = try await test.worker(slow, name: "slow").sendAll()
            #expect(try await test.states() == [.sent])
            #expect(slow.requests.all.count + other.requests.all.count == 1)
        }
    }
}
