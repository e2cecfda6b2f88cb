import Accounts
import Casework
import HTTPTypes
import Persian
import Testing
import VerifyCore

@testable import Pages
@testable import Web
@testable import verifyd

/// Who sees a case, its files and its actions on the pages.
struct CaseAccessTests {
    @Test func `for a person without a part every address of a case is absent`() async throws {
        try await ConfirmationDesk.with { desk in
            let id = try await desk.request()
            let document = try await desk.document(of: id)
            let other = try await desk.staff.seed.citizen(91)
            let visitors = [
                try await desk.browser(of: other, .citizen),
                // Another cartable of the same university, and a session that opens no role.
                try await desk.browser(of: desk.confirmer),
                try await desk.browser(of: desk.reviewer, .citizen),
            ]
            for (number, visitor) in visitors.enumerated() {
                for path in Self.paths(id, document) {
                    let denied = try await desk.page(path, visitor)
                    let absent = try await desk.page(
                        path.replacing(id, with: "3f1f9a0e-0000-4000-8000-000000000000"),
                        visitor
                    )
                    #expect(denied.status == 404, "\(number) \(path)")
                    #expect(denied.comparable == absent.comparable, "\(number) \(path)")
                }
            }
            let reviewer = try await desk.browser(of: desk.reviewer)
            #expect(try await desk.page("/cases/\(id)", reviewer).status == 200)
        }
    }

    private static func paths(_ id: String, _ document: String) -> [String] {
        let file = "/cases/\(id)/files/\(document)"
        return [
            "/cases/\(id)", file, "\(file)/image", "\(file)/download",
            "/cases/\(id)/actions/agree", "/cases/\(id)/actions/withdraw", "/en/cases/\(id)",
        ]
    }

    @Test func `a file of another case is absent in an own one`() async throws {
        try await ConfirmationDesk.with { desk in
            let id = try await desk.request()
            let foreign = try await desk.staff.store("%PDF-1.7 other", by: desk.graduate)
            let browser = try await desk.browser(of: desk.graduate, .citizen)
            let path = "/cases/\(id)/files/\(foreign)"
            for end in ["", "/image", "/download"] {
                #expect(try await desk.page(path + end, browser).status == 404, "\(end)")
            }
        }
    }

    @Test func `a PDF is only an attachment, an image is shown without scripts`() async throws {
        try await ConfirmationDesk.with { desk in
            let id = try await desk.request()
            let browser = try await desk.browser(of: desk.graduate, .citizen)
            let pdf = "/cases/\(id)/files/\(try await desk.document(of: id))"
            #expect(try await desk.page("\(pdf)/image", browser).status == 404)
            #expect(try await !desk.page(pdf, browser).text.contains("<img"))
            let download = try await desk.page("\(pdf)/download", browser)
            #expect(download.text == "%PDF-1.7 diploma")
            let tracking = try #require(try await desk.cases.snapshot(id)?.file.tracking)
            #expect(
                download.headers[.contentDisposition]
                    == "attachment; filename=\"\(tracking)-scan-1.pdf\""
            )
            _ = try await desk.staff.move("return", id, by: desk.reviewer) {
                $0.returned = [FieldReturn(field: "/scan", reason: "unreadable")]
            }
            _ = try await desk.resubmit(id, scan: ConfirmationDesk.pixel)
            let image = "/cases/\(id)/files/\(try await desk.document(of: id))"
            let viewer = try await desk.page("\(image)?zoom=2&turn=90", browser)
            #expect(viewer.text.contains("zoom-2 turn-90"))
            #expect(viewer.text.contains("zoom=3&amp;turn=90"))
            let shown = try await desk.page("\(image)/image", browser)
            #expect(shown.headers[.contentType] == "image/png")
            for (name, value) in [
                ("Content-Security-Policy", "sandbox; default-src 'none'"),
                ("X-Content-Type-Options", "nosniff"), ("Cache-Control", "no-store"),
            ] {
                let field = try #require(HTTPField.Name(name))
                #expect(shown.headers[values: field] == [value], "\(name)")
            }
        }
    }

    @Test func `an applicant reads where the case is, and withdraws it`() async throws {
        try await ConfirmationDesk.with { desk in
            let id = try await desk.request()
            let browser = try await desk.browser(of: desk.graduate, .citizen)
            let page = try await desk.page("/cases/\(id)", browser)
            for words in [
                "بررسی در دانشگاه", "کارشناس بررسی", "تا پایان وقت اداری", "<time datetime=",
            ] {
                #expect(page.text.contains(words), "\(words)")
            }
            let path = "/cases/\(id)/actions/withdraw"
            #expect(page.text.contains(path))
            #expect(try await desk.send([:], to: path, browser).status == 303)
            #expect(try await desk.cases.snapshot(id)?.file.outcome == .withdrawn)
            #expect(try await desk.page("/cases/\(id)", browser).text.contains("پس گرفته شد"))
        }
    }
}
