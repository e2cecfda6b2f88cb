import Accounts
import Casework
import Store
import TestDatabases
import Testing

/// The budgets of text messages, of all daemons together (casework §10, P6).
@Suite struct BudgetTests {
    @Test(arguments: TestEngine.allCases)
    func `registrations stop at their budget and sign-ins continue`(
        _ engine: TestEngine
    ) async throws {
        try await TestOutbox.with(engine) { test in
            for number in 1...12 {
                try await test.enqueue(.code(number, template: "claim-code"))
                try await test.enqueue(.code(100 + number))
            }
            let sender = ScriptedSender()
            let budgets: [MessageBudget: Int] = [.registrations: 5, .others: 8]
            for name in ["a", "b"] {
                _ = try await test.worker(sender, budgets: budgets, name: name).sendAll()
            }
            let entries = try await test.outbox.entries(limit: 100)
            let sent = entries.filter { $0.state == .sent }.map(\.template)
            #expect(sent.count { $0 == "claim-code" } == 5)
            #expect(sent.count { $0 == "sign-in-code" } == 12)
            #expect(entries.count { $0.state == .dropped } == 7)
            #expect(test.notices.all.contains(.budget(.registrations)))
            #expect(test.notices.all.contains(.budget(.others)))
            let counts = try await test.outbox.counts(at: test.clock.now)
            #expect(counts.used == [.registrations: 5, .others: 12])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `the next hour has a new budget`(_ engine: TestEngine) async throws {
        try await TestOutbox.with(engine) { test in
            let sender = ScriptedSender()
            for number in 1...3 {
                try await test.enqueue(.code(number, template: "claim-code"))
                _ = try await test.worker(sender, budgets: [.registrations: 1]).sendAll()
                if number == 2 { test.clock.advance(seconds: 3_600) }
            }
            #expect(sender.requests.all.count == 2)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an e-mail costs nothing of a budget`(_ engine: TestEngine) async throws {
        try await TestOutbox.with(engine) { test in
            for number in 1...3 { try await test.enqueue(.notice(number)) }
            let budgets: [MessageBudget: Int] = [.registrations: 0, .others: 0]
            _ = try await test.worker(ScriptedSender(), budgets: budgets).sendAll()
            #expect(try await test.states() == [.sent, .sent, .sent])
        }
    }
}
