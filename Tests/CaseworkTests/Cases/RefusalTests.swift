import Accounts
import Persian
import Store
import TestDatabases
import Testing

@testable import Casework

/// What is refused, and what a kill leaves.
struct RefusalTests {
    private func depositAboutNobody(_ test: TestCases) async throws -> String {
        try await test.staffCartables(of: "deposit")
        let result = try await test.cases.open(
            OpenRequest(
                "deposit",
                moveID: "open",
                by: .person(test.id("head"), session: .staff),
                form: WalkForms.form(of: "deposit", 1),
                at: test.clock.now
            )
        )
        return try #require(result.receipt?.caseID, "\(result)")
    }

    @Test(arguments: TestEngine.allCases)
    func `a refused effect without a branch leaves the case with its party, and reports it again`(
        _ engine: TestEngine
    ) async throws {
        try await TestCases.with(engine) { test in
            let id = try await depositAboutNobody(test)
            let fill: @Sendable (inout MoveInputs) -> Void = {
                ($0.amount, $0.reference) = (Rials(50_000_000_000), "1405-001")
            }
            try await test.move("deposited", of: id, by: "second-fund", "one", fill)
            let refused = try await test.move("deposited", of: id, by: "fund", "two", fill)
            #expect(refused.refusal != nil && refused.step == "deposit")
            let snapshot = try #require(try await test.cases.snapshot(id))
            #expect(snapshot.file.outcome == nil)
            #expect(snapshot.file.waiting == .cartable(.reviewer, "fund"))
            #expect(snapshot.facts == [])
            let again = try await test.attempt("deposited", of: id, by: "fund", "two", fill)
            #expect(again.receipt?.refusal?.fa == refused.refusal?.fa)
            #expect(try await test.faults() == [])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a case in which a step waits for a person whom SAORG does not know is not opened`(
        _ engine: TestEngine
    ) async throws {
        try await TestCases.with(engine) { test in
            let result = try await test.cases.open(
                OpenRequest(
                    "summons",
                    moveID: "open",
                    by: .bulk,
                    form: WalkForms.form(of: "summons", 1),
                    at: test.clock.now
                )
            )
            #expect(result == .refused([.party]))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a kill between the actions of a due time that passed and its record repeats neither`(
        _ engine: TestEngine
    ) async throws {
        try await TestCases.with(engine) { test in
            try await test.staffCartables(of: "permit")
            let id = try await test.openPermit()
            let due = try #require(try await test.cases.snapshot(id)?.file.dueAt)
            test.clock.advance(
                seconds: due.secondsSinceEpoch - test.clock.now.secondsSinceEpoch + 60
            )
            // The move of a worker that was killed afterwards.
            _ = try await test.cases.move(
                MoveRequest(
                    "escalate",
                    of: id,
                    moveID: "\(id)/institution/\(due)/escalate",
                    revision: nil,
                    by: .clock,
                    via: .timer,
                    at: test.clock.now
                )
            )
            for _ in 0..<2 { try await test.cases.work(at: test.clock.now) }
            let snapshot = try #require(try await test.cases.snapshot(id))
            #expect(snapshot.events.count { $0.action == "escalate" } == 1)
            let clock = try await test.database.read { connection in
                try test.cases.clocks.clocks(of: id, in: connection)
                    .first { $0.clock.name == "institution" }?.clock
            }
            #expect(clock?.breachedAt == due)
        }
    }
}
