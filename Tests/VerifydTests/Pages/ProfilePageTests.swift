import Accounts
import HTTPTypes
import Store
import Testing

@testable import Pages
@testable import Web
@testable import verifyd

/// What a person changes in the own profile.
struct ProfilePageTests {
    @Test func `a person chooses the language of messages`() async throws {
        try await StaffDesk.with { desk in
            let citizen = try await desk.seed.citizen(63)
            #expect(
                try await desk.page("/account/profile", citizen).text.contains(LanguagePage.path)
            )
            let wrong = try await desk.send(["language": "de"], to: LanguagePage.path, citizen)
            #expect(wrong.status == 422)
            #expect(wrong.hasFault("language"))
            let sent = try await desk.send(["language": "en"], to: LanguagePage.path, citizen)
            #expect(sent.status == 303)
            let domain = desk.test.app.domain
            #expect(try await domain.people.person(citizen.person)?.language == .en)
            let trail = try await domain.auditTrail.search(
                AuditQuery(
                    object: AuditObject(.person, citizen.person),
                    action: "language-changed"
                )
            )
            #expect(trail.entries.count == 1)
        }
    }

    @Test func `names are changed until the identity is proven, in both scripts`() async throws {
        try await StaffDesk.with { desk in
            let citizen = try await desk.seed.citizen(63)
            let people = desk.test.app.domain.people
            let nameless = try await desk.send(["first-fa": "پارسا"], to: NamesPage.path, citizen)
            #expect(nameless.status == 422)
            #expect(nameless.hasFault("last-fa"))
            let form = ["first-fa": "پارسا", "last-fa": "كريمي", "last-en": "Karimi"]
            #expect(try await desk.send(form, to: NamesPage.path, citizen).status == 303)
            let renamed = try #require(try await people.person(citizen.person))
            #expect(renamed.name.lastFa == "کریمی")
            #expect(renamed.name.lastEn == "Karimi")
            #expect(renamed.formerNames == "")
            #expect(try await people.search("کریمی", limit: 5).map(\.id) == [citizen.person])
        }
    }

    @Test func `a proven name is not changed by its person, and the page says who corrects it`()
        async throws
    {
        try await StaffDesk.with { desk in
            let citizen = try await desk.seed.citizen(63)
            let open = try await desk.test.get(NamesPage.path, citizen.browser)
            var browser = citizen.browser
            browser.receive([:], open.text)
            let people = desk.test.app.domain.people
            try await people.database.write { connection in
                try people.proveNumber(
                    desk.seed.draft(63).number,
                    of: citizen.person,
                    source: .identityCheck,
                    at: desk.test.clock.now,
                    in: connection
                )
            }
            let page = try await desk.page(NamesPage.path, citizen)
            #expect(!page.text.contains("name=\"last-fa\""))
            #expect(page.text.contains("دو گواه"))
            let late = try await desk.test.post(NamesPage.path, ["last-fa": "دیگری"], browser)
            #expect(late.status == 409)
            #expect(try await people.person(citizen.person)?.name.lastFa == "همکار")
        }
    }
}
