import Accounts
import Casework
import HTTPTypes
import Store
import Testing
import VerifyCore

@testable import Pages
@testable import Web
@testable import verifyd

/// A returned request is corrected on the pages.
struct CorrectionPageTests {
    @Test func `only what was returned can be changed, with the reason and the former answer`()
        async throws
    {
        try await RequestFormDesk.with { pages in
            let id = try await pages.open()
            let returned = try await pages.desk.staff.move("return", id, by: pages.desk.reviewer) {
                $0.returned = [
                    FieldReturn(field: "/document_number", reason: "wrong", note: "رقم آخر"),
                    FieldReturn(field: "/scan", ordinal: 1, reason: "unreadable"),
                ]
            }
            #expect(returned.receipt?.step == "correction", "\(returned)")
            let path = CorrectionPage.path(of: id)
            #expect(try await pages.page(MyRequestsPage.path).text.contains(path))
            let page = try await pages.page(path)
            for text in [
                "رقم آخر", "پاسخ پیشین", "خوانا نیست", "back.pdf", "name=\"document_number\"",
            ] {
                #expect(page.text.contains(text), "\(text)")
            }
            #expect(!page.text.contains("name=\"field_fa\""))
            let next = try await pages.send(
                ["document_number": "ب/۴۷۲", "field_fa": "پزشکی"],
                [RequestFormDesk.File("scan.1", "clear.pdf", "%PDF-1.7 clear")],
                to: path
            )
            #expect(next.headers[.location] == CorrectionCheckPage.path(of: id), "\(next.text)")
            let check = try await pages.page(CorrectionCheckPage.path(of: id))
            #expect(check.text.contains("clear.pdf"))
            let moves = try await pages.moves(on: CorrectionCheckPage.path(of: id))
            for _ in 0..<2 {
                let sent = try await pages.desk.staff.press(
                    moves,
                    to: CorrectionCheckPage.path(of: id),
                    on: check,
                    pages.graduate
                )
                #expect(sent.headers[.location] == SentPage.path(of: id), "\(sent.text)")
            }
            let snapshot = try #require(try await pages.desk.cases.snapshot(id))
            #expect(snapshot.file.step == "review")
            #expect(snapshot.submission?.number == 2)
            #expect(snapshot.submission?.values.text("document_number") == "ب/۴۷۲")
            #expect(snapshot.submission?.values.text("field_fa") == "مهندسی عمران")
            #expect(snapshot.files.map(\.file.shownName) == ["front.pdf", "clear.pdf"])
        }
    }

    @Test func `a correction that came too late is explained, and what was typed is kept`()
        async throws
    {
        try await RequestFormDesk.with { pages in
            let id = try await pages.open()
            _ = try await pages.desk.staff.move("return", id, by: pages.desk.reviewer) {
                $0.returned = [FieldReturn(field: "/document_number", reason: "wrong")]
            }
            let path = CorrectionPage.path(of: id)
            let checkPath = CorrectionCheckPage.path(of: id)
            _ = try await pages.send(["document_number": "ب/۴۷۲"], to: path)
            let check = try await pages.page(checkPath)
            var moves = try await pages.moves(on: checkPath)
            let other = try await pages.desk.staff.press(
                moves,
                to: checkPath,
                on: check,
                pages.graduate
            )
            #expect(other.status == 303)
            _ = try await pages.desk.staff.move(
                "return",
                id,
                by: pages.desk.reviewer,
                as: "second"
            ) {
                $0.returned = [FieldReturn(field: "/document_number", reason: "wrong")]
            }
            _ = try await pages.send(["document_number": "ب/۴۷۳"], to: path)
            moves["move"] = CaseID.make()
            let late = try await pages.desk.staff.press(
                moves,
                to: checkPath,
                on: check,
                pages.graduate
            )
            #expect(late.status == 409, "\(late.text)")
            #expect(late.text.contains("نگه داشته شده است"))
            #expect(try await pages.page(path).text.contains("value=\"ب/۴۷۳\""))
        }
    }
}
