import Accounts
import Persian
import Registry
import Testing

@testable import Pages
@testable import Web
@testable import verifyd

/// The form and the page of an organisation.
struct OrganisationPageTests {
    private static let path = ChangeOrganisationPage.path(of: "1001")
    private static let form = [
        "contact": "office@1001.example", "authority": "science",
        "licensed_from-day": "1", "licensed_from-month": "مهر", "licensed_from-year": "۱۳۵۰",
        "licensed_until-day": "۳۱", "licensed_until-month": "۶", "licensed_until-year": "۱۴۰۰",
    ]

    private static func merged(_ more: [String: String]) -> [String: String] {
        form.merging(more) { _, new in new }
    }

    @Test func `a licence has a first and a last day, and is in the form again`() async throws {
        try await StaffDesk.with { desk in
            let sent = try await desk.send(Self.form, to: Self.path, desk.administrator)
            #expect(sent.status == 303)
            let stored = try await desk.test.app.domain.roles.organisation("1001")
            let organisation = try #require(stored)
            // 1 Mehr 1350 and the end of 31 Shahrivar 1400, in Tehran.
            #expect(organisation.licensedFrom?.description == "1971-09-22T20:30:00Z")
            #expect(organisation.licensedUntil?.description == "2021-09-22T20:30:00Z")
            let page = try await desk.page(OrganisationPage.path(of: "1001"), desk.administrator)
            #expect(page.text.contains("۱ مهر ۱۳۵۰"))
            #expect(page.text.contains("۳۱ شهریور ۱۴۰۰"))
            #expect(page.text.contains("با مجوز زمان خودش سنجیده می‌شود"))
            let again = try await desk.page(Self.path, desk.administrator)
            #expect(again.text.contains("value=\"1400\""))
            let same = try await desk.send(Self.form, to: Self.path, desk.administrator)
            #expect(same.status == 303)
            let unchanged = try await desk.test.app.domain.roles.organisation("1001")
            #expect(unchanged == organisation)
        }
    }

    @Test func `a licence that ends before it begins is refused at its field`() async throws {
        try await StaffDesk.with { desk in
            let form = Self.merged(["licensed_until-year": "1340"])
            let refused = try await desk.send(form, to: Self.path, desk.administrator)
            #expect(refused.status == 422)
            #expect(refused.hasFault("licensed_until"))
            #expect(refused.text.contains("«آخرین روز مجوز» درست نیست"))
        }
    }

    @Test func `a successor that leads back is refused, and nothing of the form is stored`()
        async throws
    {
        try await StaffDesk.with { desk in
            let roles = desk.test.app.domain.roles
            try await roles.setSuccessor(
                of: "1002",
                to: "1001",
                by: .commandLine("test"),
                at: desk.test.clock.now
            )
            let form = Self.merged(["contact": "other@1001.example", "successor": "1002"])
            let refused = try await desk.send(form, to: Self.path, desk.administrator)
            #expect(refused.status == 422)
            #expect(refused.hasFault("successor"))
            let stored = try await roles.organisation("1001")
            #expect(stored?.contact == "office@1001.example")
            #expect(stored?.licensedFrom == nil)
        }
    }

    @Test func `the graduates of a closed university go to its successor`() async throws {
        try await StaffDesk.with { desk in
            let form = Self.merged([
                "successor": "۱۰۰۲", "closed_at-day": "1", "closed_at-month": "1",
                "closed_at-year": "1404",
            ])
            #expect(try await desk.send(form, to: Self.path, desk.administrator).status == 303)
            let page = try await desk.page(OrganisationPage.path(of: "1001"), desk.administrator)
            #expect(page.text.contains("دانشگاه صنعتی شریف"))
            #expect(page.text.contains("۱ فروردین ۱۴۰۴"))
            let open = Self.merged(["successor": "1002"])
            #expect(try await desk.send(open, to: Self.path, desk.administrator).status == 303)
            let stored = try await desk.test.app.domain.roles.organisation("1001")
            #expect(stored?.closedAt == nil)
        }
    }

    @Test func `the page of another authority's institution says where its graduates go`()
        async throws
    {
        try await StaffDesk.with { desk in
            let path = OrganisationPage.path(of: "1001")
            let own = try await desk.page(path, desk.administrator)
            #expect(!own.text.contains("درخواستی در این‌جا باز نمی‌شود"))
            for (authority, place) in [
                ("health", "وزارت بهداشت"), ("azad", "واحد محل تحصیل"),
                ("education", "دانشگاه فرهنگیان"),
            ] {
                let form = Self.merged(["authority": authority])
                #expect(try await desk.send(form, to: Self.path, desk.administrator).status == 303)
                let page = try await desk.page(path, desk.administrator)
                #expect(page.text.contains(place), "\(authority)")
                #expect(page.text.contains("درخواستی در این‌جا باز نمی‌شود"), "\(authority)")
            }
        }
    }

    @Test func `the end of an access window is announced before it comes`() async throws {
        try await StaffDesk.with { desk in
            let head = try await desk.member(.head, 61)
            let registry = desk.test.app.domain.registry
            let now = desk.test.clock.now
            for (days, text) in [(200, nil), (30, "تمام می‌شود"), (-1, "تمام شد")]
                as [(Int64, String?)]
            {
                _ = try await registry.setWindow(
                    of: "1001",
                    until: now.adding(seconds: days * 86_400),
                    by: .saorg(name: "test"),
                    at: now
                )
                for path in ["/staff", OrganisationPage.path(of: "1001")] {
                    let page = try await desk.page(path, head)
                    let isAnnounced =
                        page.text.contains("مهلت دسترسی دانشگاه تهران برای صدور در")
                        || page.text.contains("دانشگاه تهران</bdi> برای صدور در")
                    #expect(isAnnounced == (text != nil), "\(path) \(days)")
                    if let text { #expect(page.text.contains(text), "\(path) \(days)") }
                }
            }
        }
    }
}
