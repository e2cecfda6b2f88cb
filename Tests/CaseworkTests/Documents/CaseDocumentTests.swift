import Accounts
import Persian
import Store
import TestDatabases
import Testing

@testable import Casework

/// Uploaded files in the moves of a case.
@Suite struct CaseDocumentTests {
    /// The engine of the test services, with stored documents as its files.
    struct Engine {
        let test: TestCases
        let documents: Documents
        let cases: Cases

        init(_ test: TestCases) async throws {
            self.test = test
            documents = Documents(database: test.database, keyring: test.keyring)
            cases = Cases(
                catalog: test.cases.catalog,
                effects: test.cases.effects,
                cartables: test.cases.cartables,
                outbox: test.cases.outbox,
                files: documents.caseFiles
            )
            try await test.staffCartables(of: "permit")
        }

        func upload(_ bytes: [UInt8], by name: String = "person") async throws -> String {
            var intake = documents.intake(by: test.id(name), at: test.clock.now)
            #expect(try await intake.receive(bytes) == nil)
            let result = try await intake.finish()
            guard case .stored(let document) = result else {
                throw UnexpectedResult(result: result)
            }
            return document.id
        }

        static func form(_ documents: String...) -> TypedForm {
            var form = Permit.typed
            form.byName["scan"] = .documents(
                documents.map { TypedDocument($0, name: "C:\\scans\\..\\\u{202E}gpj.\($0).exe") }
            )
            return form
        }

        func open(_ form: TypedForm, _ moveID: String = "open") async throws -> MoveResult {
            try await cases.open(
                OpenRequest(
                    "permit",
                    moveID: moveID,
                    by: .person(test.id("person")),
                    form: form,
                    at: test.clock.now
                )
            )
        }

        func opened(_ form: TypedForm) async throws -> String {
            let result = try await open(form)
            return try #require(result.receipt?.caseID, "\(result)")
        }

        func move(
            _ action: ActionName,
            of caseID: String,
            by name: String,
            _ fill: (inout MoveInputs) -> Void = { _ in }
        ) async throws -> MoveResult {
            test.clock.advance(seconds: 60)
            var inputs = MoveInputs()
            fill(&inputs)
            let revision = try await cases.snapshot(caseID)?.file.revision
            return try await cases.move(
                MoveRequest(
                    action,
                    of: caseID,
                    moveID: "\(caseID) \(action) \(revision ?? 0)",
                    revision: revision,
                    by: .staff(name, provedAt: test.clock.now),
                    inputs: inputs,
                    at: test.clock.now
                )
            )
        }

        func files(_ caseID: String) async throws -> [FileDecision] {
            try #require(try await cases.snapshot(caseID)).files
        }

        func faults() async throws -> [CaseFault] {
            var faults: [CaseFault] = []
            _ = try await cases.check { _, fault in faults.append(fault) }
            return faults
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a case takes the files of its applicant, and keeps them with their decisions`(
        _ engine: TestEngine
    ) async throws {
        try await TestCases.with(engine) { test in
            let engine = try await Engine(test)
            let scan = try await engine.upload(TestDocuments.pdf(700_000))
            let id = try await engine.opened(Engine.form(scan))
            let document = try #require(try await engine.documents.document(scan))
            #expect(document.caseID == id && document.owner == nil)
            // The name has no folder and no mark of direction.
            let file = try #require(try await engine.files(id).first)
            #expect(file.field == "/scan" && file.isAccepted == nil)
            #expect(file.file.hash == document.hash && file.file.shownName == "gpj.\(scan).exe")
            #expect(
                try await engine.documents.prune(before: test.clock.now.adding(seconds: 1)) == 0
            )
            let agreed = try await engine.move("agree", of: id, by: "reviewer") {
                $0.decisions = [TypedDecision("/scan", isAccepted: true)]
            }
            #expect(agreed.receipt != nil, "\(agreed)")
            let decided = try #require(try await engine.files(id).first)
            #expect(decided.isAccepted == true && decided.decidedSeq == 2)
            #expect(try await engine.faults() == [])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `the upload of another person, and a file of another case, are unknown`(
        _ engine: TestEngine
    ) async throws {
        try await TestCases.with(engine) { test in
            let engine = try await Engine(test)
            let foreign = try await engine.upload(TestDocuments.pdf(90), by: "other")
            let own = try await engine.upload(TestDocuments.pdf(91))
            for form in [Engine.form(foreign), Engine.form(own, foreign), Engine.form("scan")] {
                #expect(try await engine.open(form).receipt == nil)
            }
            let id = try await engine.opened(Engine.form(own))
            _ = try await engine.move("return", of: id, by: "reviewer") {
                $0.returned = [FieldReturn(field: "/scan", reason: "incomplete")]
            }
            let taken = try await engine.move("resubmit", of: id, by: "person") {
                $0.form = Engine.form(foreign)
            }
            #expect(taken.receipt == nil)
            #expect(try await engine.documents.document(foreign)?.owner == test.id("other"))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a file that is sent again is the file that the case has`(
        _ engine: TestEngine
    ) async throws {
        try await TestCases.with(engine) { test in
            let engine = try await Engine(test)
            let first = try await engine.upload(TestDocuments.pdf(90))
            let id = try await engine.opened(Engine.form(first))
            _ = try await engine.move("return", of: id, by: "reviewer") {
                $0.returned = [FieldReturn(field: "/scan", reason: "incomplete")]
            }
            let again = try await engine.upload(TestDocuments.pdf(90))
            let more = try await engine.upload(TestDocuments.pdf(91))
            let sent = try await engine.move("resubmit", of: id, by: "person") {
                $0.form = Engine.form(again, more)
            }
            #expect(sent.receipt != nil, "\(sent)")
            #expect(try await engine.files(id).map(\.file.document) == [first, more])
            #expect(try await engine.documents.document(again)?.caseID == nil)
            #expect(try await engine.faults() == [])
        }
    }

    @Test(
        arguments: TestEngine.allCases,
        [
            "UPDATE case_document SET decision = 'accepted', decided_seq = 2",
            "UPDATE case_document SET ordinal = 7",
            "DELETE FROM case_document",
            "UPDATE document SET kind = 'png'",
            "UPDATE document SET case_id = 'case-9'",
        ]
    )
    func `an edited or deleted decision stops the case, and the check names it`(
        _ engine: TestEngine,
        _ edit: String
    ) async throws {
        try await TestCases.with(engine) { test in
            let engine = try await Engine(test)
            let id = try await engine.opened(
                Engine.form(try await engine.upload(TestDocuments.pdf(90)))
            )
            try test.place.edit(edit)
            await #expect(throws: CaseError.self) {
                try await engine.move("agree", of: id, by: "reviewer") {
                    $0.decisions = [TypedDecision("/scan", isAccepted: true)]
                }
            }
            #expect(test.applied.all == [])
            #expect(try await !engine.faults().isEmpty)
        }
    }
}
