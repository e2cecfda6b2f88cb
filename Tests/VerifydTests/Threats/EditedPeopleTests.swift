import Accounts
import HTTPTypes
import Registry
import Store
import Testing
import VerifyCore

@testable import Pages
@testable import Web
@testable import verifyd

/// Rows of people that SQL inserted or edited open nothing, and raise the alarm (P11).
struct EditedPeopleTests {
    @Test func `P11: a session that SQL inserted or moved is answered by 401, and is counted`()
        async throws
    {
        try await TestApp.with { test in
            let seed = StaffSeed(test: test)
            let (victim, thief) = (try await seed.citizen(71), try await seed.citizen(72))
            let secret = BrowserSecret().text
            try await test.execute(
                """
                INSERT INTO session (
                    id_hash, person, kind, begun_at, seen_at, ends_at, proved_at, agent, network,
                    browser_mac, ended_at, seal
                )
                SELECT
                    \(SHA256.hash(Array(secret.utf8))), person, kind, begun_at, seen_at, ends_at,
                    proved_at, agent, network, browser_mac, ended_at, seal
                FROM session
                WHERE person = \(victim.person.description)
                """
            )
            var planted = thief.browser
            planted.cookies[test.app.cookies.session] = secret
            try await expectRefusal(test, of: planted, failures: 1)
            try await test.execute(
                """
                UPDATE session
                SET person = \(victim.person.description)
                WHERE person = \(thief.person.description)
                """
            )
            try await expectRefusal(test, of: thief.browser, failures: 2)
            #expect(try await test.get("/account", victim.browser).status == 200)
        }
    }

    @Test(
        arguments: [
            "ends_at = '2099-01-01T00:00:00Z'", "kind = 'staff'",
            "proved_at = '2099-01-01T00:00:00Z'", "seal = id_hash",
        ] as [SQL]
    )
    func `P11: a session whose row was edited is answered by 401, and is counted`(
        _ edit: SQL
    ) async throws {
        try await TestApp.with { test in
            let citizen = try await StaffSeed(test: test).citizen(73)
            #expect(try await test.get("/account", citizen.browser).status == 200)
            try await test.execute("UPDATE session SET \(edit)")
            try await expectRefusal(test, of: citizen.browser, failures: 1)
        }
    }

    @Test func `P11: a grant that SQL inserted or edited opens no page, and is counted`()
        async throws
    {
        try await TestApp.with { test in
            let seed = StaffSeed(test: test)
            let root = try await seed.root()
            let auditor = try await seed.member(.auditor, in: "saorg", 74, by: root)
            #expect(try await test.get("/staff/people", auditor.browser).status == 404)
            let before = test.app.domain.metrics.integrityFailures[]
            try await test.execute(
                """
                INSERT INTO role_grant (
                    id, person, role, organisation, from_at, until_at, granted_by, ended_at, seal
                )
                SELECT
                    '00000000-0000-4000-8000-000000000000', person, 'root', organisation, from_at,
                    until_at, granted_by, ended_at, seal
                FROM role_grant
                WHERE person = \(auditor.person.description)
                """
            )
            #expect(try await test.get("/staff/people", auditor.browser).status == 404)
            #expect(try await test.get("/staff/audit", auditor.browser).status == 200)
            #expect(test.app.domain.metrics.integrityFailures[] > before)
            try await test.execute(
                """
                UPDATE role_grant
                SET role = 'administrator'
                WHERE person = \(auditor.person.description) AND role = 'auditor'
                """
            )
            #expect(try await test.get("/staff/people", auditor.browser).status == 404)
            #expect(try await test.get("/staff/audit", auditor.browser).status == 404)
        }
    }

    @Test func `P11: a credential that SQL moved to another person opens nothing, and is counted`()
        async throws
    {
        try await TestApp.with { test in
            let seed = StaffSeed(test: test)
            let root = try await seed.root()
            let auditor = try await seed.member(.auditor, in: "saorg", 75, by: root)
            let before = test.app.domain.metrics.integrityFailures[]
            try await test.execute(
                """
                UPDATE credential
                SET person = \(root.person.description)
                WHERE person = \(auditor.person.description) AND kind = 'password'
                """
            )
            var browser = TestBrowser()
            let page = try await test.get("/sign-in/staff", browser)
            browser.receive(page.headers, page.text)
            let form = [
                "kind": "national", "number": try seed.draft(51).number.number,
                "password": "lapis \(auditor.person.description.prefix(8)) stone",
                "factor": "123456",
            ]
            let answer = try await test.post("/sign-in/staff", form, browser)
            #expect(answer.status == 422)
            browser.receive(answer.headers, answer.text)
            #expect(browser.cookies[test.app.cookies.session] == nil)
            #expect(test.app.domain.metrics.integrityFailures[] > before)
        }
    }

    private func expectRefusal(
        _ test: TestApp,
        of browser: TestBrowser,
        failures: Int
    ) async throws {
        #expect(try await test.get("/account", browser).status == 401)
        #expect(test.app.domain.metrics.integrityFailures[] == failures)
    }
}

extension TestApp {
    /// Runs a statement as an attacker who can write the database.
    func execute(_ statement: SQL) async throws {
        _ = try await app.domain.registry.database.write { try $0.execute(statement) }
    }
}
