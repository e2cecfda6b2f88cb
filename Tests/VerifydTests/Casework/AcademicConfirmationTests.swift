import Accounts
import Casework
import Persian
import Testing
import VerifyCore

@testable import Registry
@testable import Web

/// A graduate gets the code in the composed daemon: request, review, confirmation by another person, code.
struct AcademicConfirmationTests {
    @Test
    func `a code is issued by two persons, with the hashes of the files and the decision`()
        async throws
    {
        try await ConfirmationDesk.with { desk in
            let id = try await desk.request()
            let agreed = try await desk.agree(id, by: desk.reviewer)
            #expect(agreed.receipt?.step == "confirm", "\(agreed)")
            let issued = try await desk.staff.move("issue", id, by: desk.office)
            #expect(issued.receipt?.refusal == nil, "\(issued)")
            let snapshot = try #require(try await desk.cases.snapshot(id))
            #expect(snapshot.file.outcome == .issued)
            let degree = try #require(try await desk.degree(of: snapshot))
            #expect(degree.record.decision == "\(id)/\(snapshot.file.revision)")
            #expect(degree.record.files == snapshot.files.map(\.file.hash))
            #expect(degree.record.institutionCode == "1001")
            #expect(try await desk.verdict(of: degree.code) == .valid)
            #expect(try await desk.staff.caseProblems() == [])
        }
    }

    @Test
    func `outside of the sample a second person of the university confirms`() async throws {
        try await ConfirmationDesk.with(["cases.sample": "0"]) { desk in
            let id = try await desk.request()
            let agreed = try await desk.agree(id, by: desk.reviewer)
            #expect(agreed.receipt?.step == "second-review", "\(agreed)")
            let issued = try await desk.staff.move("issue", id, by: desk.confirmer)
            #expect(issued.receipt?.refusal == nil, "\(issued)")
            #expect(try await desk.cases.snapshot(id)?.file.outcome == .issued)
        }
    }

    @Test
    func `the confirmer of a successor issues for the university whose work it continues`()
        async throws
    {
        try await ConfirmationDesk.with(["cases.sample": "0"]) { desk in
            let id = try await desk.request()
            _ = try await desk.agree(id, by: desk.reviewer)
            let head = try await desk.staff.member(.head, in: "1002", 75)
            let confirmer = try await desk.staff.member(.confirmer, in: "1002", 76, by: head)
            try await desk.hold(.confirmer, confirmer, in: "1002")
            let (roles, now) = (desk.staff.test.app.domain.roles, desk.staff.now)
            let actor = AuditActor.person(desk.staff.administrator.person, network: "")
            try await roles.setSuccessor(of: "1001", to: "1002", by: actor, at: now)
            try await roles.setClosing(of: "1001", at: now, by: actor, at: now)
            #expect(try await desk.cases.followSuccessors(at: now) == 1)
            let issued = try await desk.staff.move("issue", id, by: confirmer)
            #expect(issued.receipt != nil && issued.receipt?.refusal == nil, "\(issued)")
            let snapshot = try #require(try await desk.cases.snapshot(id))
            #expect(snapshot.file.outcome == .issued)
            let degree = try #require(try await desk.degree(of: snapshot))
            #expect(degree.record.institutionCode == "1001")
            #expect(try await desk.verdict(of: degree.code) == .valid)
            #expect(try await desk.staff.caseProblems() == [])
        }
    }

    @Test
    func `who agreed does not confirm, and a document that has a code opens no second case`()
        async throws
    {
        try await ConfirmationDesk.with(["cases.sample": "0"]) { desk in
            let id = try await desk.request()
            _ = try await desk.agree(id, by: desk.reviewer)
            try await desk.becomeConfirmer(desk.reviewer)
            let own = try await desk.staff.move("issue", id, by: desk.reviewer, as: "own")
            guard case .refused(let problems) = own else {
                Issue.record("\(own)")
                return
            }
            #expect(problems.map(\.kind).contains(.exclusion), "\(problems)")
            try await desk.hold(.confirmer, desk.confirmer)
            _ = try await desk.staff.move("issue", id, by: desk.confirmer)
            let again = try await desk.open(moveID: "again")
            #expect(again.receipt == nil)
            #expect("\(again)".contains("has a code in your name"), "\(again)")
        }
    }

    @Test
    func `a value that differs from the data bank needs the reviewer's choice`() async throws {
        try await ConfirmationDesk.with { desk in
            try await desk.upload(average: "16.00")
            let id = try await desk.request()
            let undecided = try await desk.agree(id, by: desk.reviewer, as: "first")
            #expect(undecided.receipt?.step == "review")
            #expect(undecided.receipt?.refusal != nil, "\(undecided)")
            let comparison = try await desk.comparison(id)
            #expect(comparison.differences.map(\.column) == [.average])
            let agreed = try await desk.agree(id, by: desk.reviewer, as: "second") {
                $0.choices = ValueChoices(
                    seen: comparison.row.map { Hex.encode($0.bytes) },
                    sources: ["average": "data_bank"]
                )
            }
            #expect(agreed.receipt?.refusal == nil, "\(agreed)")
            let issued = try await desk.staff.move("issue", id, by: desk.office)
            #expect(issued.receipt?.refusal == nil, "\(issued)")
            let snapshot = try #require(try await desk.cases.snapshot(id))
            #expect(try await desk.degree(of: snapshot)?.record.average == 1_600)
        }
    }

    @Test
    func `after the window the university's own issuing is refused with the sentence why`()
        async throws
    {
        try await ConfirmationDesk.with(["cases.sample": "0"]) { desk in
            let id = try await desk.request()
            _ = try await desk.agree(id, by: desk.reviewer)
            try await desk.closeWindow()
            let late = try await desk.staff.move("issue", id, by: desk.confirmer)
            #expect(late.receipt?.step == "review")
            #expect(late.receipt?.refusal?.en.contains("access ended") == true, "\(late)")
        }
    }

    @Test func `a code of the former system is valid until the new one is issued in its place`()
        async throws
    {
        try await ConfirmationDesk.with { desk in
            let registry = desk.staff.test.app.domain.registry
            let former = "12345678901234567890"
            func verdict() async throws -> Verdict {
                let question = Question(.code(former))
                return try await registry.answer(question, from: .visitor, at: desk.staff.now)
                    .verdict
            }
            let unknown = try await desk.open(moveID: "unknown") { $0["former_code"] = former }
            #expect("\(unknown)".contains("former system issued no such code"), "\(unknown)")
            let short = try await desk.open(moveID: "short") { $0["former_code"] = "12" }
            #expect("\(short)".contains("has twenty digits"), "\(short)")
            _ = try await registry.importLegacyCodes(
                Array("code\n\(former)\n".utf8),
                by: .saorg(name: "test"),
                at: desk.staff.now
            )
            let opened = try await desk.open { $0["former_code"] = "۱۲۳۴ ۵۶۷۸ ۹۰۱۲ ۳۴۵۶ ۷۸۹۰" }
            let id = try #require(opened.receipt?.caseID, "\(opened)")
            // Not to a second person of the university: another paper's code is no matter of one institution.
            let agreed = try await desk.agree(id, by: desk.reviewer)
            #expect(agreed.receipt?.step == "confirm", "\(agreed)")
            #expect(try await verdict() == .legacyValid)
            let issued = try await desk.staff.move("issue", id, by: desk.office)
            #expect(issued.receipt?.refusal == nil, "\(issued)")
            let snapshot = try #require(try await desk.cases.snapshot(id))
            let degree = try #require(try await desk.degree(of: snapshot))
            #expect(try await desk.verdict(of: degree.code) == .valid)
            guard case .superseded = try await verdict() else {
                Issue.record("the former code is not superseded")
                return
            }
            _ = try await registry.revoke(
                degree.record.uuid.description,
                because: .error,
                note: "",
                by: .saorg(name: "test"),
                at: desk.staff.now
            )
            guard case .revoked = try await verdict() else {
                Issue.record("the former code is not revoked with its successor")
                return
            }
        }
    }
}
