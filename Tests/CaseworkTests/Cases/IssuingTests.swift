import Accounts
import Persian
import Store
import TestDatabases
import Testing

@testable import Casework

/// An insider with SQL, and without the keys.
struct IssuingTests {
    /// A permit that the reviewer agreed to; it waits for the office.
    private func agreed(_ test: TestCases) async throws -> String {
        try await test.staffCartables(of: "permit")
        let id = try await test.openPermit()
        try await test.move("agree", of: id, by: "reviewer", "agree") {
            $0.decisions = [TypedDecision("/scan", isAccepted: true)]
        }
        return id
    }

    @Test(
        arguments: TestEngine.allCases,
        [
            "UPDATE case_file SET subject = '\(TestCases.id("other"))'",
            "UPDATE case_file SET organisation = 'fund'",
            "UPDATE case_file SET opened_by = '\(TestCases.id("other"))'",
            "UPDATE case_file SET once_key = NULL",
            "UPDATE case_party SET person = '\(TestCases.id("other"))'",
            "UPDATE case_event SET actor = '\(TestCases.id("other"))' WHERE action = 'agree'",
            "UPDATE case_event SET at = '2026-01-01T00:00:00Z' WHERE action = 'open'",
            "UPDATE submission SET seq = 2",
        ]
    )
    func `an edited row issues nothing, and the check names it`(
        _ engine: TestEngine,
        _ edit: String
    ) async throws {
        try await TestCases.with(engine) { test in
            let id = try await agreed(test)
            try test.place.edit(edit)
            let result = try await test.attempt("issue", of: id, by: "office", "issue")
            #expect(result.receipt == nil, "\(result)")
            #expect(test.applied.all == [])
            #expect(try await !test.faults().isEmpty)
        }
    }

    @Test(
        arguments: TestEngine.allCases,
        [
            "UPDATE case_file SET subject = '\(TestCases.id("other"))'",
            "UPDATE case_file SET organisation = 'fund'",
            "UPDATE case_file SET turn = 2, revision = 2",
            "UPDATE case_party SET person = '\(TestCases.id("other"))' WHERE role = 'subject'",
            "UPDATE case_event SET actor = '\(TestCases.id("other"))'",
            "UPDATE submission SET sent_at = '2026-01-01T00:00:00Z'",
        ]
    )
    func `a row that was edited before the first decision is sealed by no later event`(
        _ engine: TestEngine,
        _ edit: String
    ) async throws {
        try await TestCases.with(engine) { test in
            try await test.staffCartables(of: "permit")
            let id = try await test.openPermit()
            try test.place.edit(edit)
            let agreed = try await test.attempt("agree", of: id, by: "reviewer", "agree") {
                $0.decisions = [TypedDecision("/scan", isAccepted: true)]
            }
            #expect(agreed == .refused([.integrity]), "\(agreed)")
            // Nor by a reminder, a breach or the change of a calendar.
            test.clock.advance(seconds: 40 * 86_400)
            try await test.cases.work(at: test.clock.now)
            let count = try await test.database.read { connection in
                try connection.first("SELECT count(*) FROM case_event") { try $0.int(0) }
            }
            #expect(count == 1)
            #expect(try await !test.faults().isEmpty)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a step that was set by hand issues nothing`(_ engine: TestEngine) async throws {
        try await TestCases.with(engine) { test in
            try await test.staffCartables(of: "permit")
            let id = try await test.openPermit()
            try test.place.edit(
                """
                UPDATE case_file
                SET step = 'confirm', wait_role = 'graduates-office',
                    wait_organisation = 'graduates'
                """
            )
            let result = try await test.attempt("issue", of: id, by: "office", "issue")
            #expect(result.receipt == nil && test.applied.all == [])
            let faults = try await test.faults()
            #expect(faults.contains(.step) && faults.contains(.state))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an untouched case issues once, and a deputy of the first person does not confirm`(
        _ engine: TestEngine
    ) async throws {
        try await TestCases.with(engine) { test in
            let id = try await agreed(test)
            try await test.move("issue", of: id, by: "office", "issue")
            #expect(test.applied.all == ["issue-permit \(id)/3"])
            let snapshot = try #require(try await test.cases.snapshot(id))
            #expect(snapshot.file.outcome == .issued)
            #expect(snapshot.events.last?.effectRef == "permit/3")
            #expect(try await test.faults() == [])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `of two clerks behind one gate one issues, and the other learns who and when`(
        _ engine: TestEngine
    ) async throws {
        try await TestCases.with(engine) { test in
            let id = try await agreed(test)
            test.gate.set(Gate(2))
            // Both have read the same revision before either of them writes.
            async let one = test.attempt("issue", of: id, by: "office", "one", revision: 2)
            async let two = test.attempt("issue", of: id, by: "second-office", "two", revision: 2)
            let results = [try await one, try await two]
            #expect(results.count { $0.receipt != nil } == 1, "\(results)")
            #expect(
                results.contains { if case .conflict = $0 { true } else { false } },
                "\(results)"
            )
            let snapshot = try #require(try await test.cases.snapshot(id))
            #expect(snapshot.file.revision == 3 && snapshot.file.outcome == .issued)
            #expect(try await test.messages(of: id) == ["case-applicant"])
            #expect(try await test.faults() == [])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a refused effect leaves its sentence and takes its branch`(
        _ engine: TestEngine
    ) async throws {
        try await TestCases.with(engine) { test in
            let id = try await agreed(test)
            test.refusals.set(.test("The number is taken."))
            let receipt = try await test.move("issue", of: id, by: "office", "issue")
            #expect(receipt.refusal == .test("The number is taken.") && receipt.step == "review")
            let snapshot = try #require(try await test.cases.snapshot(id))
            #expect(snapshot.file.waiting == .cartable(.reviewer, "1004"))
            #expect(snapshot.events.count == 3 && test.applied.all == [])
            #expect(try await test.messages(of: id) == [])
            #expect(try await test.faults() == [])
        }
    }
}
