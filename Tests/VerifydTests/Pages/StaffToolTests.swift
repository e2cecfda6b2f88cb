import Accounts
import Casework
import Foundation
import Persian
import Store
import Testing
import VerifyCore

@testable import Pages
@testable import Registry
@testable import Web
@testable import verifyd

/// The tools of SAORG: search with a reason, help desk, what is stuck, completeness of the data bank.
struct StaffToolTests {
    @Test
    func `a search needs a reason, tolerates the spelling, and the graduate reads who looked`()
        async throws
    {
        try await ConfirmationDesk.with { desk in
            try await desk.upload(average: "17.52")
            let office = try await desk.browser(of: desk.office)
            let path = "/en/staff/graduates"
            let without = try await desk.send(["last": "همكار"], to: path, office)
            #expect(without.status == 422)
            #expect(without.hasFault("reason"))
            let empty = try await desk.send(["reason": "court"], to: path, office)
            #expect(empty.hasFault("last"))
            let found = try await desk.send(
                ["last": "هم كار", "reason": "court", "note": "letter 12"],
                to: path,
                office
            )
            #expect(found.status == 200)
            #expect(found.text.contains("پارسا همکار"))
            #expect(!found.text.contains("letter 12</"))

            let graduate = try await desk.browser(of: desk.graduate, .citizen)
            let looks = try await desk.page("/en/account/looks", graduate)
            #expect(looks.text.contains("Your record in the data bank"))
            #expect(looks.text.contains("An order of a court or an inspection"))
            #expect(looks.text.contains("letter 12"))
            #expect(looks.text.contains("Graduates&#39; affairs office"))
            let other = try await desk.browser(of: desk.reviewer)
            let others = try await desk.page("/en/account/looks", other)
            #expect(!others.text.contains("Your record in the data bank"))
            #expect(try await desk.page(path, other).status == 404)
        }
    }

    @Test func `many searches of one person are an alarm`() async throws {
        try await ConfirmationDesk.with { desk in
            let app = desk.staff.test.app
            let office = try await desk.browser(of: desk.office)
            for _ in 0..<3 {
                let found = try await desk.send(
                    ["last": "همکار", "reason": "request"],
                    to: "/staff/graduates",
                    office
                )
                #expect(found.status == 200)
            }
            await AccessReview(app: app).review()
            #expect(app.metricsText.contains("sehat_searches_of_one_person 3"))
            let most = try await app.domain.roles.mostSearches(at: desk.staff.now)
            #expect(most?.person == desk.office.person.description)
            let later = desk.staff.now.adding(seconds: 86_401)
            #expect(try await app.domain.roles.mostSearches(at: later) == nil)
        }
    }

    @Test
    func `the help desk sees the state of a case, neither answers nor persons, and no action`()
        async throws
    {
        try await ConfirmationDesk.with { desk in
            let id = try await desk.request()
            let member = try await desk.staff.member(.helpDesk, in: "graduates", 76)
            let browser = try await desk.browser(of: member)
            let file = try #require(try await desk.cases.snapshot(id)?.file)
            let typo = try await desk.send(
                ["number": "1234567890", "reason": "request"],
                to: "/en/staff/help-desk",
                browser
            )
            #expect(typo.hasFault("number"))
            let shown = try await desk.send(
                ["number": file.tracking, "reason": "request"],
                to: "/en/staff/help-desk",
                browser
            )
            #expect(shown.status == 200)
            #expect(shown.text.contains("Review by the university"))
            for secret in ["مهندسی عمران", "17.52", "پارسا", "diploma.pdf"] {
                #expect(!shown.text.contains(secret), "\(secret)")
            }
            let graduate = try await desk.browser(of: desk.graduate, .citizen)
            let looks = try await desk.page("/en/account/looks", graduate)
            #expect(looks.text.contains("The state of your request"))
            let moved = try await desk.staff.move("refuse", id, by: member)
            #expect(moved.receipt == nil)
            #expect(try await desk.page("/staff/graduates", browser).status == 404)
        }
    }

    @Test func `what is stuck is counted, and the data bank of a university by year`() async throws
    {
        try await ConfirmationDesk.with { desk in
            try await desk.upload(average: "17.52")
            _ = try await desk.request()
            let root = try await desk.browser(of: desk.staff.root)
            let calm = try await desk.page("/en/staff/backlog", root)
            #expect(calm.text.contains("Nothing is stuck"))
            desk.staff.test.clock.pass(30 * 86_400)
            let again = try await desk.browser(of: desk.staff.root)
            let late = try await desk.page("/en/staff/backlog", again)
            #expect(!late.text.contains("Nothing is stuck"))
            #expect(late.text.contains("Call the head of the university"))
            let list = try await desk.page("/en/staff/data-bank", again)
            #expect(list.text.contains("/en/staff/data-bank/1001\""))
            let years = try await desk.page("/en/staff/data-bank/1001", again)
            #expect(years.text.contains("1399"))
            #expect(try await desk.page("/en/staff/data-bank/4711", again).status == 404)
        }
    }

    @Test
    func `a start page has the measured time only of enough cases, the ways out and the lines`()
        async throws
    {
        let lines = ["support.regulations": "Ms Ghanbari, 02196664351"]
        try await ConfirmationDesk.with(lines) { desk in
            let id = try await desk.request()
            let graduate = try await desk.browser(of: desk.graduate, .citizen)
            let path = "/en/services/academic-confirmation"
            let page = try await desk.page(path, graduate)
            #expect(page.text.contains("Not yet measured"))
            #expect(page.text.contains("You are an heir"))
            #expect(page.text.contains("Islamic Azad University"))
            #expect(page.text.contains("Ms Ghanbari, 02196664351"))
            #expect(page.text.contains("no legal standing"))
            #expect(page.text.utf8.count < 60_000)
            let guide = try await desk.page("\(path)/guide", graduate)
            #expect(guide.status == 200)
            #expect(guide.text.components(separatedBy: "<svg").count > 3)
            for audience in ["For the applicant", "at the university", "at SAORG"] {
                #expect(guide.text.contains(audience), "\(audience)")
            }
            #expect(guide.text.utf8.count < 60_000)
            try await desk.close(copiesOf: id, count: CaseDurations.fewest)
            let measured = try await desk.page(path, graduate)
            #expect(measured.text.contains("Half of the requests ended within"))
        }
    }
}

extension ConfirmationDesk {
    /// Adds closed copies of the row of a case, which ended after 1, 2, 3, … days.
    fileprivate func close(copiesOf id: String, count: Int) async throws {
        let now = staff.now
        try await staff.test.app.domain.registry.database.write { connection in
            for number in 1...count {
                let opened = now.adding(seconds: -Int64(number) * 86_400 - 60).description
                try connection.execute(
                    """
                    INSERT INTO case_file (
                        id, tracking, service, version, opened_by, organisation, step, revision, turn,
                        head_seal, waiting, since, provisional, open_errands, request_kind, price,
                        opened_at, outcome, closed_at
                    )
                    SELECT
                        \("copy-\(number)"), \(String(1_000_000_000 + number)), service, version,
                        opened_by, organisation, step, revision, turn, head_seal, 'none', since,
                        provisional, 0, request_kind, price, \(opened), 'issued',
                        \(now.adding(seconds: -60).description)
                    FROM case_file
                    WHERE id = \(id)
                    """
                )
            }
        }
    }
}
