import Persian
import Store
import TestDatabases
import Testing

@testable import Accounts
@testable import Casework

/// A session by a one-time code uses no role, whatever way leads into the engine.
@Suite struct SessionKindTests {
    @Test(arguments: TestEngine.allCases)
    func `a holder, a deputy and the unit of the service move nothing by a one-time code`(
        _ engine: TestEngine
    ) async throws {
        try await TestCases.with(engine) { test in
            try await test.staffCartables(of: "permit")
            let id = try await test.openPermit()
            for (name, action) in [
                ("reviewer", "agree"), ("second-reviewer", "agree"), ("reviewer", "unknown"),
                ("office", "unknown"),
            ] {
                let result = try await move(ActionName(action), id, by: .code(name), test)
                #expect(result == .refused([.staffSession]), "\(name) \(action)")
            }
            #expect(try await test.cases.snapshot(id)?.file.revision == 1)
            // A stale form of the same session shows nothing of what came first.
            try await test.move("agree", of: id, by: "reviewer", "agree") {
                $0.decisions = [TypedDecision("/scan", isAccepted: true)]
            }
            let stale = try await move("refuse", id, by: .code("second-reviewer"), test)
            #expect(stale == .notFound)
            // The applicant needs no more than the code.
            let stranger = try await move("withdraw", id, by: .code("other"), test)
            #expect(stranger == .notFound)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an applicant withdraws by a one-time code, and answers no errand of an office`(
        _ engine: TestEngine
    ) async throws {
        try await TestCases.with(engine) { test in
            try await test.staffCartables(of: "permit")
            let id = try await test.openPermit()
            let result = try await move("withdraw", id, by: .code("person"), test)
            #expect(result.receipt != nil, "\(result)")
            try await test.staffCartables(of: "survey")
            let opened = try await open("survey", ["institution": "1004"], "office", .staff, test)
            let survey = try #require(opened.receipt?.caseID, "\(opened)")
            let answer = try await move("answer", survey, by: .code("reviewer"), test)
            #expect(answer == .refused([.staffSession]))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a role and a unit open nothing by a one-time code`(_ engine: TestEngine) async throws {
        try await TestCases.with(engine) { test in
            let forms: [(ServiceID, TypedForm, String)] = [
                ("survey", ["institution": "1004"], "office"),
                ("deposit", WalkForms.form(of: "deposit", 0), "head"),
            ]
            for (service, form, name) in forms {
                let refused = try await open(service, form, name, .citizen, test)
                #expect(refused == .refused([.staffSession]))
                let definition = try #require(TestServices.catalog.newest(service))
                let standing = try await test.cases.standing(
                    of: test.id(name),
                    in: .citizen,
                    for: definition,
                    at: test.clock.now
                )
                #expect(standing == .otherSession)
                let opened = try await open(service, form, name, .staff, test)
                #expect(opened.receipt != nil, "\(opened)")
            }
            // What any person may open needs no role.
            let permit = try await open("permit", Permit.typed, "person", .citizen, test)
            #expect(permit.receipt != nil, "\(permit)")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a one-time code claims, releases and assigns nothing`(
        _ engine: TestEngine
    ) async throws {
        try await TestCases.with(engine) { test in
            try await test.staffCartables(of: "permit")
            let id = try await test.openPermit()
            let (cases, now) = (test.cases, test.clock.now)
            let (holder, deputy) = (test.id("reviewer"), test.id("second-reviewer"))
            #expect(try await cases.claim(id, by: .code("reviewer"), at: now) == .notFound)
            let assigned = try await cases.assignAll(
                [id],
                to: deputy,
                by: .code("reviewer"),
                at: now
            )
            #expect(assigned.map(\.result) == [.notFound])
            #expect(try await cases.claim(id, by: .staff("reviewer"), at: now) == .done)
            #expect(try await cases.release(id, by: .code("reviewer"), at: now) == .notFound)
            #expect(try await cases.snapshot(id)?.file.claimedBy == holder)
            #expect(try await cases.release(id, by: .staff("reviewer"), at: now) == .done)
        }
    }

    private func move(
        _ action: ActionName,
        _ id: String,
        by actor: CaseActor,
        _ test: TestCases
    ) async throws -> MoveResult {
        var inputs = MoveInputs()
        inputs.note = "A text."
        inputs.decisions = [TypedDecision("/scan", isAccepted: true)]
        return try await test.cases.move(
            MoveRequest(
                action,
                of: id,
                moveID: "\(id) \(action) \(actor)",
                revision: 1,
                by: actor,
                inputs: inputs,
                at: test.clock.now
            )
        )
    }

    private func open(
        _ service: ServiceID,
        _ form: TypedForm,
        _ name: String,
        _ session: SignInSession.Kind,
        _ test: TestCases
    ) async throws -> MoveResult {
        try await test.cases.open(
            OpenRequest(
                service,
                moveID: "open \(service) \(session)",
                by: .person(test.id(name), session: session),
                form: form,
                at: test.clock.now
            )
        )
    }
}
