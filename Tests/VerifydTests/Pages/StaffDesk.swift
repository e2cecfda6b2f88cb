import Accounts
import HTTPTypes
import Persian
import VerifyCore

@testable import Pages
@testable import Web
@testable import verifyd

/// The staff of a test app with a university, and their browsers.
struct StaffDesk {
    let test: TestApp
    let seed: StaffSeed
    let root: StaffSeed.Member
    let administrator: StaffSeed.Member

    /// Runs `body` over an app with a root administrator, an administrator and the university 1001.
    static func with(
        _ settings: [String: String] = [:],
        _ body: (StaffDesk) async throws -> Void
    ) async throws {
        try await TestApp.with(settings) { test in
            let seed = StaffSeed(test: test)
            let root = try await seed.root()
            let administrator = try await seed.member(.administrator, in: "saorg", 53, by: root)
            for code in ["1001", "1002"] {
                try await test.app.domain.roles.addOrganisation(
                    OrganisationDraft(
                        code: code,
                        kind: .institution,
                        contact: "office@\(code).example"
                    ),
                    by: .commandLine("test"),
                    at: test.clock.now
                )
            }
            try await body(
                StaffDesk(test: test, seed: seed, root: root, administrator: administrator)
            )
        }
    }

    func member(
        _ role: Role,
        in organisation: String = "1001",
        _ number: Int,
        by granter: StaffSeed.Member? = nil
    ) async throws -> StaffSeed.Member {
        try await seed.member(role, in: organisation, number, by: granter ?? administrator)
    }

    func page(_ path: String, _ member: StaffSeed.Member) async throws -> TestApp.Answer {
        try await test.get(path, member.browser)
    }

    /// Opens a page and sends its form, as a browser without JavaScript does.
    func send(
        _ form: [String: String],
        to path: String,
        on page: String? = nil,
        _ member: StaffSeed.Member
    ) async throws -> TestApp.Answer {
        var browser = member.browser
        let opened = try await test.get(page ?? path, browser)
        guard opened.status == 200 else { return opened }
        browser.receive([:], opened.text)
        return try await test.post(path, form, browser)
    }

    /// The only proposal that waits for a member.
    func waiting(for member: StaffSeed.Member) async throws -> Proposal? {
        let waiting = try await test.app.domain.roles.proposals(
            waitingFor: member.person,
            at: test.clock.now
        )
        return waiting.count == 1 ? waiting[0] : nil
    }

    /// The number and the contact of an invented person, as a form has them.
    func typed(_ number: Int) throws -> [String: String] {
        let draft = try seed.draft(number)
        guard case .mobile(let mobile)? = draft.contact else { return [:] }
        return [
            "kind": "national", "number": draft.number.number, "first-fa": "پارسا",
            "last-fa": "همکار", "mobile": mobile.dialled, "birth-date-day": "1",
            "birth-date-month": "1", "birth-date-year": "1373",
        ]
    }
}

extension TestApp.Answer {
    /// Whether the summary of faults leads to a field.
    func hasFault(_ field: String) -> Bool { text.contains("href=\"#\(field)\"") }
}
