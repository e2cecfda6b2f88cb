import Accounts
import Casework
import HTTPTypes
import Store
import Testing
import VerifyCore

@testable import Pages
@testable import Web
@testable import verifyd

/// A person without JavaScript requests an academic confirmation on the pages.
struct RequestPageTests {
    @Test
    func `a request with two files is written, checked and sent, and its draft is deleted`()
        async throws
    {
        try await RequestFormDesk.with { pages in
            #expect(try await pages.page(ServicesPage.path).text.contains(RequestFormDesk.service))
            let start = try await pages.page(RequestFormDesk.service)
            for text in [
                "رایگان", "۱۰ روز کاری", "وجاهت قانونی ندارد", "۱۰ مگابایت", RequestFormDesk.form,
            ] {
                #expect(start.text.contains(text), "\(text)")
            }
            let empty = try await pages.page(RequestFormDesk.form)
            #expect(empty.text.contains("value=\"همکار\""))
            #expect(empty.text.contains("<option value=\"1001\">"))
            #expect(try await pages.fill().headers[.location] == RequestFormDesk.check)
            let check = try await pages.page(RequestFormDesk.check)
            for text in [
                "front.pdf", "back.pdf", "۳۱ شهریور ۱۳۹۹", "دانشگاه تهران", "#document_number",
            ] {
                #expect(check.text.contains(text), "\(text)")
            }
            let moves = try await pages.moves(on: RequestFormDesk.check)
            let sent = try await pages.desk.staff.send(
                moves,
                to: RequestFormDesk.check,
                pages.graduate
            )
            let id = try #require(sent.caseID, "\(sent.text)")
            #expect(sent.headers[.location] == "/cases/\(id)/sent")
            let snapshot = try #require(try await pages.desk.cases.snapshot(id))
            #expect(snapshot.files.map(\.file.shownName) == ["front.pdf", "back.pdf"])
            #expect(snapshot.submission?.values.text("graduation_date") == "2020-09-21")
            let done = try await pages.page("/cases/\(id)/sent")
            let tracking = snapshot.file.tracking.inGroups(of: 5)
            for text in tracking + ["بررسی در دانشگاه", "دانشگاه تهران"] {
                #expect(done.text.contains(text), "\(text)")
            }
            let draft = try await pages.desk.cases.draft(
                of: pages.graduate.person,
                service: "academic-confirmation"
            )
            #expect(draft == nil)
            let mine = try await pages.page(MyRequestsPage.path)
            #expect(mine.text.contains("/cases/\(id)"))
            #expect(mine.text.contains("<h2 id=\"sent\">"))
            for group in tracking { #expect(mine.text.contains(group)) }
        }
    }

    @Test func `the same page sent twice opens one case and leads to it twice`() async throws {
        try await RequestFormDesk.with { pages in
            #expect(try await pages.fill().status == 303)
            let check = try await pages.page(RequestFormDesk.check)
            var browser = pages.graduate.browser
            browser.receive([:], check.text)
            let fields = Dictionary(
                uniqueKeysWithValues: (browser.hidden[RequestFormDesk.check] ?? []).map {
                    ($0.name, $0.value)
                }
            )
            let test = pages.desk.staff.test
            let first = try await test.post(RequestFormDesk.check, fields, browser)
            let second = try await test.post(RequestFormDesk.check, fields, browser)
            #expect(first.status == 303)
            #expect(first.headers[.location] == second.headers[.location])
            #expect(try await pages.cases.count == 1)
        }
    }

    @Test func `files stay when another field is wrong, and are replaced and removed`() async throws
    {
        try await RequestFormDesk.with { pages in
            let wrong = try await pages.fill([
                "graduation_date-month": "۱۳", "document_number": "", "institution": "",
            ])
            #expect(wrong.status == 422)
            for field in ["graduation_date", "document_number", "institution"] {
                #expect(wrong.hasFault(field), "\(field)")
            }
            for text in ["front.pdf", "back.pdf", "value=\"۱۳۹۹\"", "value=\"۱۳\""] {
                #expect(wrong.text.contains(text), "\(text)")
            }
            let again = try await pages.page(RequestFormDesk.form)
            #expect(again.text.contains("front.pdf"))
            let right = try await pages.send(
                RequestFormDesk.answers.merging(["do.remove.scan.1": "yes"]) { _, new in new },
                [RequestFormDesk.File("scan", "better.pdf", "%PDF-1.7 better")],
                to: RequestFormDesk.form
            )
            #expect(right.headers[.location] == RequestFormDesk.check)
            let check = try await pages.page(RequestFormDesk.check)
            #expect(check.text.contains("better.pdf"))
            #expect(!check.text.contains("front.pdf"))
            #expect(!check.text.contains("back.pdf"))
        }
    }

    @Test func `a file of another kind is refused with its reason, and the others are kept`()
        async throws
    {
        try await RequestFormDesk.with { pages in
            let refused = try await pages.send(
                RequestFormDesk.answers,
                [
                    RequestFormDesk.File("scan", "front.pdf"),
                    RequestFormDesk.File("scan.1", "notes.txt", "plain text"),
                ],
                to: RequestFormDesk.form
            )
            #expect(refused.status == 422)
            #expect(refused.hasFault("scan.1"))
            #expect(refused.text.contains("نه JPEG است، نه PNG و نه PDF"))
            #expect(refused.text.contains("front.pdf"))
            #expect(try await pages.page(RequestFormDesk.form).text.contains("front.pdf"))
        }
    }

    @Test func `a second request about the same document is refused with a link to the open one`()
        async throws
    {
        try await RequestFormDesk.with { pages in
            let id = try await pages.open()
            #expect(try await pages.fill().headers[.location] == RequestFormDesk.check)
            let check = try await pages.page(RequestFormDesk.check)
            #expect(check.status == 422)
            #expect(check.text.contains("یک درخواست باز با همین مشخصات وجود دارد"))
            #expect(check.text.contains("/cases/\(id)"))
            #expect(!check.text.contains("name=\"move\""))
            #expect(try await pages.cases.count == 1)
        }
    }

    @Test func `what was typed is kept for later, also when it is not complete`() async throws {
        try await RequestFormDesk.with { pages in
            let saved = try await pages.send(
                ["document_number": "ب/۴۷۱", "do.save": "yes"],
                to: RequestFormDesk.form
            )
            #expect(saved.headers[.location] == MyRequestsPage.path)
            #expect(try await pages.page(MyRequestsPage.path).text.contains(RequestFormDesk.form))
            #expect(try await pages.page(RequestFormDesk.form).text.contains("value=\"ب/۴۷۱\""))
            #expect(try await pages.page(RequestFormDesk.service).text.contains("ادامهٔ درخواستی"))
            pages.desk.staff.test.clock.pass(31 * 86_400)
            let count = try await pages.desk.cases.pruneDrafts(at: pages.desk.staff.now)
            #expect(count == 1)
        }
    }

    @Test func `a person whose identity is not proven learns the way out, and has no form`()
        async throws
    {
        try await RequestFormDesk.with { pages in
            let citizen = try await pages.desk.staff.seed.citizen(83)
            let start = try await pages.page(RequestFormDesk.service, citizen)
            #expect(start.status == 200)
            #expect(start.text.contains(AccountAddress.identity))
            #expect(!start.text.contains("href=\"\(RequestFormDesk.form)\""))
            let form = try await pages.page(RequestFormDesk.form, citizen)
            #expect(form.headers[.location] == RequestFormDesk.service)
            let other = try await pages.page("/services/cartable-request")
            #expect(other.status == 404)
        }
    }

    @Test func `a head who signed in by a one-time code requests no cartable`() async throws {
        try await RequestFormDesk.with { pages in
            let desk = pages.desk
            let keys = desk.staff.test.app.domain.keyring.current
            try await desk.cases.database.write { connection in
                try ServicePhases.set(
                    .on,
                    of: ServiceID("cartable-request"),
                    by: keys,
                    in: connection
                )
            }
            let code = try await desk.browser(of: desk.head, .citizen)
            let staff = try await desk.browser(of: desk.head)
            for path in ["", "/request", "/check"] {
                let address = "/services/cartable-request\(path)"
                #expect(try await desk.page(address, code).status == 404, "\(address)")
            }
            #expect(try await desk.page("/services/cartable-request", staff).status == 200)
        }
    }

    @Test func `files of a form without its token are not stored`() async throws {
        try await RequestFormDesk.with { pages in
            let refused = try await pages.send(
                RequestFormDesk.answers,
                [RequestFormDesk.File("scan", "front.pdf")],
                to: RequestFormDesk.form,
                token: "x"
            )
            #expect(refused.status == 403)
            let count = try await pages.desk.cases.database.read { connection in
                try connection.first("SELECT count(*) FROM document") { try $0.int(0) }
            }
            #expect(count == 0)
        }
    }

    @Test func `the request of another person is absent`() async throws {
        try await RequestFormDesk.with { pages in
            let id = try await pages.open()
            let citizen = try await pages.desk.staff.seed.citizen(83)
            for path in ["/cases/\(id)/sent", "/cases/\(id)/correct", "/cases?after=\(id)"] {
                #expect(try await pages.page(path, citizen).status == 404, "\(path)")
            }
        }
    }
}

extension StaffDesk {
    /// Sends the form of a page that was opened before.
    func press(
        _ form: [String: String],
        to path: String,
        on opened: TestApp.Answer,
        _ member: StaffSeed.Member
    ) async throws -> TestApp.Answer {
        var browser = member.browser
        browser.receive([:], opened.text)
        return try await test.post(path, form, browser)
    }
}
