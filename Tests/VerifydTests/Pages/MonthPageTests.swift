import Accounts
import HTTPTypes
import Persian
import Registry
import Store
import Testing

@testable import Pages
@testable import Web
@testable import verifyd

/// The monthly confirmation of responsibility by the head of a university (R143).
struct MonthPageTests {
    private static let path = "/staff/organisations/1001/month"

    /// Moves the clock behind the end of a month in which the head and the staff had their roles.
    private static func nextMonth(_ desk: ConfirmationDesk) -> ConfirmedMonth {
        let month = ConfirmedMonth(of: desk.staff.now.tehranDate)
        let clock = desk.staff.test.clock
        clock.pass(month.end.secondsSinceEpoch - clock.now.secondsSinceEpoch + 3_600)
        return month
    }

    private static func confirm(
        _ desk: ConfirmationDesk,
        _ browser: TestBrowser,
        _ changed: [String: String] = [:]
    ) async throws -> TestApp.Answer {
        var browser = browser
        browser.receive([:], try await desk.staff.test.get(path, browser).text)
        var form = ["agreed": "yes"]
        for (name, value) in browser.hidden[path] ?? [] { form[name] = value }
        return try await desk.staff.test.post(
            path,
            form.merging(changed) { _, new in new },
            browser
        )
    }

    @Test func `the head confirms a month that is over, once, over its people and codes`()
        async throws
    {
        try await ConfirmationDesk.with { desk in
            _ = try await desk.staff.test.app.domain.registry.issue(
                try .invented(610),
                by: .saorg(name: "test"),
                at: desk.staff.now
            )
            let month = Self.nextMonth(desk)
            let browser = try await desk.browser(of: desk.head)
            let page = try await desk.staff.test.get(Self.path, browser)
            #expect(page.status == 200, "\(page.text)")
            #expect(page.text.contains(month.name.fa))
            #expect(page.text.contains("کارشناس بررسی"))
            let file = try await desk.staff.test.get(
                "\(Self.path)/codes.csv?month=\(month)",
                browser
            )
            #expect(file.text.contains("1395/610"))
            let missing = try await Self.confirm(desk, browser, ["agreed": ""])
            #expect(missing.status == 422)
            let answer = try await Self.confirm(desk, browser)
            #expect(answer.status == 303, "\(answer.text)")
            let done = try await desk.staff.test.get(Self.path, browser)
            #expect(done.text.contains("note-good"))
            #expect(!done.text.contains("name=\"agreed\""))
            let roles = desk.staff.test.app.domain.roles
            let kept = try await roles.monthlyConfirmations(of: "1001", limit: 9)
            #expect(kept.map(\.month) == [month])
            #expect(kept.first?.confirmedBy == desk.head.person)
            #expect(try await !roles.unconfirmed(month).contains("1001"))
        }
    }

    @Test func `a list that changed since the page was shown is not confirmed`() async throws {
        try await ConfirmationDesk.with { desk in
            _ = Self.nextMonth(desk)
            let browser = try await desk.browser(of: desk.head)
            let answer = try await Self.confirm(desk, browser, ["digest": "00"])
            #expect(answer.status == 422)
            #expect(answer.text.contains("تغییر کرده است"))
        }
    }

    @Test func `the present month waits for its end, and no other person confirms`() async throws {
        try await ConfirmationDesk.with { desk in
            let present = ConfirmedMonth(of: desk.staff.now.tehranDate)
            let head = try await desk.browser(of: desk.head)
            let page = try await desk.staff.test.get("\(Self.path)?month=\(present)", head)
            #expect(!page.text.contains("name=\"agreed\""))
            let lists = ConfirmedLists(
                of: "1001",
                in: present,
                grants: [],
                codes: 0,
                codesDigest: []
            )
            let roles = desk.staff.test.app.domain.roles
            await #expect(throws: RolesError.period) {
                try await roles.confirm(
                    lists,
                    by: .person(desk.head.person, network: ""),
                    at: desk.staff.now
                )
            }
            let confirmer = try await desk.browser(of: desk.confirmer)
            #expect(try await desk.staff.test.get(Self.path, confirmer).status == 404)
            let other = "/staff/organisations/1002/month"
            #expect(try await desk.staff.test.get(other, head).status == 404)
        }
    }

    @Test func `heads are reminded once, a late month is counted, and SAORG sees which is missing`()
        async throws
    {
        try await ConfirmationDesk.with { desk in
            let month = Self.nextMonth(desk)
            let roles = desk.staff.test.app.domain.roles
            let contact = try desk.staff.seed.draft(71).contact?.text ?? ""
            for _ in 0..<3 {
                #expect(try await roles.remindOfMonth(at: desk.staff.now) == 0)
            }
            let first = try await desk.staff.test.messages().filter {
                $0.template == "month-to-confirm"
            }
            #expect(first.map(\.recipient) == [contact])
            desk.staff.test.clock.pass(MonthlyConfirmation.dueDays * 86_400)
            #expect(try await roles.remindOfMonth(at: desk.staff.now) == 1)
            let late = try await desk.staff.test.messages().filter { $0.template == "month-late" }
            #expect(late.count == 1)
            let officer = try await desk.browser(of: desk.staff.administrator)
            let page = try await desk.staff.test.get("/staff/months", officer)
            #expect(page.text.contains("/staff/organisations/1001\""))
            #expect(page.text.contains("note-bad"))
            #expect(page.text.contains(month.name.fa))
            let head = try await desk.browser(of: desk.head)
            #expect(try await desk.staff.test.get("/staff", head).text.contains(Self.path))
        }
    }

    @Test func `a month before the first role of the institution needs no confirmation`()
        async throws
    {
        try await ConfirmationDesk.with { desk in
            let before = ConfirmedMonth(of: desk.staff.now.tehranDate).previous.previous
            let head = try await desk.browser(of: desk.head)
            let page = try await desk.staff.test.get("\(Self.path)?month=\(before)", head)
            #expect(page.status == 200)
            #expect(page.text.contains("تأیید لازم نیست"))
            #expect(!page.text.contains("name=\"agreed\""))
        }
    }

    @Test func `months follow each other over the end of a year`() throws {
        let last = try #require(ConfirmedMonth(parsing: "1404-12"))
        #expect(last.next.description == "1405-01")
        #expect(last.next.previous == last)
        #expect(last.end == last.next.begin)
        for text in ["1404-13", "1404-00", "140-01", "1404/01", "۱۴۰۴-01", "1404-1", ""] {
            #expect(ConfirmedMonth(parsing: text) == nil, "\(text)")
        }
    }
}
