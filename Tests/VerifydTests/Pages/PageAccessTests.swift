import Accounts
import Foundation
import HTTPTypes
import Hummingbird
import Testing

@testable import Pages
@testable import Web
@testable import verifyd

/// Every row of the table of gated pages, for every kind of reader.
struct PageAccessTests {
    @Test func `a page without cookies sets none`() async throws {
        try await TestApp.with { test in
            let paths = try Self.openPaths(test.app)
            #expect(paths.count > 20)
            for path in paths {
                let answer = try await test.get(Self.filled(path))
                #expect(answer.headers[.setCookie] == nil, "\(path)")
            }
        }
    }

    /// The paths of every page that is not in the table of gated pages.
    private static func openPaths(_ app: App) throws -> [String] {
        let gated = Set(GatedRoutes.table.map { RouterPath($0.page.path).description })
        var paths: [String] = []
        for route in Router(app, pages: try PageRoutes(app, describing: .api)).routes
        where route.method == .get {
            let path = route.path.description
            if !gated.contains(path.hasPrefix("/en/") ? String(path.dropFirst(3)) : path) {
                paths.append(path)
            }
        }
        return paths
    }

    @Test func `a visitor is led to the sign-in from every page of persons and of staff`()
        async throws
    {
        try await TestApp.with { test in
            for (page, access) in GatedRoutes.table where page.methods.contains(.get) {
                let path = Self.filled(page.path)
                let answer = try await test.get(path)
                switch access.readers {
                case .everyone, .signedOut: #expect(answer.status != 303, "\(path)")
                case .signedIn, .roles:
                    #expect(answer.status == 303, "\(path)")
                    #expect(answer.headers[.location] == "/sign-in?next=\(path)", "\(path)")
                }
            }
        }
    }

    @Test func `for a citizen the pages of staff are absent`() async throws {
        try await TestApp.with { test in
            let citizen = try await StaffSeed(test: test).citizen(31)
            let absent = try await test.get("/nothing-here", citizen.browser)
            #expect(absent.status == 404)
            for (page, access) in GatedRoutes.table where page.methods.contains(.get) {
                guard case .roles = access.readers else { continue }
                let answer = try await test.get(Self.filled(page.path), citizen.browser)
                #expect(answer.status == 404, "\(page.path)")
                #expect(answer.comparable == absent.comparable, "\(page.path)")
            }
        }
    }

    @Test func `each role opens the pages that the table gives it, and no other one`() async throws
    {
        try await TestApp.with { test in
            let seed = StaffSeed(test: test)
            let root = try await seed.root()
            let administrator = try await seed.member(.administrator, in: "saorg", 53, by: root)
            let auditor = try await seed.member(.auditor, in: "saorg", 54, by: root)
            for (role, member) in [
                (Role.root, root), (.administrator, administrator), (.auditor, auditor),
            ] {
                for (page, access) in GatedRoutes.table where page.methods.contains(.get) {
                    guard case .roles(let roles) = access.readers, !page.path.contains(":") else {
                        continue
                    }
                    let answer = try await test.get(page.path, member.browser)
                    let isOpen = roles.contains(role)
                    #expect(answer.status == (isOpen ? 200 : 404), "\(role.rawValue) \(page.path)")
                }
            }
        }
    }

    @Test func `a role that ended while a page was open is refused, and nothing is written`()
        async throws
    {
        try await TestApp.with { test in
            let seed = StaffSeed(test: test)
            let root = try await seed.root()
            let member = try await seed.member(.administrator, in: "saorg", 55, by: root)
            var browser = member.browser
            browser.receive([:], try await test.get("/staff/organisations/new", browser).text)
            let grants = try await test.app.domain.roles.grants(of: member.person)
            _ = try await test.app.domain.roles.end(
                grant: grants[0].id,
                because: "a test",
                by: .person(root.person, network: ""),
                at: test.clock.now
            )
            let answer = try await test.post(
                "/staff/organisations/new",
                ["code": "office", "kind": "unit"],
                browser
            )
            // The end of the role has ended the session too.
            #expect([401, 403].contains(answer.status))
            #expect(try await test.app.domain.roles.organisation("office") == nil)
        }
    }

    private static func filled(_ path: String) -> String {
        path.split(separator: "/", omittingEmptySubsequences: false)
            .map { $0.hasPrefix(":") || $0.hasPrefix("{") ? "x" : String($0) }
            .joined(separator: "/")
    }
}

struct SessionFormTests {
    @Test func `a cookie that was planted before the sign-in opens nothing afterwards`()
        async throws
    {
        try await TestApp.with { test in
            let planted = BrowserSecret().text
            var browser = TestBrowser()
            browser.cookies[test.app.cookies.session] = planted
            let before = try await test.get("/account", browser)
            #expect(before.status == 401)
            let citizen = try await StaffSeed(test: test).citizen(32)
            #expect(citizen.browser.cookies[test.app.cookies.session] != planted)
            #expect(try await test.get("/account", citizen.browser).status == 200)
            #expect(try await test.get("/account", browser).status == 401)
        }
    }

    @Test func `a form needs its origin, its cookie and its token`() async throws {
        try await TestApp.with { test in
            let citizen = try await StaffSeed(test: test).citizen(33)
            var browser = citizen.browser
            browser.receive([:], try await test.get("/account/sessions", browser).text)
            let path = "/account/sessions/\(citizen.session.id)/end"
            let other = try await StaffSeed(test: test).citizen(34)
            var stolen = other.browser
            stolen.tokens = browser.tokens
            var otherForm = browser
            otherForm.tokens[path] = browser.tokens["/sign-out"]
            var withoutToken = browser
            withoutToken.tokens = [:]
            var withoutCookie = browser
            withoutCookie.cookies = [:]
            let refused: [(TestBrowser, String?)] = [
                (browser, "cross-site"), (browser, "same-site"), (browser, nil),
                (withoutCookie, "same-origin"), (withoutToken, "same-origin"),
                (stolen, "same-origin"), (otherForm, "same-origin"),
            ]
            for (number, (sender, site)) in refused.enumerated() {
                let answer = try await test.post(path, [:], sender, site: site)
                #expect(answer.status == 403, "\(number)")
            }
            #expect(try await test.get("/account", browser).status == 200)
            #expect(try await test.post(path, [:], browser).status == 303)
            #expect(try await test.get("/account", browser).status == 401)
        }
    }

    @Test func `a code is of no use in another browser, and the first one still succeeds`()
        async throws
    {
        try await TestApp.with { test in
            let seed = StaffSeed(test: test)
            _ = try await seed.citizen(35)
            let number = try seed.draft(35).number.number
            test.clock.pass(61)
            var owner = TestBrowser()
            owner.receive([:], "")
            let page = try await test.get("/sign-in", owner)
            owner.receive(page.headers, page.text)
            let sent = try await test.post(
                "/sign-in",
                ["kind": "national", "number": number],
                owner
            )
            let path = sent.headers[.location] ?? ""
            let code = try await test.newestMessage().code ?? ""
            var thief = TestBrowser()
            let opened = try await test.get(path, thief)
            thief.receive(opened.headers, opened.text)
            #expect(try await test.post(path, ["code": code], thief).status == 422)
            let form = try await test.get(path, owner)
            owner.receive(form.headers, form.text)
            #expect(try await test.post(path, ["code": code], owner).status == 303)
        }
    }

    @Test func `a known and an unknown number get the same answer`() async throws {
        try await TestApp.with { test in
            let seed = StaffSeed(test: test)
            _ = try await seed.citizen(36)
            test.clock.pass(61)
            var bodies: [String] = []
            for number in [36, 37] {
                var browser = TestBrowser()
                let page = try await test.get("/sign-in", browser)
                browser.receive(page.headers, page.text)
                let typed = ["kind": "national", "number": try seed.draft(number).number.number]
                let sent = try await test.post("/sign-in", typed, browser)
                #expect(sent.status == 303)
                let path = sent.headers[.location] ?? ""
                let code = try await test.get(path, browser)
                #expect(code.status == 200)
                bodies.append(code.comparable.replacing(path, with: "/code"))
            }
            #expect(bodies[0] == bodies[1])
        }
    }
}
