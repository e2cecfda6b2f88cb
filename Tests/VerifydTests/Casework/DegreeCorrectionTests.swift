import Accounts
import Casework
import HTTPTypes
import Persian
import Registry
import Testing
import VerifyCore

@testable import Pages
@testable import Web

/// The holder of a degree reports wrong data from its page, and gets a new version.
struct DegreeCorrectionTests {
    private static let service = "degree-correction"
    private static let form = "/services/\(service)/request"
    private static let proof = RequestFormDesk.File("proof", "letter.pdf", "%PDF-1.7 letter")

    /// A desk with a degree of the graduate, and the address of the form that begins at it.
    private static func with(
        _ body: (ConfirmationDesk, IssuedDegree, RequestFormDesk) async throws -> Void
    ) async throws {
        try await ConfirmationDesk.with { desk in
            try await desk.offer(ServiceID(service))
            try await body(desk, try await desk.issueDegree(), try await desk.applicant())
        }
    }

    private static func report(
        _ degree: IssuedDegree,
        _ changed: [String: String]
    ) -> [String:
        String]
    {
        [
            "code": degree.code.digits, "institution": "1001", "cause": "name-change",
            "true": "yes",
        ].merging(changed) { $1 }
    }

    @Test
    func `a changed name becomes a new version by two persons, and the old code is superseded`()
        async throws
    {
        try await Self.with { desk, degree, pages in
            let address = "\(Self.form)?about=\(degree.id)"
            #expect(try await pages.page("/degrees/\(degree.id)").text.contains(address))
            let form = try await pages.page(address)
            for text in ["value=\"همکار\"", degree.code.digits, "در ثبت ما: «همکار»"] {
                #expect(form.text.contains(text), "\(text)")
            }
            let filled = try await pages.send(
                Self.report(degree, ["last_name_fa": "همکارنیا"]),
                [Self.proof],
                to: Self.form,
                on: address
            )
            #expect(filled.headers[.location] == "/services/\(Self.service)/check")
            let check = try await pages.page("/services/\(Self.service)/check")
            #expect(check.text.contains("در ثبت ما: همکار"))
            let id = try await pages.confirm(Self.service)
            let review = try await desk.page(
                "/cases/\(id)/actions/agree",
                try await desk.browser(of: desk.reviewer)
            )
            for text in ["مدرک کنونی: همکار", "متقاضی: همکارنیا", "≠ تفاوت دارد"] {
                #expect(review.text.contains(text), "\(text)")
            }
            let agreed = try await desk.decide(
                "agree",
                id,
                by: desk.reviewer,
                ["file.proof.0": "accept", "choice.last_name_fa": "claim"]
            )
            #expect(agreed.status == 303, "\(agreed.text)")
            #expect(try await desk.verdict(of: degree.code) == .valid)
            #expect(try await desk.decide("issue", id, by: desk.office).status == 303)
            try await Self.expectCorrected(desk, degree, id)
        }
    }

    private static func expectCorrected(
        _ desk: ConfirmationDesk,
        _ former: IssuedDegree,
        _ id: String
    ) async throws {
        let snapshot = try #require(try await desk.cases.snapshot(id))
        #expect(snapshot.file.outcome == .issued)
        let new = try #require(try await desk.degree(of: snapshot))
        #expect(new.record.lastNameFa == "همکارنیا")
        #expect(new.record.fieldFa == "مهندسی عمران")
        #expect(new.record.supersedes?.description == former.id)
        #expect(new.record.decision == "\(id)/\(snapshot.file.revision)")
        #expect(new.record.files == snapshot.files.map(\.file.hash))
        #expect(try await desk.verdict(of: new.code) == .valid)
        guard case .superseded = try await desk.verdict(of: former.code) else {
            Issue.record("the former code is not superseded")
            return
        }
        #expect(try await desk.messages("degree-issued") == 2)
        #expect(try await desk.staff.caseProblems() == [])
        let page = try await desk.applicant().page("/degrees/\(former.id)")
        #expect(page.text.contains("با نسخهٔ اصلاح‌شده جایگزین شده است"))
        #expect(!page.text.contains(form))
    }

    @Test func `the code is typed too, and a wrong one is named at its field`() async throws {
        try await Self.with { desk, degree, pages in
            let first = try await pages.page(Self.form)
            #expect(first.text.contains("name=\"code\""))
            #expect(!first.text.contains("name=\"last_name_fa\""))
            for (typed, words) in [
                ("1234", "۴ رقم"), ("12345678901234567890", "این کد درست نیست"),
            ] {
                let wrong = try await pages.send(["code": typed], to: Self.form)
                #expect(wrong.status == 422 && wrong.hasFault("code"))
                #expect(wrong.text.contains(words), "\(words)")
            }
            let right = try await pages.send(["code": degree.code.digits], to: Self.form)
            #expect(right.headers[.location] == "\(Self.form)?filled=yes")
            let form = try await pages.page("\(Self.form)?filled=yes")
            #expect(form.text.contains("value=\"همکار\""))
            #expect(form.text.contains("از ثبت ما آمده است"))
        }
    }

    @Test func `the degree of another person and a report without a difference open no case`()
        async throws
    {
        try await Self.with { desk, degree, pages in
            let other = try await desk.staff.test.app.domain.registry.issue(
                try .invented(830),
                by: .saorg(name: "test"),
                at: desk.staff.now
            )
            let address = "\(Self.form)?about=\(other.id)"
            #expect(!(try await pages.page(address).text.contains(other.code.digits)))
            let foreign = try await pages.send(["code": other.code.digits], to: Self.form)
            #expect(foreign.status == 422)
            #expect(foreign.text.contains("مدرکی با این کد به نام شما نیست"))
            #expect(!foreign.text.contains("کاظمی"))
            let same = try await pages.send(
                Self.report(degree, ["cause": "error"]),
                [Self.proof],
                to: Self.form
            )
            #expect(same.status == 303, "\(same.text)")
            // The values of the record were filled in; nothing of them is changed.
            let again = try await pages.send(
                Self.report(degree, ["cause": "error", "last_name_fa": "همکار"]),
                to: Self.form
            )
            #expect(again.headers[.location] == "/services/\(Self.service)/check", "\(again.text)")
            let check = "/services/\(Self.service)/check"
            let sent = try await desk.staff.send(
                try await pages.moves(on: check),
                to: check,
                pages.graduate
            )
            #expect(sent.status == 422)
            #expect(sent.text.contains("هیچ مقداری با آنچه ثبت شده است فرق ندارد"))
            #expect(try await pages.cases.isEmpty)
        }
    }

    @Test func `a reviewer who takes no value of the report corrects nothing`() async throws {
        try await Self.with { desk, degree, pages in
            _ = try await pages.send(
                Self.report(degree, ["average": "18.00", "cause": "error"]),
                [Self.proof],
                to: Self.form,
                on: "\(Self.form)?about=\(degree.id)"
            )
            let id = try await pages.confirm(Self.service)
            let kept = try await desk.decide(
                "agree",
                id,
                by: desk.reviewer,
                ["file.proof.0": "accept", "choice.average": "data_bank"]
            )
            #expect(kept.text.contains("چیزی اصلاح نمی‌شود") || kept.status == 303)
            let snapshot = try #require(try await desk.cases.snapshot(id))
            #expect(snapshot.file.step == "review" && snapshot.file.outcome == nil)
            #expect(try await desk.verdict(of: degree.code) == .valid)
        }
    }
}
