import Accounts
import Persian
import Store
import TestDatabases
import Testing

@testable import Casework

/// Moves that are tried and not done.
@Suite struct TrialTests {
    private static func request(
        _ action: ActionName,
        _ id: String,
        by person: String,
        _ test: TestCases
    ) -> MoveRequest {
        var inputs = MoveInputs()
        inputs.decisions = [TypedDecision("/scan", isAccepted: true)]
        return MoveRequest(
            action,
            of: id,
            moveID: "trial",
            revision: nil,
            by: .person(test.id(person), provedAt: test.clock.now, session: .staff),
            inputs: inputs,
            at: test.clock.now
        )
    }

    /// Every row of the tables that a move writes, as text.
    private static func rows(_ test: TestCases) async throws -> [String] {
        try await test.database.read { connection in
            try [
                "SELECT id || step || revision || coalesce(due_at, '') FROM case_file",
                "SELECT case_id || seq FROM case_event", "SELECT id || state FROM outbox",
                "SELECT case_id || seq FROM feed", "SELECT case_id || name || n FROM clock_span",
                "SELECT case_id || name || armed_seq FROM timer",
                "SELECT case_id || kind || key FROM fact", "SELECT id || state FROM cartable",
            ].flatMap { try connection.all(SQL(stringLiteral: $0)) { try $0.text(0) } }.sorted()
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a trial says what a move would do, changes nothing, and the move then does it`(
        _ engine: TestEngine
    ) async throws {
        try await TestCases.with(engine) { test in
            try await test.staffCartables(of: "permit")
            let id = try await test.openPermit()
            _ = try await test.attempt("agree", of: id, by: "reviewer", "a") {
                $0.decisions = [TypedDecision("/scan", isAccepted: true)]
            }
            let before = try await Self.rows(test)
            let request = Self.request("issue", id, by: "office", test)
            let trial = try await test.cases.attempt(request)
            #expect(trial.result.receipt?.seq == 3, "\(trial.result)")
            #expect(trial.outcome == .issued)
            #expect(trial.waiting == Waiting.none)
            #expect(trial.effects == ["issue-permit"])
            #expect(!trial.messages.isEmpty)
            #expect(try await Self.rows(test) == before)
            #expect(try await test.faults() == [])
            let done = try await test.cases.move(request)
            #expect(done.receipt == trial.result.receipt)
            let file = try #require(try await test.cases.snapshot(id)?.file)
            #expect(file.outcome == trial.outcome)
            let sent = try await test.database.read { connection in
                try connection.all(
                    """
                    SELECT template
                    FROM outbox
                    WHERE source_id = \(id) AND seq = 3
                    ORDER BY template
                    """
                ) { try $0.text(0) }
            }
            #expect(trial.messages.map(\.template) == sent)
        }
    }

    @Test func `a trial has the reasons of a refused move, of an effect too`() async throws {
        try await TestCases.with(.chosen) { test in
            try await test.staffCartables(of: "permit")
            let id = try await test.openPermit()
            let stranger = try await test.cases.attempt(
                Self.request("agree", id, by: "other", test)
            )
            #expect(stranger.result == .notFound)
            var empty = Self.request("agree", id, by: "reviewer", test)
            empty.inputs.decisions = []
            let refused = try await test.cases.attempt(empty)
            guard case .refused(let problems) = refused.result else {
                Issue.record("\(refused.result)")
                return
            }
            #expect(problems.map(\.kind) == [.decisions])
            _ = try await test.attempt("agree", of: id, by: "reviewer", "a") {
                $0.decisions = [TypedDecision("/scan", isAccepted: true)]
            }
            test.refusals.set(Wording(fa: "نه", en: "No"))
            let before = try await Self.rows(test)
            let trial = try await test.cases.attempt(Self.request("issue", id, by: "office", test))
            #expect(trial.result.receipt?.refusal?.fa == "نه", "\(trial.result)")
            #expect(trial.outcome == nil)
            #expect(try await Self.rows(test) == before)
        }
    }
}
