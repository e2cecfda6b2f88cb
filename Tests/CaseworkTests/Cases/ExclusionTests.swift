import Accounts
import Persian
import Store
import TestDatabases
import Testing

@testable import Casework

/// A natural person acts in one part of a case, whatever the capacities (I7, P14).
struct ExclusionTests {
    @Test(arguments: TestEngine.allCases)
    func `the person who requested the holder does not decide as a deputy`(
        _ engine: TestEngine
    ) async throws {
        try await TestCases.with(engine) { test in
            let id = try await test.openPermit()
            let (cartables, now) = (test.cases.cartables, test.clock.now)
            let result = try await test.database.write { connection in
                let cartable = try cartables.ensure(
                    .reviewer,
                    "permit",
                    "1004",
                    at: now,
                    in: connection
                )
                return try cartables.approve(
                    test.id("reviewer"),
                    for: cartable,
                    requestedBy: test.id("second-reviewer"),
                    approvedBy: test.id("approver"),
                    at: now,
                    in: connection
                )
            }
            guard case .done = result else {
                Issue.record("\(result)")
                return
            }
            let deputy = try await test.attempt("agree", of: id, by: "second-reviewer", "one") {
                $0.decisions = [TypedDecision("/scan", isAccepted: true)]
            }
            #expect(deputy == .refused([.excluded]))
            try await test.move("agree", of: id, by: "reviewer", "two") {
                $0.decisions = [TypedDecision("/scan", isAccepted: true)]
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a role that ended between the page and the move moves nothing`(
        _ engine: TestEngine
    ) async throws {
        try await TestCases.with(engine) { test in
            try await test.staffCartables(of: "permit")
            let id = try await test.openPermit()
            let now = test.clock.now
            try await test.database.write {
                try test.cases.cartables.endHolders(on: TestCases.reviewer, at: now, in: $0)
            }
            for name in ["reviewer", "second-reviewer"] {
                let result = try await test.attempt("refuse", of: id, by: name, name) {
                    ($0.note, $0.reason) = ("No.", "wrong")
                }
                #expect(result == .notFound)
            }
            #expect(try await test.cases.snapshot(id)?.file.revision == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a holder row that was inserted by hand gives no right and raises the alarm`(
        _ engine: TestEngine
    ) async throws {
        try await TestCases.with(engine) { test in
            try await test.staffCartables(of: "permit")
            let id = try await test.openPermit()
            try test.place.edit("UPDATE holder SET person = '\(TestCases.id("other"))'")
            await #expect(throws: CaseError.integrityFailure("holder")) {
                _ = try await test.attempt("refuse", of: id, by: "other", "one") {
                    ($0.note, $0.reason) = ("No.", "wrong")
                }
            }
            #expect(try await test.cases.snapshot(id)?.file.revision == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a decision needs a factor that was proved in the last minutes`(
        _ engine: TestEngine
    ) async throws {
        try await TestCases.with(engine) { test in
            try await test.staffCartables(of: "permit")
            let id = try await test.openPermit()
            var inputs = MoveInputs()
            inputs.decisions = [TypedDecision("/scan", isAccepted: true)]
            let result = try await test.cases.move(
                MoveRequest(
                    "agree",
                    of: id,
                    moveID: "stale factor",
                    revision: 1,
                    by: .staff("reviewer", provedAt: test.clock.now.adding(seconds: -601)),
                    inputs: inputs,
                    at: test.clock.now
                )
            )
            #expect(result == .refused([.factor]))
        }
    }
}
