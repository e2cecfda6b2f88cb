import Accounts
import Casework
import HTTPTypes
import Persian
import Registry
import Testing
import VerifyCore

@testable import Pages
@testable import Web
@testable import verifyd

/// The academic confirmation by forms alone, from the claim to the code.
struct CaseReviewTests {
    private static func action(_ name: String, _ id: String) -> String {
        "/cases/\(id)/actions/\(name)"
    }

    @Test
    func `a reviewer returns a scan, gets a better one, chooses, agrees, and SAORG issues`()
        async throws
    {
        try await ConfirmationDesk.with { desk in
            try await desk.upload(average: "16.00")
            let id = try await desk.request()
            let reviewer = try await desk.browser(of: desk.reviewer)
            let inbox = try await desk.page("/staff/cartable", reviewer)
            #expect(inbox.text.contains("/cases/\(id)\""))
            let next = try await desk.send(
                [:],
                to: "/staff/cartable/next",
                on: "/staff/cartable",
                reviewer
            )
            #expect(next.headers[.location] == "/cases/\(id)?notice=claimed")
            try await Self.returnScan(id, desk, reviewer)
            let applicant = try await desk.browser(of: desk.graduate, .citizen)
            let returned = try await desk.page("/cases/\(id)", applicant)
            for words in ["خوانا نیست", "هر چهار گوشه دیده شود", "/cases/\(id)/correct"] {
                #expect(returned.text.contains(words), "\(words)")
            }
            #expect(!returned.text.contains("برای همکار خودم"))
            #expect(try await desk.resubmit(id, scan: ConfirmationDesk.pixel).receipt != nil)
            let code = try await Self.decide(id, desk, reviewer)
            #expect(try await desk.verdict(of: code) == .valid)
            #expect(try await desk.staff.caseProblems() == [])
        }
    }

    private static func returnScan(
        _ id: String,
        _ desk: ConfirmationDesk,
        _ reviewer: TestBrowser
    ) async throws {
        let path = action("return", id)
        let empty = try await desk.send([:], to: path, reviewer)
        #expect(empty.status == 422)
        #expect(empty.text.contains("دست‌کم یک مورد"))
        let unfounded = try await desk.send(["return.scan.0": "yes"], to: path, reviewer)
        #expect(unfounded.status == 422)
        #expect(unfounded.hasFault("return.scan.0-reason"))
        let sent = try await desk.send(
            [
                "return.scan.0": "yes", "return.scan.0-reason": "unreadable",
                "return.scan.0-note": "هر چهار گوشه دیده شود", "note": "برای همکار خودم",
            ],
            to: path,
            reviewer
        )
        #expect(sent.status == 303)
        #expect(sent.headers[.location] == "/staff/cartable?notice=moved")
    }

    private static func decide(
        _ id: String,
        _ desk: ConfirmationDesk,
        _ reviewer: TestBrowser
    ) async throws -> AuthenticityCode {
        let path = action("agree", id)
        let form = try await desk.page(path, reviewer)
        #expect(form.status == 200)
        for words in [
            "≠ تفاوت دارد", "= یکسان", "بانک اطلاعات: 16.00", "متقاضی: 17.52", "تأیید در سازمان",
        ] {
            #expect(form.text.contains(words), "\(words)")
        }
        let half = try await desk.send(["file.scan.0": "accept"], to: path, reviewer)
        #expect(half.status == 422)
        #expect(half.hasFault("choice.average"))
        let agreed = try await desk.send(
            ["file.scan.0": "accept", "choice.average": "data_bank"],
            to: path,
            reviewer
        )
        #expect(agreed.status == 303)
        #expect(try await desk.page("/cases/\(id)", reviewer).status == 404)
        let office = try await desk.browser(of: desk.office)
        let issue = try await desk.page(action("issue", id), office)
        #expect(issue.text.contains("کد صحت صادر می‌شود"))
        #expect(issue.text.contains("پیام فرستاده می‌شود به: متقاضی"))
        let issued = try await desk.send([:], to: action("issue", id), office)
        #expect(issued.status == 303)
        let snapshot = try #require(try await desk.cases.snapshot(id))
        #expect(snapshot.file.outcome == .issued)
        let degree = try #require(try await desk.degree(of: snapshot))
        #expect(degree.record.average == 1_600)
        return degree.code
    }

    @Test func `who agreed reads why the confirmation is another person's`() async throws {
        try await ConfirmationDesk.with(["cases.sample": "0"]) { desk in
            let id = try await desk.request()
            _ = try await desk.agree(id, by: desk.reviewer)
            try await desk.becomeConfirmer(desk.reviewer)
            let browser = try await desk.browser(of: desk.reviewer)
            let page = try await desk.page("/cases/\(id)", browser)
            #expect(page.status == 200)
            #expect(page.text.contains("شخص دیگری باید اقدام کند"))
            #expect(!page.text.contains(Self.action("issue", id)))
            let form = try await desk.page(Self.action("issue", id), browser)
            #expect(form.headers[.location] == "/cases/\(id)")
        }
    }

    @Test func `a stale page gives the conflict, and keeps the note`() async throws {
        try await ConfirmationDesk.with { desk in
            let id = try await desk.request()
            let browser = try await desk.browser(of: desk.reviewer)
            let path = Self.action("refuse", id)
            let opened = try await desk.page(path, browser)
            #expect(opened.status == 200)
            let returned = try await desk.staff.move("return", id, by: desk.reviewer) {
                $0.returned = [FieldReturn(field: "/average", reason: "wrong")]
            }
            #expect(returned.receipt != nil)
            #expect(try await desk.resubmit(id, scan: ConfirmationDesk.pixel).receipt != nil)
            let sent = try await desk.post(
                ["reason": "forged", "note": "مهر این مدرک با نمونه نمی‌خواند"],
                to: path,
                from: opened,
                browser
            )
            #expect(sent.status == 409)
            #expect(sent.text.contains("مهر این مدرک با نمونه نمی‌خواند"))
            #expect(sent.text.contains("فرستادن دوباره"))
            let again = try await desk.page(path, browser)
            #expect(again.text.contains("مهر این مدرک با نمونه نمی‌خواند"))
            let refused = try await desk.send(
                ["reason": "forged", "note": "مهر این مدرک با نمونه نمی‌خواند"],
                to: path,
                browser
            )
            #expect(refused.status == 303)
            #expect(try await desk.cases.snapshot(id)?.file.outcome == .refused)
        }
    }

    @Test func `a case that a colleague closed is a conflict too, and a second press is the first`()
        async throws
    {
        try await ConfirmationDesk.with { desk in
            let id = try await desk.request()
            let browser = try await desk.browser(of: desk.reviewer)
            let path = Self.action("refuse", id)
            let first = try await desk.page(path, browser)
            let second = try await desk.page(path, browser)
            let form = ["reason": "forged", "note": "مهر نمی‌خواند"]
            #expect(try await desk.post(form, to: path, from: first, browser).status == 303)
            #expect(try await desk.post(form, to: path, from: first, browser).status == 303)
            let late = try await desk.post(form, to: path, from: second, browser)
            #expect(late.status == 409)
            #expect(late.text.contains("مهر نمی‌خواند"))
        }
    }

    @Test func `a decision needs a fresh factor, and what was typed waits for it`() async throws {
        try await ConfirmationDesk.with { desk in
            let id = try await desk.request()
            let browser = try await desk.browser(of: desk.reviewer)
            let path = Self.action("agree", id)
            let opened = try await desk.page(path, browser)
            desk.staff.test.clock.pass(11 * 60)
            let sent = try await desk.post(
                ["file.scan.0": "accept", "note": "یک نکته برای همکار"],
                to: path,
                from: opened,
                browser
            )
            #expect(sent.headers[.location] == "/step-up?next=\(path)")
            #expect(
                try await desk.page(path, browser).headers[.location] == "/step-up?next=\(path)"
            )
            let fresh = try await desk.browser(of: desk.reviewer)
            let again = try await desk.page(path, fresh)
            #expect(again.text.contains("یک نکته برای همکار"))
            #expect(again.text.contains("value=\"accept\" checked"))
        }
    }
}
