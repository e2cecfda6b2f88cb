import Accounts
import HTTPTypes
import Persian
import Registry
import Store
import Testing
import VerifyCore

@testable import Pages
@testable import Web
@testable import verifyd

/// What staff may not do (P13, P16, P22).
struct StaffLimitTests {
    @Test
    func `P13: a role whose period ends while a page is open is refused, and nothing is written`()
        async throws
    {
        try await TestApp.with { test in
            let (seed, roles) = (StaffSeed(test: test), test.app.domain.roles)
            let root = try await seed.root()
            let member = try await seed.member(.auditor, in: "saorg", 81, by: root)
            _ = try await roles.grant(
                GrantRequest(
                    .person(member.person),
                    as: .administrator,
                    in: "saorg",
                    until: test.clock.now.adding(seconds: 60)
                ),
                by: .person(root.person, network: ""),
                at: test.clock.now
            )
            var browser = member.browser
            let page = try await test.get("/staff/organisations/new", browser)
            #expect(page.status == 200)
            browser.receive(page.headers, page.text)
            test.clock.pass(60)
            let before = try await test.count("organisation")
            let answer = try await test.post(
                "/staff/organisations/new",
                ["code": "office", "kind": "unit"],
                browser
            )
            #expect(answer.status == 403)
            #expect(try await test.count("organisation") == before)
            // The session continues, with the role that is left.
            #expect(try await test.get("/staff/audit", browser).status == 200)
            #expect(try await test.get("/staff/organisations/new", browser).status == 404)
        }
    }

    @Test func `P22: the role of one of two root administrators is not ended, with a sentence`()
        async throws
    {
        try await TestApp.with { test in
            let (seed, roles) = (StaffSeed(test: test), test.app.domain.roles)
            let root = try await seed.root()
            let other = try #require(
                try await roles.grants(as: .root).first { $0.person != root.person }
            )
            for (path, form) in [
                ("/staff/grants/\(other.id)", ["reason": "test"]),
                ("/staff/people/\(other.person)", ["action": "block", "reason": "test"]),
            ] {
                var browser = root.browser
                browser.receive([:], try await test.get(path, browser).text)
                let answer = try await test.post(path, form, browser)
                #expect(answer.status == 422, "\(path)")
                #expect(answer.text.contains("دست‌کم دو مدیر ارشد"), "\(path)")
            }
            #expect(try await roles.usableRootAdministrators(at: test.clock.now) == 2)
            #expect(try await roles.grant(other.id)?.endedAt == nil)
        }
    }

    @Test func `P16: no staff role registers a citizen, or acts in the place of one`() async throws
    {
        try await TestApp.with { test in
            let seed = StaffSeed(test: test)
            let citizen = try await seed.citizen(90)
            let before = try await rows(of: citizen.person, test)
            for (role, member) in try await everyRole(test) {
                let persons = try await test.count("person")
                let challenges = try await test.count("challenge")
                // The pages of citizens lead staff away, whatever is sent to them.
                for path in ["/register", "/sign-in", "/sign-in/authenticator"] {
                    var browser = member.browser
                    let page = try await test.get(path, browser)
                    #expect(page.status == 303, "\(role) \(path)")
                    browser.receive([:], try await test.get("/account", browser).text)
                    browser.tokens[path] = browser.tokens["/sign-out"]
                    let form = ["kind": "national", "number": try seed.draft(90).number.number]
                    #expect(
                        try await test.post(path, form, browser).status == 303,
                        "\(role) \(path)"
                    )
                }
                try await sendEveryForm(about: citizen, as: member, test)
                #expect(try await test.count("person") == persons, "\(role)")
                #expect(try await test.count("challenge") == challenges, "\(role)")
                #expect(try await rows(of: citizen.person, test) == before, "\(role)")
            }
            #expect(try await test.get("/account", citizen.browser).status == 200)
        }
    }

    /// Opens every page with the ids of a citizen in its address, and sends its forms.
    private func sendEveryForm(
        about citizen: StaffSeed.Member,
        as member: StaffSeed.Member,
        _ test: TestApp
    ) async throws {
        for (page, _) in GatedRoutes.table where page.path.contains(":") {
            for id in [citizen.person.description, citizen.session.id] {
                let path = page.path.split(separator: "/", omittingEmptySubsequences: false)
                    .map { $0.hasPrefix(":") ? id : String($0) }.joined(separator: "/")
                var browser = member.browser
                if page.methods.contains(.get) {
                    browser.receive([:], try await test.get(path, browser).text)
                }
                guard page.methods.contains(.post) else { continue }
                let forms = browser.tokens.isEmpty ? [path: ""] : browser.tokens
                browser.tokens = forms
                for action in forms.keys where action != "/sign-out" {
                    let answer = try await test.post(action, [:], browser)
                    #expect(answer.status != 500, "\(action)")
                }
            }
        }
    }

    /// A member of staff for each role.
    private func everyRole(_ test: TestApp) async throws -> [(Role, StaffSeed.Member)] {
        let (seed, roles) = (StaffSeed(test: test), test.app.domain.roles)
        let root = try await seed.root()
        try await roles.addOrganisation(
            OrganisationDraft(code: "1001", kind: .institution, contact: "office@1001.example"),
            by: .commandLine("test"),
            at: test.clock.now
        )
        let administrator = try await seed.member(.administrator, in: "saorg", 60, by: root)
        let head = try await seed.member(.head, in: "1001", 61, by: administrator)
        var members = [(Role.root, root), (.administrator, administrator), (.head, head)]
        var number = 62
        for role in Role.allCases where !members.contains(where: { $0.0 == role }) {
            let organisation = role.kinds.contains(.unit) ? "saorg" : "1001"
            switch role.granter {
            case .saorg(let granter):
                let member = try await seed.member(
                    role,
                    in: organisation,
                    number,
                    by: granter == .root ? root : administrator
                )
                members.append((role, member))
            case .head:
                members.append(
                    (role, try await seed.member(role, in: organisation, number, by: head))
                )
            case .headWithApproval:
                let outcome = try await roles.grant(
                    GrantRequest(
                        .person(members[members.count - 1].1.person),
                        as: role,
                        in: organisation
                    ),
                    by: .person(head.person, network: ""),
                    at: test.clock.now
                )
                guard case .proposed(let proposal) = outcome else { continue }
                _ = try await roles.confirm(
                    proposal.id,
                    by: .person(administrator.person, network: ""),
                    at: test.clock.now
                )
                members.append((role, members[members.count - 1].1))
            }
            number += 1
        }
        #expect(members.count == Role.allCases.count)
        return members
    }

    /// The rows of a person in the tables of people and sign-in.
    private func rows(of person: PersonID, _ test: TestApp) async throws -> [String: [String]] {
        let tables = [
            "person", "person_number", "session", "credential", "contact_change", "challenge",
        ]
        return try await test.rows().filter { tables.contains($0.key) }
            .mapValues { rows in rows.filter { $0.contains(person.description) } }
    }
}
