import Accounts
import Casework
import Foundation
import Persian
import Testing

@testable import Pages
@testable import Web
@testable import verifyd

/// What a program proposed, on the pages of a case.
struct ProposalPageTests {
    private static let text = "معدل با سامانهٔ آموزش یکی است <b>."

    private static func propose(_ desk: ConfirmationDesk, _ id: String) async throws {
        let result = try await desk.cases.propose(
            ProposalRequest(
                "agree",
                of: id,
                moveID: "proposal",
                at: "1001",
                byKey: "1",
                note: text,
                now: desk.staff.now
            )
        )
        #expect(result.receipt != nil, "\(result)")
    }

    @Test func `a reviewer sees a proposal as one, the form is as empty as without it`()
        async throws
    {
        try await ConfirmationDesk.with { desk in
            let id = try await desk.request()
            let reviewer = try await desk.browser(of: desk.reviewer)
            let path = "/cases/\(id)/actions/agree"
            let before = try await desk.page(path, reviewer)
            try await Self.propose(desk, id)
            let page = try await desk.page("/cases/\(id)", reviewer)
            #expect(page.status == 200)
            for words in [
                "پیشنهاد سامانهٔ سازمان", "پیشنهاد: ", "سامانهٔ سازمان", "چیزی در فرم پر نشده است",
                "&lt;b&gt;",
            ] {
                #expect(page.text.contains(words), "\(words)")
            }
            let form = try await desk.page(path, reviewer)
            #expect(form.text.contains("پیشنهاد سامانهٔ سازمان"))
            // Nothing is chosen that was not chosen before.
            func chosen(_ answer: TestApp.Answer) -> [Int] {
                [" checked", " selected", "معدل با سامانهٔ آموزش</textarea>"].map {
                    answer.text.components(separatedBy: $0).count
                }
            }
            #expect(chosen(form) == chosen(before))
            let applicant = try await desk.browser(of: desk.graduate, .citizen)
            let own = try await desk.page("/cases/\(id)", applicant)
            #expect(own.status == 200)
            #expect(!own.text.contains("معدل با سامانهٔ آموزش"))
            #expect(!own.text.contains("پیشنهاد سامانه"))
        }
    }

    @Test func `after the decision a proposal is history`() async throws {
        try await ConfirmationDesk.with { desk in
            let id = try await desk.request()
            try await Self.propose(desk, id)
            let result = try await desk.agree(id, by: desk.reviewer)
            #expect(result.receipt != nil, "\(result)")
            let office = try await desk.browser(of: desk.office)
            let page = try await desk.page("/cases/\(id)", office)
            #expect(!page.text.contains("پیشنهاد سامانهٔ سازمان"))
            #expect(page.text.contains("پیشنهاد یک برنامه"))
            #expect(page.text.contains("معدل با سامانهٔ آموزش"))
        }
    }
}
