import HTTPTypes
import Persian
import Registry
import Store
import Testing
import VerifyCore

@testable import Pages
@testable import Web
@testable import verifyd

/// A link from the graduate's form to the reader, and back to the graduate's list.
struct SharePageTests {
    /// A network may check little, so that a test reaches the limit.
    private static let fewChecks = [
        "rates.verifications": "1", "rates.verifications-burst": "500",
    ]

    @Test func `a link is made, opened, used, listed and ended`() async throws {
        try await DegreeDesk.with { desk in
            let link = try #require(try await desk.share())
            let pin = try #require(link.pin)
            #expect(link.path.hasPrefix("/share/"))
            // Messengers fetch links: nothing is used.
            for _ in 1...4 {
                let door = try await desk.test.get(link.path)
                #expect(door.status == 200)
                #expect(door.text.contains("name=\"pin\""))
                #expect(!door.text.contains("مینودخت"))
                #expect(door.headers[.setCookie] == nil)
            }
            #expect(try await desk.grants.map(\.usesLeft) == [5])
            let wrong = try await desk.use(link, pin: pin == "000000" ? "000001" : "000000")
            #expect(wrong.status == 422 && wrong.hasFault("pin"))
            let shown = try await desk.use(link, pin: Digits.persian(pin))
            #expect(shown.status == 200)
            #expect(shown.text.contains("مینودخت") && shown.text.contains("مهندسی کامپیوتر"))
            for hidden in ["۱۷٫۲۵", "1395/820", String.nationalID(820), "رضا"] {
                #expect(!shown.text.contains(hidden), "\(hidden)")
            }
            #expect(try await desk.grants.map(\.usesLeft) == [4])
            let views = try await desk.page(desk.path("/views"))
            #expect(views.text.contains("دارندهٔ پیوند"))
            let list = try await desk.page(desk.path("/shares"))
            #expect(!list.text.contains(link.token) && !list.text.contains(pin))
            let grant = try #require(try await desk.grants.first)
            let end = desk.path("/shares/\(grant.id)/end")
            let ended = try await desk.send([:], to: end, on: desk.path("/shares"))
            #expect(ended.status == 303)
            #expect(try await desk.test.get(link.path).status == 404)
            #expect(try await desk.use(link).status == 404)
        }
    }

    @Test func `links that do not open have the same bytes, whatever the reason`() async throws {
        try await DegreeDesk.with(["rate-limits": "off"]) { desk in
            let expired = try #require(try await desk.share())
            let usedUp = try #require(try await desk.share(uses: 1, pin: false))
            #expect(try await desk.use(usedUp).status == 200)
            let guessed = try #require(try await desk.share())
            for number in 1...5 { _ = try await desk.use(guessed, pin: "wrong \(number)") }
            desk.test.clock.pass(1)
            let ended = try #require(try await desk.share())
            for open in try await desk.grants.prefix(1) {
                _ = try await desk.send(
                    [:],
                    to: desk.path("/shares/\(open.id)/end"),
                    on: desk.path("/shares")
                )
            }
            let unknown = DegreeDesk.Link(
                path: "/share/\(String(repeating: "A", count: 32))",
                pin: "000000"
            )
            let short = DegreeDesk.Link(path: "/share/x", pin: "1")
            let first = try await desk.test.get(unknown.path)
            #expect(first.status == 404)
            for link in [usedUp, guessed, ended, unknown, short] {
                let opened = try await desk.test.get(link.path)
                let used = try await desk.use(link)
                #expect(opened.status == 404 && used.status == 404, "\(link.path)")
                #expect(opened.text == first.text && used.text == first.text, "\(link.path)")
                let lengths = [opened, used, first].map { $0.headers[.contentLength] }
                #expect(Set(lengths).count == 1, "\(link.path)")
            }
            #expect(try await desk.test.get(expired.path).status == 200)
            desk.test.clock.pass(7 * 86_400)
            #expect(try await desk.test.get(expired.path).text == first.text)
            #expect(try await desk.use(expired).text == first.text)
        }
    }

    @Test func `a version that is not in force shows its status and no field`() async throws {
        try await DegreeDesk.with { desk in
            let link = try #require(try await desk.share(["holder", "average"], pin: false))
            _ = try await desk.test.app.domain.registry.revoke(
                desk.degree.id,
                because: .misconduct,
                note: "",
                by: DegreeDesk.saorg,
                at: desk.test.clock.now
            )
            let shown = try await desk.use(link)
            #expect(shown.status == 200)
            #expect(shown.text.contains("باطل شده است"))
            for hidden in ["مینودخت", "۱۷٫۲۵"] { #expect(!shown.text.contains(hidden)) }
            #expect(try await desk.grants.map(\.usesLeft) == [5])
        }
    }

    @Test func `no log and no metric has the token or the PIN of a link`() async throws {
        try await DegreeDesk.with(Self.fewChecks) { desk in
            let link = try #require(try await desk.share())
            let pin = try #require(link.pin)
            _ = try await desk.test.get(link.path)
            _ = try await desk.use(link, pin: "123")
            _ = try await desk.use(link)
            _ = try await desk.use(link, site: "cross-site")
            _ = try await desk.test.get(link.path + "/more")
            _ = try await desk.test.get(link.path + "?lang=en&t=\(link.token)")
            // Too many, and a database that fails.
            var statuses: Set<Int> = []
            for _ in 1...60 { statuses.insert(try await desk.use(link, pin: "123").status) }
            #expect(statuses.contains(429))
            desk.test.clock.pass(4 * 3_600)
            try await desk.test.app.domain.registry.database.write { connection in
                _ = try connection.execute("ALTER TABLE share_grant RENAME TO elsewhere")
            }
            #expect(try await desk.test.get(link.path).status >= 500)
            desk.test.clock.pass(3_600)
            #expect(try await desk.use(link).status >= 500)
            let log = desk.test.logged.text
            #expect(log.contains("/share/"))
            for (place, text) in [("log", log), ("metrics", desk.test.app.metricsText)] {
                #expect(!text.contains(link.token), "\(place)")
                #expect(!text.contains("\"\(pin)\""), "\(place)")
                #expect(!text.lowercased().contains(link.token.lowercased()), "\(place)")
            }
        }
    }

    @Test func `a form of another site uses nothing`() async throws {
        try await DegreeDesk.with { desk in
            let link = try #require(try await desk.share(pin: false))
            #expect(try await desk.use(link, site: "cross-site").status == 403)
            #expect(try await desk.grants.map(\.usesLeft) == [5])
        }
    }

    @Test func `links are limited by network like checks of codes`() async throws {
        try await DegreeDesk.with(Self.fewChecks) { desk in
            var statuses: Set<Int> = []
            for number in 1...200 where !statuses.contains(429) {
                statuses.insert(try await desk.test.get("/share/\(number)").status)
            }
            #expect(statuses == [404, 429])
        }
    }

    @Test func `without a choice the form says what is missing, and keeps what was chosen`()
        async throws
    {
        try await DegreeDesk.with { desk in
            let new = desk.path("/shares/new")
            let none = try await desk.send(["days": "30", "uses": "20", "pin": "no"], to: new)
            #expect(none.status == 422)
            #expect(none.hasFault("show-holder"))
            #expect(none.text.contains("value=\"30\" checked"))
            let strange = try await desk.send(
                ["show-holder": "yes", "days": "91", "uses": "0", "pin": "no"],
                to: new
            )
            #expect(strange.status == 422)
            #expect(strange.hasFault("days") && strange.hasFault("uses"))
            #expect(try await desk.grants.isEmpty)
            let changed = try await desk.send(
                ["show-holder": "yes", "days": "1", "uses": "1", "pin": "no", "step": "change"],
                to: new
            )
            #expect(changed.status == 200 && changed.text.contains("value=\"1\" checked"))
        }
    }

    @Test func `making a link needs a factor that was proved a moment ago`() async throws {
        try await DegreeDesk.with { desk in
            desk.test.clock.pass(601)
            let answer = try await desk.page(desk.path("/shares/new"))
            #expect(answer.status == 303)
            let address = "/step-up?next=\(desk.path("/shares/new"))"
            #expect(answer.headers[.location] == address)
        }
    }
}
