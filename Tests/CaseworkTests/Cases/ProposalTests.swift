import Persian
import Store
import TestDatabases
import Testing

@testable import Accounts
@testable import Casework

/// Proposals of programs: an event that decides nothing, once, for the organisation at which the case waits.
@Suite struct ProposalTests {
    private static func proposal(
        _ id: String,
        _ moveID: String,
        action: ActionName = "agree",
        note: String = "The register has the same average.",
        key: String = "7",
        at organisation: OrganisationCode = "1004",
        _ test: TestCases
    ) -> ProposalRequest {
        ProposalRequest(
            action,
            of: id,
            moveID: moveID,
            at: organisation,
            byKey: key,
            note: note,
            now: test.clock.now
        )
    }

    @Test(arguments: TestEngine.allCases)
    func `a proposal is an event that moves nothing and makes no open form stale`(
        _ engine: TestEngine
    ) async throws {
        try await TestCases.with(engine) { test in
            try await test.staffCartables(of: "permit")
            let id = try await test.openPermit()
            let before = try #require(try await test.cases.snapshot(id)?.file)
            let result = try await test.cases.propose(Self.proposal(id, "p1", test))
            #expect(result.receipt?.seq == 2, "\(result)")
            let file = try #require(try await test.cases.snapshot(id)?.file)
            #expect(file.revision == 2)
            #expect(file.turn == before.turn)
            #expect((file.step, file.waiting) == (before.step, before.waiting))
            #expect((file.dueAt, file.claimedBy) == (before.dueAt, before.claimedBy))
            let view = try #require(
                try await test.cases.view(id, of: test.id("reviewer"), at: test.clock.now)
            )
            #expect(view.proposals.map(\.proposal) == ["agree"])
            #expect(view.notes[2] == "The register has the same average.")
            #expect(view.proposals.first?.capacity == .program)
            // The applicant sees neither the event nor its text.
            let own = try await test.cases.view(id, of: test.id("person"), at: test.clock.now)
            #expect(own?.visible.events.map(\.seq) == [1])
            #expect(own?.notes == [:])
            // The form that was open before still decides.
            let moved = try await test.attempt("agree", of: id, by: "reviewer", "a", revision: 1) {
                $0.decisions = [TypedDecision("/scan", isAccepted: true)]
            }
            #expect(moved.receipt?.step == "confirm", "\(moved)")
            let office = try #require(
                try await test.cases.view(id, of: test.id("office"), at: test.clock.now)
            )
            #expect(office.proposals.isEmpty)
            #expect(try await test.faults() == [])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `the same id gives the same proposal, and other inputs are refused`(
        _ engine: TestEngine
    ) async throws {
        try await TestCases.with(engine) { test in
            try await test.staffCartables(of: "permit")
            let id = try await test.openPermit()
            let first = try await test.cases.propose(Self.proposal(id, "p1", test))
            let receipt = try #require(first.receipt)
            test.clock.advance(seconds: 60)
            #expect(
                try await test.cases.propose(Self.proposal(id, "p1", test)) == .repeated(receipt)
            )
            for other in [
                Self.proposal(id, "p1", action: "refuse", test),
                Self.proposal(id, "p1", note: "Another text.", test),
                Self.proposal(id, "p1", key: "8", test),
            ] {
                #expect(try await test.cases.propose(other) == .reused)
            }
            #expect(try await test.cases.snapshot(id)?.file.revision == 2)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `two programs at the same moment leave two proposals, and a race on one id leaves one`(
        _ engine: TestEngine
    ) async throws {
        try await TestCases.with(engine) { test in
            try await test.staffCartables(of: "permit")
            let id = try await test.openPermit()
            test.barrier.set(Barrier(3))
            async let one = test.cases.propose(Self.proposal(id, "p1", test))
            async let two = test.cases.propose(Self.proposal(id, "p2", key: "8", test))
            async let same = test.cases.propose(Self.proposal(id, "p1", test))
            let results = [try await one, try await two, try await same]
            test.barrier.set(nil)
            #expect(Set(results.compactMap(\.receipt?.seq)) == [2, 3], "\(results)")
            #expect(try await test.cases.snapshot(id)?.file.revision == 3)
            #expect(try await test.faults() == [])
        }
    }

    @Test func `only the organisation at which a case waits proposes what its holder may do`()
        async throws
    {
        try await TestCases.with(.chosen) { test in
            try await test.staffCartables(of: "permit")
            let id = try await test.openPermit()
            func kinds(_ request: ProposalRequest) async throws -> [MoveProblem.Kind] {
                guard case .refused(let problems) = try await test.cases.propose(request) else {
                    return []
                }
                return problems.map(\.kind)
            }
            let elsewhere = Self.proposal(id, "p", at: "graduates", test)
            #expect(try await test.cases.propose(elsewhere) == .notFound)
            #expect(try await kinds(Self.proposal(id, "p", action: "issue", test)) == [.action])
            #expect(try await kinds(Self.proposal(id, "p", action: "withdraw", test)) == [.action])
            #expect(try await kinds(Self.proposal(id, "p", note: " ", test)) == [.note])
            let long = String(repeating: "x", count: MoveLimit.noteScalars + 1)
            #expect(try await kinds(Self.proposal(id, "p", note: long, test)) == [.note])
            for number in 1...Cases.mostProposals {
                let result = try await test.cases.propose(Self.proposal(id, "p\(number)", test))
                #expect(result.receipt != nil, "\(result)")
            }
            #expect(try await kinds(Self.proposal(id, "more", test)) == [.proposals])
        }
    }

    @Test func `a program never moves a case`() async throws {
        try await TestCases.with(.chosen) { test in
            try await test.staffCartables(of: "permit")
            let id = try await test.openPermit()
            for action in ["agree", "refuse", "lapse", "withdraw", "propose"] as [ActionName] {
                let result = try await test.cases.move(
                    MoveRequest(
                        action,
                        of: id,
                        moveID: "m-\(action)",
                        revision: 1,
                        by: .program(key: "7"),
                        via: .api,
                        at: test.clock.now
                    )
                )
                #expect(result == .notFound, "\(action)")
            }
            #expect(try await test.cases.snapshot(id)?.file.revision == 1)
        }
    }
}
