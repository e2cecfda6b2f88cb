import Accounts
import HTTPTypes
import Testing

@testable import Pages
@testable import Web
@testable import verifyd

/// Deputies, absences and access officers, on the pages.
struct DeputyPageTests {
    private static let path = DeputiesPage.path(of: "1001")

    private static func form(
        _ grant: RoleGrant,
        _ deputy: PersonID,
        until: (day: String, month: String, year: String)
    ) -> [String: String] {
        [
            "grant": grant.id, "deputy": deputy.description, "from-day": "1",
            "from-month": "دی", "from-year": "۱۴۰۵", "until-day": until.day,
            "until-month": until.month, "until-year": until.year,
        ]
    }

    @Test func `a head names a deputy for an absence, and ends the delegation`() async throws {
        try await StaffDesk.with { desk in
            let head = try await desk.member(.head, 61)
            let reviewer = try await desk.member(.reviewer, 62, by: head)
            let roles = desk.test.app.domain.roles
            let page = try await desk.page(OrganisationPage.path(of: "1001"), head)
            #expect(page.text.contains(Self.path))
            let empty = try await desk.send([:], to: Self.path, head)
            #expect(empty.status == 422)
            for field in ["grant", "deputy", "from", "until"] {
                #expect(empty.hasFault(field), "\(field)")
            }
            let grant = try #require(try await roles.grants(of: head.person).first)
            let long = Self.form(grant, reviewer.person, until: ("1", "6", "1406"))
            let refused = try await desk.send(long, to: Self.path, head)
            #expect(refused.status == 422)
            #expect(refused.hasFault("until"))
            #expect(refused.text.contains("حداکثر ۹۰ روز"))
            let right = Self.form(grant, reviewer.person, until: ("10", "دی", "1405"))
            #expect(try await desk.send(right, to: Self.path, head).status == 303)
            let named = try await roles.delegations(in: "1001", at: desk.test.clock.now)
            let delegation = try #require(named.first)
            #expect(delegation.deputy == reviewer.person)
            let end = "/staff/delegations/\(delegation.id)/end"
            #expect(try await desk.send([:], to: end, on: Self.path, head).status == 303)
            #expect(try await roles.delegations(in: "1001", at: desk.test.clock.now).isEmpty)
        }
    }

    @Test func `a reviewer names a deputy for the own role, and not for that of another one`()
        async throws
    {
        try await StaffDesk.with { desk in
            let head = try await desk.member(.head, 61)
            let reviewer = try await desk.member(.reviewer, 62, by: head)
            let confirmer = try await desk.member(.confirmer, 63, by: head)
            let roles = desk.test.app.domain.roles
            let of = try #require(try await roles.grants(of: head.person).first)
            let own = try #require(try await roles.grants(of: reviewer.person).first)
            let until = ("10", "دی", "1405")
            let refused = try await desk.send(
                Self.form(of, confirmer.person, until: until),
                to: Self.path,
                reviewer
            )
            #expect(refused.status == 422)
            #expect(refused.hasFault("grant"))
            let sent = try await desk.send(
                Self.form(own, confirmer.person, until: until),
                to: Self.path,
                reviewer
            )
            #expect(sent.status == 303)
        }
    }

    @Test func `a head proposes an access officer, and SAORG approves`() async throws {
        try await StaffDesk.with { desk in
            let head = try await desk.member(.head, 61)
            let path = InvitePage.path(of: "1001")
            let form = try desk.typed(64).merging(["role": "access-officer"]) { _, new in new }
            let sent = try await desk.send(form, to: path, head)
            #expect(sent.status == 303)
            #expect(sent.headers[.location] == ProposalsPage.path)
            let roles = desk.test.app.domain.roles
            #expect(try await roles.grants(in: "1001").count == 1)
            #expect(try await desk.page(ProposalsPage.path, head).text.contains("پیشنهادهای خودم"))
            let proposal = try #require(try await desk.waiting(for: desk.administrator))
            let confirmed = try await desk.send(
                ["decision": "confirm"],
                to: ProposalPage.path(of: proposal.id),
                desk.administrator
            )
            #expect(confirmed.status == 303)
            let grants = try await roles.grants(in: "1001")
            #expect(Set(grants.map(\.role)) == [.head, .accessOfficer])
            let invited = try await desk.test.messages().filter { $0.template == "invitation" }
            #expect(invited.contains { $0.recipient.hasSuffix("9127771064") })
        }
    }
}
