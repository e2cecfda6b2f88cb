import Persian
import Store
import TestDatabases
import Testing

@testable import Accounts
@testable import Casework

/// What waits at an organisation that was merged into another one (D15).
struct SuccessorTests {
    private func open(_ number: Int, _ test: TestCases) async throws -> String {
        let result = try await test.cases.open(
            OpenRequest(
                "permit",
                moveID: "open \(number)",
                by: .person(test.id("person")),
                form: WalkForms.form(of: "permit", 0, number: number),
                at: test.clock.now
            )
        )
        return try #require(result.receipt?.caseID, "\(result)")
    }

    private func state(
        _ code: OrganisationCode,
        _ test: TestCases
    ) async throws
        -> Cartable.State?
    {
        try await test.database.read {
            try test.cases.cartables.cartable(.reviewer, "permit", code, in: $0)?.state
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `cases that wait are sent on in parts, none is lost, and the former cartable is closed`(
        _ engine: TestEngine
    ) async throws {
        try await TestCases.with(engine) { test in
            try await test.staffCartables(of: "permit")
            var ids: [String] = []
            for number in 1...45 { ids.append(try await open(number, test)) }
            test.clock.advance(seconds: 86_400)
            #expect(try await test.cases.followSuccessors(at: test.clock.now) == 0)
            try await test.merge("1004", into: "fund")
            test.clock.advance(seconds: 60)
            let now = test.clock.now
            async let one = test.cases.followSuccessors(at: now)
            async let two = test.cases.followSuccessors(at: now)
            _ = [try await one, try await two]
            #expect(try await test.cases.followSuccessors(at: now) == 0)
            for id in ids {
                let snapshot = try #require(try await test.cases.snapshot(id))
                #expect(snapshot.file.waiting == .cartable(.reviewer, "fund"))
                #expect(snapshot.file.step == "review" && snapshot.file.organisation == "1004")
                #expect(snapshot.events.map(\.action) == ["open", "sent-on"])
                #expect(snapshot.file.turn == 2)
            }
            #expect(try await state("1004", test) == .closed)
            #expect(try await state("fund", test) == .active)
            #expect(try await test.faults() == [])
            // The person of the successor decides; the one of the former organisation does not see the case any more.
            let other = try await test.attempt("refuse", of: ids[0], by: "reviewer", "one") {
                ($0.note, $0.reason) = ("No.", "wrong")
            }
            #expect(other == .notFound)
            try await test.move("refuse", of: ids[0], by: "fund", "two") {
                ($0.note, $0.reason) = ("No.", "wrong")
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `open errands go to the successor too, and those of other organisations stay`(
        _ engine: TestEngine
    ) async throws {
        try await TestCases.with(engine) { test in
            try await test.staffCartables(of: "survey")
            let opened = try await test.cases.open(
                OpenRequest(
                    "survey",
                    moveID: "open",
                    by: .person(test.id("office"), session: .staff),
                    form: WalkForms.form(of: "survey", 0),
                    at: test.clock.now
                )
            )
            let id = try #require(opened.receipt?.caseID, "\(opened)")
            try await test.merge("1004", into: "fund")
            #expect(try await test.cases.followSuccessors(at: test.clock.now) == 1)
            let errands = try #require(try await test.cases.snapshot(id)).errands
            let addresses = Set(errands.compactMap(\.to.organisation))
            #expect(errands.count == 3 && addresses == ["fund", "graduates"])
            #expect(try await test.faults() == [])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func
        `a case waits where its organisation has no successor, and a successor in a circle is refused`(
            _ engine: TestEngine
        ) async throws
    {
        try await TestCases.with(engine) { test in
            try await test.staffCartables(of: "permit")
            let id = try await open(1, test)
            let (roles, now) = (test.roles, test.clock.now)
            let actor = AuditActor.commandLine("test")
            try await test.database.write { connection in
                try roles.setClosing(of: "1004", at: now, by: actor, at: now, in: connection)
            }
            #expect(try await test.cases.followSuccessors(at: now) == 0)
            let waiting = try await test.cases.snapshot(id)?.file.waiting
            #expect(waiting == .cartable(.reviewer, "1004"))
            try await test.merge("1004", into: "fund")
            await #expect(throws: RolesError.successorCircle("fund")) {
                try await test.database.write { connection in
                    try roles.setSuccessor(
                        of: "fund",
                        to: "1004",
                        by: actor,
                        at: now,
                        in: connection
                    )
                }
            }
            #expect(try await test.cases.followSuccessors(at: now) == 1)
        }
    }
}
