import Accounts
import Casework
import HTTPTypes
import Persian
import Registry
import Store
import Testing

@testable import Pages
@testable import Web
@testable import verifyd

/// The cartable, its filters and its claims; the cartables without holder.
struct CartablePageTests {
    @Test func `a cartable filters by section, group and service, and shows whose a case is`()
        async throws
    {
        try await ConfirmationDesk.with { desk in
            let id = try await desk.request()
            let browser = try await desk.browser(of: desk.reviewer)
            for (query, isShown) in [
                ("", true), ("?section=unclaimed", true), ("?section=mine", false),
                ("?section=deputised", false), ("?section=colleagues", false),
                ("?group=in-time", true), ("?group=late", false),
                ("?service=academic-confirmation", true), ("?service=cartable-request", false),
                ("?section=nonsense", true),
            ] {
                let page = try await desk.page("/staff/cartable\(query)", browser)
                #expect(page.status == 200)
                #expect(page.text.contains("/cases/\(id)\"") == isShown, "\(query)")
            }
            let claim = try await desk.send(
                ["case-\(id)": "yes"],
                to: "/staff/cartable/claim",
                on: "/staff/cartable",
                browser
            )
            #expect(claim.headers[.location] == "/staff/cartable?notice=claimed")
            let mine = try await desk.page("/staff/cartable?section=mine", browser)
            #expect(mine.text.contains("/cases/\(id)\""))
            #expect(try await desk.page("/staff", browser).text.contains("/staff/cartable\""))
        }
    }

    @Test func `a full cartable has pages, and each case is on one of them`() async throws {
        try await ConfirmationDesk.with { desk in
            let id = try await desk.request()
            try await desk.staff.test.app.domain.registry.database.write { connection in
                for number in 0..<60 { try Self.copy(id, number, in: connection) }
            }
            let browser = try await desk.browser(of: desk.reviewer)
            var path = "/staff/cartable?section=unclaimed"
            var seen: [String] = []
            for page in 1...2 {
                let answer = try await desk.page(path, browser)
                let ids = answer.text.matches(of: /name="case-([^"]*)"/).map { String($0.1) }
                #expect(ids.count == (page == 1 ? 50 : 11))
                seen += ids
                guard let next = answer.text.firstMatch(of: /rel="next" href="([^"]*)"/) else {
                    #expect(page == 2)
                    continue
                }
                path = String(next.1).replacing("&amp;", with: "&")
            }
            #expect(Set(seen).count == 61)
        }
    }

    /// Copies the row of a case, for a list that reads no events.
    private static func copy(_ id: String, _ number: Int, in connection: Connection) throws {
        try connection.execute(
            """
            INSERT INTO case_file (
                id, tracking, service, version, opened_by, subject, organisation, step, revision,
                turn, waiting, wait_role, wait_organisation, since, due_at, provisional,
                open_errands, request_kind, price, opened_at, head_seal
            )
            SELECT
                \("copy-\(number)"), \(String(1_000_000_000 + number)), service, version, opened_by,
                subject, organisation, step, revision, turn, waiting, wait_role, wait_organisation,
                since, due_at, provisional, open_errands, request_kind, price, opened_at, head_seal
            FROM case_file
            WHERE id = \(id)
            """
        )
    }

    @Test func `a bulk claim takes no claimed work of a colleague`() async throws {
        try await ConfirmationDesk.with { desk in
            let id = try await desk.request()
            let first = try await desk.browser(of: desk.reviewer)
            let opened = try await desk.page("/staff/cartable", first)
            try await desk.staff.test.app.domain.registry.database.write { connection in
                _ = try connection.execute(
                    """
                    UPDATE case_file
                    SET claimed_by = \(desk.confirmer.person), claimed_at = \(desk.staff.now.description)
                    WHERE id = \(id)
                    """
                )
            }
            let claim = try await desk.post(
                ["case-\(id)": "yes"],
                to: "/staff/cartable/claim",
                from: opened,
                first
            )
            #expect(claim.headers[.location] == "/staff/cartable?notice=nothing")
            #expect(try await desk.cases.snapshot(id)?.file.claimedBy == desk.confirmer.person)
            let colleagues = try await desk.page("/staff/cartable?section=colleagues", first)
            #expect(colleagues.text.contains("/cases/\(id)\""))
        }
    }

    @Test func `cases are assigned to a deputy, and to no person outside of the cartable`()
        async throws
    {
        try await ConfirmationDesk.with { desk in
            let id = try await desk.request()
            let reviewer = try await desk.browser(of: desk.reviewer)
            let alone = try await desk.page("/staff/cartable", reviewer)
            #expect(!alone.text.contains("name=\"to\""))
            let (roles, now) = (desk.staff.test.app.domain.roles, desk.staff.now)
            _ = try await roles.delegate(
                DelegationRequest(
                    of: desk.reviewer.person,
                    to: desk.confirmer.person,
                    role: .reviewer,
                    in: "1001",
                    from: now,
                    until: now.adding(seconds: 5 * 86_400)
                ),
                by: .person(desk.head.person, network: ""),
                at: now
            )
            let opened = try await desk.page("/staff/cartable", reviewer)
            #expect(opened.text.contains("<option value=\"\(desk.confirmer.person)\">"))
            let stranger = try await desk.post(
                ["case-\(id)": "yes", "to": desk.head.person.description],
                to: "/staff/cartable/claim",
                from: opened,
                reviewer
            )
            #expect(stranger.headers[.location] == "/staff/cartable?notice=nothing")
            #expect(try await desk.cases.snapshot(id)?.file.claimedBy == nil)
            let assigned = try await desk.post(
                ["case-\(id)": "yes", "to": desk.confirmer.person.description],
                to: "/staff/cartable/claim",
                from: opened,
                reviewer
            )
            #expect(assigned.headers[.location] == "/staff/cartable?notice=assigned")
            #expect(try await desk.cases.snapshot(id)?.file.claimedBy == desk.confirmer.person)
            // The deputy sees the case as claimed, in the section of the own work.
            let deputy = try await desk.browser(of: desk.confirmer)
            let mine = try await desk.page("/staff/cartable?section=mine", deputy)
            #expect(mine.text.contains("/cases/\(id)\""))
        }
    }

    @Test func `a claim from another cartable is absent`() async throws {
        try await ConfirmationDesk.with { desk in
            let id = try await desk.request()
            let reviewer = try await desk.browser(of: desk.reviewer)
            let confirmer = try await desk.browser(of: desk.confirmer)
            let opened = try await desk.page("/staff/cartable", confirmer)
            let claim = try await desk.post(
                ["case-\(id)": "yes"],
                to: "/staff/cartable/claim",
                from: opened,
                confirmer
            )
            #expect(claim.status != 200)
            #expect(try await desk.cases.snapshot(id)?.file.claimedBy == nil)
            let page = "/cases/\(id)"
            let claimed = try await desk.send([:], to: "\(page)/claim", on: page, reviewer)
            #expect(claimed.headers[.location] == "\(page)?notice=claimed")
            let released = try await desk.send([:], to: "\(page)/release", on: page, reviewer)
            #expect(released.headers[.location] == "\(page)?notice=released")
            #expect(try await desk.cases.snapshot(id)?.file.claimedBy == nil)
        }
    }

    @Test func `SAORG and the head see the cartable without holder, and all who wait the truth`()
        async throws
    {
        try await ConfirmationDesk.with { desk in
            let id = try await desk.request()
            let cartables = desk.cases.cartables
            let now = desk.staff.now
            try await desk.staff.test.app.domain.registry.database.write { connection in
                let cartable = try cartables.ensure(
                    .reviewer,
                    "academic-confirmation",
                    "1001",
                    at: now,
                    in: connection
                )
                _ = try cartables.endHolder(of: cartable, at: now, in: connection)
            }
            let office = try await desk.browser(of: desk.office)
            let queue = try await desk.page("/staff/cartables/missing", office)
            #expect(queue.status == 200)
            #expect(queue.text.contains("مسئول رفته است"))
            let head = try await desk.browser(of: desk.head)
            let own = try await desk.page("/staff/organisations/1001/cartables", head)
            #expect(own.text.contains("مسئول رفته است"))
            #expect(own.text.contains("/services/cartable-request"))
            #expect(try await desk.page("/staff/cartables/missing", head).status == 404)
            let other = "/staff/organisations/1002/cartables"
            #expect(try await desk.page(other, head).status == 404)
            let applicant = try await desk.browser(of: desk.graduate, .citizen)
            let page = try await desk.page("/cases/\(id)", applicant)
            #expect(page.text.contains("هنوز مسئولی ندارد"))
        }
    }

    @Test func `each effect of the services has a sentence for the official who decides`()
        async throws
    {
        try await TestApp.with { test in
            let ports = test.app.domain.ports
            for service in test.app.domain.cases.catalog.services {
                let actions = service.steps.flatMap(\.actions)
                for effect in service.opening.effects + actions.flatMap(\.effects) {
                    #expect(ports.effects[effect.name] != nil, "\(service.id) \(effect.name)")
                }
            }
        }
    }
}
