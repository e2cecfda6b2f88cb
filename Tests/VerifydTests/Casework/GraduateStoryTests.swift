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

/// A graduate gets a code, shares it and sees who looked: every step is a page or a form of it, without JavaScript.
struct GraduateStoryTests {
    @Test(arguments: ["", "/en"])
    func `from the request to who looked, with a returned scan`(_ base: String) async throws {
        try await RequestFormDesk.with { pages in
            let desk = pages.desk
            let id = try await Self.request(pages, base)
            try await Self.correct(id, pages, base)
            let agreed = try await Self.decide(
                "agree",
                id,
                desk.reviewer,
                desk,
                base,
                ["file.scan.0": "accept", "file.scan.1": "accept"]
            )
            #expect(agreed.status == 303, "\(agreed.text)")
            let issued = try await Self.decide("issue", id, desk.office, desk, base)
            #expect(issued.status == 303, "\(issued.text)")
            let snapshot = try #require(try await desk.cases.snapshot(id))
            #expect(snapshot.file.outcome == .issued)
            let degree = try #require(try await desk.degree(of: snapshot))
            #expect(snapshot.files.map(\.file.shownName) == ["clear.pdf", "back.pdf"])
            try await Self.share(degree.record, degree.code, pages, base)
        }
    }

    /// The form, the page that checks it, the case.
    private static func request(_ pages: RequestFormDesk, _ base: String) async throws -> String {
        let (form, check) = (base + RequestFormDesk.form, base + RequestFormDesk.check)
        let filled = try await pages.send(
            RequestFormDesk.answers,
            [
                RequestFormDesk.File("scan", "front.pdf", "%PDF-1.7 front"),
                RequestFormDesk.File("scan.1", "back.pdf", "%PDF-1.7 back"),
            ],
            to: form
        )
        #expect(filled.headers[.location] == check, "\(filled.text)")
        let sent = try await pages.desk.staff.send(
            try await pages.moves(on: check),
            to: check,
            pages.graduate
        )
        let parts = (sent.headers[.location] ?? "").split(separator: "/")
        return String(try #require(parts.dropLast().last, "\(sent.text)"))
    }

    /// The reviewer returns a scan with a reason, and the applicant sends a better one.
    private static func correct(
        _ id: String,
        _ pages: RequestFormDesk,
        _ base: String
    ) async throws {
        let returned = try await decide(
            "return",
            id,
            pages.desk.reviewer,
            pages.desk,
            base,
            ["return.scan.0": "yes", "return.scan.0-reason": "unreadable"]
        )
        #expect(returned.status == 303, "\(returned.text)")
        let path = base + CorrectionPage.path(of: id)
        #expect(try await pages.page(base + "/cases/\(id)").text.contains(path))
        let better = try await pages.send(
            [:],
            [RequestFormDesk.File("scan", "clear.pdf", "%PDF-1.7 clear")],
            to: path
        )
        let check = base + CorrectionCheckPage.path(of: id)
        #expect(better.headers[.location] == check, "\(better.text)")
        let sent = try await pages.desk.staff.send(
            try await pages.moves(on: check),
            to: check,
            pages.graduate
        )
        #expect(sent.status == 303, "\(sent.text)")
    }

    private static func decide(
        _ action: String,
        _ id: String,
        _ member: StaffSeed.Member,
        _ desk: ConfirmationDesk,
        _ base: String,
        _ fields: [String: String] = [:]
    ) async throws -> TestApp.Answer {
        let browser = try await desk.browser(of: member)
        return try await desk.send(fields, to: "\(base)/cases/\(id)/actions/\(action)", browser)
    }

    /// The certificate, a link for an employer, and the list of those who looked.
    private static func share(
        _ record: DegreeRecord,
        _ code: AuthenticityCode,
        _ pages: RequestFormDesk,
        _ base: String
    ) async throws {
        let degree = "\(base)/degrees/\(record.uuid)"
        let groups = code.grouped.split(separator: " ").map { String($0) }
        let certificate = try await pages.page("\(degree)/certificate")
        for group in groups { #expect(certificate.text.contains(group)) }
        let desk = pages.desk
        let browser = try await desk.browser(of: pages.graduate, .citizen)
        let new = "\(degree)/shares/new"
        let choice = ["days": "7", "uses": "5", "pin": "no", "show-field": "yes"]
        let made = try await desk.send(choice.merging(["step": "make"]) { $1 }, to: new, browser)
        let shown = made.text[...].between("class=\"hex\" translate=\"no\">", "</bdi>")?
            .replacing("<span>", with: "").replacing("</span>", with: "")
        let link = try #require(shown, "\(made.text)")
            .replacing("https://sehat.example.ir", with: "")
        let employer = try await desk.staff.test.post(String(link), [:], TestBrowser())
        #expect(employer.status == 200 && employer.text.contains(record.fieldFa))
        #expect(!employer.text.contains(record.lastNameFa))
        let views = try await desk.page("\(degree)/views", browser)
        #expect(views.text.contains(base.isEmpty ? "دارندهٔ پیوند" : "The reader of"))
    }
}
