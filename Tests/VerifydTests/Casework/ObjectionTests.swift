import Accounts
import Casework
import HTTPTypes
import Persian
import Testing

@testable import Pages
@testable import Web

/// A refused applicant objects; an official without part in the first case decides (D16).
struct ObjectionTests {
    private static let form = "/services/refusal-objection/request"

    /// A desk with a refused request.
    private static func with(
        _ body: (ConfirmationDesk, String) async throws -> Void
    ) async throws {
        try await ConfirmationDesk.with { desk in
            try await desk.offer("refusal-objection")
            let id = try await desk.request()
            let refused = try await desk.decide(
                "refuse",
                id,
                by: desk.reviewer,
                ["reason": "forged", "note": "مهر نمی‌خواند"]
            )
            #expect(refused.status == 303)
            try await body(desk, id)
        }
    }

    /// Objects from the page of the refused case; returns the id of the objection.
    private static func object(_ desk: ConfirmationDesk, to id: String) async throws -> String {
        let pages = try await desk.applicant()
        let address = "\(form)?about=\(id)"
        #expect(try await pages.page("/cases/\(id)").text.contains(address))
        let tracking = try #require(try await desk.cases.snapshot(id)).file.tracking
        #expect(try await pages.page(address).text.contains(tracking))
        let sent = try await pages.send(
            ["request": tracking, "why": "مهر دانشگاه در آن سال دیگر بود."],
            to: form,
            on: address
        )
        #expect(sent.headers[.location] == "/services/refusal-objection/check", "\(sent.text)")
        return try await pages.confirm("refusal-objection")
    }

    @Test func `a refusal names its reason and the way to object, until a day`() async throws {
        try await Self.with { desk, id in
            let page = try await desk.applicant().page("/cases/\(id)")
            for text in ["تصویر مدرک با سابقهٔ دانشگاه نمی‌خواند", "شخص دیگری", "اعتراض کنید"] {
                #expect(page.text.contains(text), "\(text)")
            }
            #expect(!page.text.contains("مهر نمی‌خواند"))
            let messages = try await desk.staff.test.messages()
            #expect(messages.contains { $0.text.contains("می‌توانید اعتراض کنید") })
            desk.staff.test.clock.pass(31 * 86_400)
            let late = try await desk.applicant().page("/cases/\(id)")
            #expect(late.text.contains("مهلت اعتراض گذشته است"))
            #expect(!late.text.contains(Self.form))
        }
    }

    @Test
    func `a granted objection leads to the same request again, which others decide`()
        async throws
    {
        try await Self.with { desk, id in
            let objection = try await Self.object(desk, to: id)
            #expect(try await desk.cases.snapshot(objection)?.file.parent == id)
            let office = try await desk.page(
                "/cases/\(objection)",
                try await desk.browser(of: desk.office)
            )
            #expect(office.text.contains("/cases/\(id)"), "the official sees the refused request")
            let granted = try await desk.decide(
                "grant",
                objection,
                by: desk.office,
                ["reason": "evidence", "note": "مهر سال ۱۳۹۹ است"]
            )
            #expect(granted.status == 303, "\(granted.text)")
            let pages = try await desk.applicant()
            let page = try await pages.page("/cases/\(id)")
            let again = "\(RequestFormDesk.form)?about=\(id)"
            #expect(page.text.contains("اعتراض شما پذیرفته شد") && page.text.contains(again))
            let form = try await pages.page(again)
            #expect(form.text.contains("value=\"ب/۴۷۱\"") || form.text.contains("ب/۴۷۱"))
            let sent = try await pages.send(
                RequestFormDesk.answers,
                [RequestFormDesk.File("scan", "diploma.pdf")],
                to: RequestFormDesk.form,
                on: again
            )
            #expect(sent.headers[.location] == RequestFormDesk.check, "\(sent.text)")
            let second = try await pages.confirm("academic-confirmation")
            let former = try await desk.decide("agree", second, by: desk.reviewer)
            #expect(former.status == 303)
            let result = try await desk.agree(second, by: desk.reviewer, as: "again")
            guard case .refused(let problems) = result else {
                Issue.record("\(result)")
                return
            }
            #expect(problems.map(\.kind).contains(.exclusion), "\(problems)")
            let other = try await desk.staff.member(.reviewer, 75, by: desk.head)
            desk.staff.test.clock.pass(4 * 86_400)
            try await desk.hold(.reviewer, other)
            let agreed = try await desk.agree(second, by: other, as: "other")
            #expect(agreed.receipt?.step == "confirm", "\(agreed)")
        }
    }

    @Test func `who refused the request does not decide about the objection`() async throws {
        try await Self.with { desk, id in
            let objection = try await Self.object(desk, to: id)
            try await desk.grant(.graduatesOffice, in: "graduates", to: desk.reviewer)
            try await desk.staff.hold(
                .graduatesOffice,
                of: "refusal-objection",
                desk.reviewer,
                in: "graduates"
            )
            let result = try await desk.staff.move("grant", objection, by: desk.reviewer) {
                ($0.reason, $0.note) = ("evidence", "x")
            }
            guard case .refused(let problems) = result else {
                Issue.record("\(result)")
                return
            }
            #expect(problems.map(\.kind).contains(.exclusion), "\(problems)")
        }
    }

    @Test func `a refused objection is the end, with its reason`() async throws {
        try await Self.with { desk, id in
            let objection = try await Self.object(desk, to: id)
            let pages = try await desk.applicant()
            let waiting = try await pages.page("/cases/\(id)")
            #expect(waiting.text.contains("به اعتراض شما رسیدگی می‌شود"))
            let refused = try await desk.decide(
                "refuse",
                objection,
                by: desk.office,
                ["reason": "right-decision", "note": "سابقه دیده شد"]
            )
            #expect(refused.status == 303, "\(refused.text)")
            let page = try await desk.applicant().page("/cases/\(objection)")
            #expect(page.text.contains("سابقهٔ دانشگاه تصمیم نخست را تأیید می‌کند"))
            #expect(!page.text.contains(Self.form), "there is no objection to an objection")
            let first = try await desk.applicant().page("/cases/\(id)")
            #expect(first.text.contains("اعتراض شما رد شد"))
        }
    }

    @Test func `only one's own refused request is objected to`() async throws {
        try await Self.with { desk, id in
            let pages = try await desk.applicant()
            let wrong = try await pages.send(
                ["request": "4821390724", "why": "چرا"],
                to: Self.form
            )
            #expect(wrong.status == 422 && wrong.hasFault("request"), "\(wrong.text)")
            let open = try await desk.open(moveID: "second")
            let tracking = try #require(open.receipt).tracking
            let early = try await pages.send(["request": tracking, "why": "چرا"], to: Self.form)
            #expect(early.status == 422 && early.hasFault("request"))
            #expect(early.text.contains("درخواست ردشده‌ای از شما"))
        }
    }
}
