import Accounts
import HTTPTypes
import Persian
import Registry
import Testing
import VerifyCore

@testable import Pages
@testable import Web
@testable import verifyd

/// The degrees of a graduate, and those of other persons.
struct DegreePageTests {
    @Test func `a graduate sees the own degrees with status, code and QR code`() async throws {
        try await DegreeDesk.with { desk in
            let list = try await desk.page("/degrees")
            #expect(list.status == 200)
            #expect(list.text.contains("href=\"/degrees/\(desk.degree.id)\""))
            #expect(list.text.contains("ثبت شده و معتبر است"))
            let page = try await desk.page("/en" + desk.path())
            #expect(page.status == 200)
            for group in desk.degree.code.digits.inGroups(of: 4) {
                #expect(page.text.contains("<span>\(group)</span>"))
            }
            for text in [
                "Registered and valid", "Mina Kazemipour", "1395/820", "The code was issued",
                "no legal standing", "<svg", "/en\(desk.path("/certificate"))",
            ] {
                #expect(page.text.contains(text), "\(text)")
            }
            // The number of the ID is no part of what is shown and printed.
            #expect(!page.text.contains(String.nationalID(820)))
        }
    }

    @Test func `a person of level 0 gets the sentence why, and the way out`() async throws {
        try await TestApp.with { test in
            let citizen = try await StaffSeed(test: test).citizen(84)
            let degree = try await test.app.domain.registry.issue(
                try .invented(840),
                by: DegreeDesk.saorg,
                at: test.clock.now
            )
            let list = try await test.get("/degrees", citizen.browser)
            #expect(list.status == 200)
            #expect(list.text.contains("href=\"/account/identity\""))
            #expect(!list.text.contains(degree.id))
            #expect(try await test.get("/degrees/\(degree.id)", citizen.browser).status == 404)
        }
    }

    @Test func `each page of another person's degree is byte for byte that of no degree`()
        async throws
    {
        try await DegreeDesk.with { desk in
            let absent = try await desk.test.get("/nothing-here", desk.other.browser)
            #expect(absent.status == 404)
            var pages = 0
            for (page, _) in GatedRoutes.table
            where page.path.hasPrefix("/degrees/:id") && page.methods.contains(.get) {
                pages += 1
                for id in [desk.degree.id, "0190b0b0-0000-7000-8000-000000000001", "x", "%27"] {
                    let path = page.path.replacing(":id", with: id)
                        .replacing(":view", with: "view-1")
                    let answer = try await desk.test.get(path, desk.other.browser)
                    #expect(answer.status == 404, "\(path)")
                    #expect(answer.comparable == absent.comparable, "\(path)")
                }
            }
            #expect(pages == 8)
        }
    }

    @Test func `another person's link is neither listed nor ended`() async throws {
        try await DegreeDesk.with { desk in
            let link = try #require(try await desk.share())
            let grant = try #require(try await desk.grants.first)
            var browser = desk.other.browser
            browser.receive([:], try await desk.test.get("/account/sessions", browser).text)
            let path = desk.path("/shares/\(grant.id)/end")
            // With a token that the other person's own page made for the address.
            let reader = FormTokens(keyring: desk.test.app.domain.keyring)
            let secret = browser.cookies[desk.test.app.cookies.session] ?? ""
            browser.tokens[path] = reader.token(of: path, for: secret)
            #expect(try await desk.test.post(path, [:], browser).status == 404)
            #expect(try await desk.grants.first?.state == .open)
            #expect(try await desk.test.get(link.path).status == 200)
        }
    }

    @Test func `the QR code is downloaded as SVG and PNG`() async throws {
        try await DegreeDesk.with { desk in
            let svg = try await desk.page(desk.path("/qr.svg"))
            #expect(svg.status == 200)
            #expect(svg.headers[.contentType] == "image/svg+xml")
            #expect(svg.text == (try QRCode(desk.degree.qrText).svg()))
            let png = try await desk.page(desk.path("/qr.png"))
            #expect(png.headers[.contentType] == "image/png")
            #expect(png.text.contains("PNG"))
            for answer in [svg, png] {
                #expect(answer.headers[.contentDisposition]?.hasPrefix("attachment") == true)
                #expect(answer.headers[.cacheControl] == "no-store")
            }
        }
    }

    @Test func `the certificate has facts, code and the sentence about paper, and no signature`()
        async throws
    {
        try await DegreeDesk.with { desk in
            for (base, sentences) in [
                ("", ["وجاهت قانونی ندارد", "مهر و امضا ندارد", "مینودخت"]),
                ("/en", ["no legal standing", "no stamp and no signature", "Mina Kazemipour"]),
            ] {
                let page = try await desk.page(base + desk.path("/certificate"))
                #expect(page.status == 200)
                for sentence in sentences { #expect(page.text.contains(sentence), "\(sentence)") }
                #expect(page.text.contains("<svg"))
                #expect(page.text.contains("sehat.example.ir"))
                #expect(!page.text.contains(String.nationalID(820)))
            }
            _ = try await desk.test.app.domain.registry.revoke(
                desk.degree.id,
                because: .error,
                note: "internal words",
                by: DegreeDesk.saorg,
                at: desk.test.clock.now
            )
            let page = try await desk.page(desk.path("/certificate"))
            #expect(!page.text.contains("<span>\(desk.degree.code.digits.prefix(4))</span>"))
            let degree = try await desk.page(desk.path())
            #expect(degree.text.contains("باطل شده است"))
            #expect(!degree.text.contains("internal words"))
            #expect(!degree.text.contains("/certificate\""))
        }
    }

    @Test func `the versions of a corrected degree lead to each other`() async throws {
        try await DegreeDesk.with { desk in
            let new = try await desk.test.app.domain.registry.correct(
                desk.degree.id,
                to: try .invented(820, lastNameEn: "Kazemi"),
                by: DegreeDesk.saorg,
                at: desk.test.clock.now
            )
            let old = try await desk.page(desk.path())
            #expect(old.text.contains("با نسخهٔ اصلاح‌شده جایگزین شده است"))
            #expect(old.text.contains("href=\"/degrees/\(new.id)\""))
            let newest = try await desk.page("/degrees/\(new.id)")
            #expect(newest.text.contains("href=\"\(desk.path())\""))
        }
    }

    @Test func `a code that is issued in the name of a person of level 1 is one message`()
        async throws
    {
        try await DegreeDesk.with { desk in
            let registry = desk.test.app.domain.registry
            let now = desk.test.clock.now
            func told() async throws -> [String] {
                try await desk.test.messages().filter { $0.template == "degree-issued" }
                    .map(\.recipient)
            }
            // The degree of the desk was issued before the number was proven.
            #expect(try await told() == [])
            let degree = try await registry.issue(
                try .invented(830),
                by: DegreeDesk.saorg,
                at: now
            )
            #expect(try await told() == ["+989127771083"])
            // The same document again, and the degree of a person who has no account.
            _ = try await registry.issue(try .invented(830), by: DegreeDesk.saorg, at: now)
            _ = try await registry.issue(try .invented(831), by: DegreeDesk.saorg, at: now)
            #expect(try await told().count == 1)
            _ = try await registry.correct(
                degree.id,
                to: try .invented(830, lastNameEn: "Kazemi"),
                by: DegreeDesk.saorg,
                at: now
            )
            #expect(try await told().count == 2)
        }
    }

    @Test func `who looked is listed with the way to report it`() async throws {
        try await DegreeDesk.with { desk in
            let consent = try Verifier.Consent(purpose: "استخدام", reference: "C-17")
            let question = Question(.code(desk.degree.code.digits))
            _ = try await desk.test.app.domain.registry.answer(
                question,
                from: .organisation(id: "7", name: "Alborz", consent: consent),
                at: desk.test.clock.now
            )
            let page = try await desk.page(desk.path("/views"))
            #expect(page.text.contains("Alborz") && page.text.contains("استخدام"))
            let report = try #require(
                page.text.firstMatch(of: /href="([^"]*\/views\/view-[0-9]+\/report)"/)
            )
            let path = String(report.1)
            #expect(try await desk.page(path).status == 200)
            let empty = try await desk.send([:], to: path)
            #expect(empty.status == 422 && empty.hasFault("details"))
            let sent = try await desk.send(["details": "به این شرکت رضایت نداده‌ام"], to: path)
            #expect(sent.status == 200)
            let reports = try await desk.test.app.domain.registry.reports(limit: 10)
            #expect(reports.count == 1)
            #expect(reports[0].draft.subject.contains(desk.degree.id))
            #expect(reports[0].draft.subject.hasPrefix("view-"))
            #expect(sent.text.contains(reports[0].reference))
            let absent = path.replacing("view-", with: "view-9")
            #expect(try await desk.page(absent).status == 404)
        }
    }

    @Test func `staff who opened the account outside of a case are listed, without a name`()
        async throws
    {
        try await DegreeDesk.with { desk in
            let before = try await desk.page(desk.path("/views"))
            #expect(!before.text.contains("بیرون از پرونده‌ها"))
            try await desk.test.app.domain.record(
                "viewed",
                on: AuditObject(.person, desk.graduate.person),
                by: .person(desk.other.person, network: ""),
                detail: "",
                at: desk.test.clock.now
            )
            let page = try await desk.page(desk.path("/views"))
            #expect(page.text.contains("بیرون از پرونده‌ها"))
            #expect(page.text.contains("کارکنان سازمان امور دانشجویان"))
            #expect(!page.text.contains(desk.other.person.description))
        }
    }
}
