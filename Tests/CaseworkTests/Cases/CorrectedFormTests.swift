import Persian
import Store
import TestDatabases
import Testing

@testable import Accounts
@testable import Casework

/// A corrected form stays with the organisation and the subject of the opening (decision 0110).
struct CorrectedFormTests {
    private func returned(_ test: TestCases) async throws -> String {
        try await test.staffCartables(of: "permit")
        let id = try await test.openPermit()
        try await test.move("return", of: id, by: "reviewer", "return") {
            $0.returned = [FieldReturn(field: "/number", reason: "wrong")]
        }
        return id
    }

    private func permit(of institution: String) -> TypedForm {
        [
            "institution": .text(institution), "number": "N1", "purpose": "study", "true": "yes",
            "scan": TestServices.scan,
        ]
    }

    @Test(arguments: TestEngine.allCases)
    func
        `a corrected form that names another organisation is refused at its field, with the way out`(
            _ engine: TestEngine
        ) async throws
    {
        try await TestCases.with(engine) { test in
            let id = try await returned(test)
            let result = try await test.attempt("resubmit", of: id, by: "person", "other") {
                $0.form = permit(of: "fund")
            }
            let problem = MoveProblem.otherCase(at: "institution", .organisation)
            #expect(result == .refused([problem]))
            #expect(problem.pointer == "/form/institution" && problem.alternative != nil)
            let file = try #require(try await test.cases.snapshot(id)?.file)
            #expect(file.organisation == "1004" && file.step == "applicant")
            try await test.move("resubmit", of: id, by: "person", "same") {
                $0.form = permit(of: "1004")
            }
            #expect(try await test.faults() == [])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a corrected form may name the organisation that continues the work of the first one`(
        _ engine: TestEngine
    ) async throws {
        try await TestCases.with(engine) { test in
            let id = try await returned(test)
            try await test.merge("1004", into: "fund")
            let former = try await test.attempt("resubmit", of: id, by: "person", "former") {
                $0.form = permit(of: "1004")
            }
            guard case .refused = former else {
                Issue.record("\(former)")
                return
            }
            try await test.move("resubmit", of: id, by: "person", "new") {
                $0.form = permit(of: "fund")
            }
            let file = try #require(try await test.cases.snapshot(id)?.file)
            #expect(file.waiting == .cartable(.reviewer, "fund"))
            #expect(try await test.faults() == [])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a corrected form that names another person is refused at its field`(
        _ engine: TestEngine
    ) async throws {
        try await TestCases.with(engine) { test in
            try await test.staffCartables(of: "deposit")
            let opened = try await test.cases.open(
                OpenRequest(
                    "deposit",
                    moveID: "open",
                    by: .person(test.id("head"), session: .staff),
                    form: WalkForms.form(of: "deposit", 0),
                    at: test.clock.now
                )
            )
            let id = try #require(opened.receipt?.caseID, "\(opened)")
            try await test.move("bounced", of: id, by: "fund", "bounced") {
                $0.returned = [FieldReturn(field: "/account", reason: "wrong")]
                $0.note = "No such account."
            }
            let result = try await test.attempt("resubmit", of: id, by: "head", "other") {
                $0.form = WalkForms.form(of: "deposit", 1)
            }
            #expect(result == .refused([.otherCase(at: "person", .person)]))
            try await test.move("resubmit", of: id, by: "head", "same") {
                $0.form = WalkForms.form(of: "deposit", 0)
            }
            #expect(try await test.faults() == [])
        }
    }
}

extension TestCases {
    /// Closes an organisation whose work another one continues.
    func merge(_ code: String, into successor: String) async throws {
        let (roles, now) = (roles, clock.now)
        try await database.write { connection in
            let actor = AuditActor.commandLine("test")
            try roles.setSuccessor(of: code, to: successor, by: actor, at: now, in: connection)
            try roles.setClosing(of: code, at: now, by: actor, at: now, in: connection)
        }
    }
}
