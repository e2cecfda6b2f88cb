import Accounts
import Foundation
import HTTPTypes
import Persian
import Registry
import Store
import TestDatabases
import Testing
import VerifyCore

@testable import Pages
@testable import Web
@testable import verifyd

/// A link in a message carries no authority (P19), and an invitation is used once (P20).
struct MessageLinkTests {
    private static let settings = [
        "environment": "development", "people.identity-check": "sandbox",
    ]

    @Test func `P19: no link of a message signs in, or changes anything by being opened`()
        async throws
    {
        try await TestApp.with(Self.settings) { test in
            try await sendEveryLink(test)
            let linked = try await test.messages().filter { $0.text.contains("://") }
            #expect(
                Set(linked.map(\.template)) == ["invitation", "contact-change", "contact-loss"]
            )
            for message in linked {
                #expect(message.text.components(separatedBy: "://").count == 2)
                #expect(message.code == nil, "\(message.template) has a link and a code")
                let link = try #require(message.link)
                let before = try await test.rows()
                for path in [link, "/en" + link] {
                    var browser = TestBrowser()
                    let page = try await test.get(path, browser)
                    browser.receive(page.headers, page.text)
                    #expect([200, 410].contains(page.status), "\(message.template)")
                    #expect(browser.cookies[test.app.cookies.session] == nil)
                    let account = try await test.get("/account", browser)
                    #expect(account.status == 303, "\(message.template)")
                }
                // A form from elsewhere, as a mail program or a scanner of links would send it.
                #expect(try await test.post(link, [:], TestBrowser()).status == 403)
                #expect(try await test.rows() == before, "\(message.template)")
            }
        }
    }

    @Test func `P19: the button behind a link cancels, ends sessions and signs in no browser`()
        async throws
    {
        try await TestApp.with(Self.settings) { test in
            try await sendEveryLink(test)
            for template in ["contact-change", "contact-loss"] {
                let message = try await test.messages().first { $0.template == template }
                let link = try #require(message?.link)
                for status in [200, 410] {
                    var browser = TestBrowser()
                    let page = try await test.get(link, browser)
                    #expect(page.status == status)
                    browser.receive(page.headers, page.text)
                    browser.tokens[link] = browser.tokens[link] ?? ""
                    let done = try await test.post(link, [:], browser)
                    #expect(done.status == (status == 200 ? 200 : 403), "\(template)")
                    browser.receive(done.headers, done.text)
                    #expect(browser.cookies[test.app.cookies.session] == nil)
                }
            }
        }
    }

    @Test func `P20: an invitation that was used is gone, for its page and its form`() async throws
    {
        try await TestApp.with { test in
            let seed = StaffSeed(test: test)
            let root = try await seed.root()
            let draft = try seed.draft(60)
            _ = try await test.app.domain.roles.grant(
                GrantRequest(.invited(draft), as: .auditor, in: "saorg"),
                by: .person(root.person, network: ""),
                at: test.clock.now
            )
            let invitations = try await test.messages().filter { $0.template == "invitation" }
            let link = try #require(
                invitations.first { $0.recipient == draft.contact?.text }?.link
            )
            var browser = TestBrowser()
            let page = try await test.get(link, browser)
            browser.receive(page.headers, page.text)
            var form = try Self.form(on: page, of: draft.number.number, at: test.clock.now)
            // The link alone does not suffice: the number is that of the invited person.
            form["number"] = try seed.draft(61).number.number
            #expect(try await test.post(link, form, browser).status == 422)
            form["number"] = draft.number.number
            let accepted = try await test.post(link, form, browser)
            #expect(accepted.status == 200)
            let credentials = try await test.count("credential")
            for repeated in [
                try await test.post(link, form, browser), try await test.get(link, browser),
                try await test.get(link, TestBrowser()),
            ] {
                #expect(repeated.status == 410)
                browser.receive(repeated.headers, repeated.text)
                #expect(browser.cookies[test.app.cookies.session] == nil)
            }
            #expect(try await test.count("credential") == credentials)
        }
    }

    /// Fills the form of an invitation; the authenticator is the one that the page shows.
    private static func form(
        on page: TestApp.Answer,
        of number: String,
        at now: Timestamp
    ) throws -> [String: String] {
        let field = "name=\"\(AuthenticatorForm.secretField)\" value=\""
        let sealed = try #require(page.text[...].between(field, "\""))
        let words = page.text.replacing(/<[^>]*>|\s/, with: "")
        let shown = try #require(words.firstMatch(of: /[A-Z2-7]{32}/))
        let secret = try Base32.decode(String(shown.output))
        return [
            "kind": "national", "number": number, "password": "turquoise brick minaret",
            "password-again": "turquoise brick minaret",
            AuthenticatorForm.secretField: String(sealed),
            "factor": TOTP(secret: secret).code(step: now.secondsSinceEpoch / 30),
        ]
    }

    /// Makes a message of each template that has a link.
    private func sendEveryLink(_ test: TestApp) async throws {
        let (seed, domain) = (StaffSeed(test: test), test.app.domain)
        let root = try await seed.root()
        _ = try await domain.roles.grant(
            GrantRequest(.invited(try seed.draft(60)), as: .auditor, in: "saorg"),
            by: .person(root.person, network: ""),
            at: test.clock.now
        )
        let changing = try await seed.citizen(61)
        let losing = try await seed.citizen(62)
        for citizen in [changing, losing] {
            let outcome = try await domain.signIn.matchIdentity(
                of: citizen.person,
                at: test.clock.now
            )
            #expect(outcome == .matched)
        }
        try await change(changing.session, test)
        try await lose(try seed.draft(62), test)
    }

    /// A person of level 1 stores another contact.
    private func change(_ session: SignInSession, _ test: TestApp) async throws {
        let origin = Self.origin
        let signIn = test.app.domain.signIn
        let sent = try await signIn.beginContactChange(
            session,
            to: .email(EmailAddress(parsing: "new@example.org")),
            from: origin,
            at: test.clock.now
        )
        let outcome = try await signIn.finishContactChange(
            session,
            challenge: sent.challenge,
            code: try await test.newestMessage().code ?? "",
            from: origin,
            at: test.clock.now
        )
        #expect(outcome == .changed)
    }

    /// A person claims an owned number again with another mobile number, which the registers match.
    private func lose(_ owner: PersonDraft, _ test: TestApp) async throws {
        let origin = Self.origin
        let signIn = test.app.domain.signIn
        _ = try? await test.newestMessage()
        let sent = try await signIn.claim(
            owner,
            contact: .mobile(try Mobile(parsing: "09357654321")),
            terms: "1",
            from: origin,
            at: test.clock.now
        )
        let outcome = try await signIn.finish(
            sent.challenge,
            code: try await test.newestMessage().code ?? "",
            from: origin,
            at: test.clock.now
        )
        guard case .signedIn(let session) = outcome else {
            Issue.record("not signed in: \(outcome)")
            return
        }
        let match = try await signIn.matchIdentity(of: session.session.person, at: test.clock.now)
        guard case .takesOver = match else {
            Issue.record("no loss: \(match)")
            return
        }
    }

    private static var origin: SignInOrigin {
        SignInOrigin(
            network: "192.0.2.9",
            isSharedNetwork: true,
            browser: BrowserSecret(),
            agent: "test",
            language: .fa
        )
    }
}

extension TestApp {
    /// Every row of every table, by the name of the table.
    func rows() async throws -> [String: [String]] {
        let engine = TestEngine.chosen
        return try await app.domain.registry.database.read { connection in
            let tables = Dictionary(grouping: try engine.columns(in: connection), by: \.table)
            var rows: [String: [String]] = [:]
            for (name, columns) in tables where columns.allSatisfy(\.hasUsualType) {
                rows[name] = try AnyRow.first(10_000, of: columns, in: connection)
                    .map { "\($0.values)" }.sorted()
            }
            return rows
        }
    }

    /// The number of rows of a table.
    func count(_ table: String) async throws -> Int64 {
        try await app.domain.registry.database.read { connection in
            try connection.first("SELECT count(*) FROM \(identifier: table)") { try $0.int(0) } ?? 0
        }
    }
}
