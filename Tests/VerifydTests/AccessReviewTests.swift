import Accounts
import Casework
import Persian
import Registry
import Store
import Testing

@testable import Web
@testable import verifyd

/// The metrics of what an administrator should review.
struct AccessReviewTests {
    @Test func `expiring API keys and institutions without an end are counted`() async throws {
        try await TestApp.with { test in
            let (app, now) = (test.app, test.clock.now)
            #expect(!app.metricsText.contains("sehat_api_keys_expiring"))
            let review = AccessReview(app: app)
            await review.review()
            #expect(app.metricsText.contains("\nsehat_api_keys_expiring 0\n"))
            #expect(app.metricsText.contains("\nsehat_institutions_without_end 2\n"))
            #expect(app.metricsText.contains("\nsehat_root_administrators "))
            _ = try await app.domain.accounts.createKey(
                organisation: "Alvand",
                scope: .verifier,
                expires: .until(now.adding(seconds: 10 * 86_400)),
                at: now
            )
            try await app.domain.registry.setWindow(
                of: "1001",
                until: now.adding(seconds: 60),
                by: .saorg(name: "test"),
                at: now
            )
            await review.review()
            #expect(app.metricsText.contains("\nsehat_api_keys_expiring 1\n"))
            #expect(app.metricsText.contains("\nsehat_institutions_without_end 1\n"))
            app.domain.registry.database.close()
            await review.review()
            #expect(!app.metricsText.contains("sehat_api_keys_expiring"))
            #expect(!app.metricsText.contains("sehat_institutions_without_end"))
            #expect(test.logged.text.contains("could not count"))
        }
    }

    @Test func `a year whose calendar is not complete is an alarm`() async throws {
        try await TestApp.with { test in
            let (app, now) = (test.app, test.clock.now)
            let review = AccessReview(app: app)
            await review.reviewCalendar()
            #expect(app.metricsText.contains("\nsehat_calendar_incomplete_year_days 0\n"))
            let year = JalaliDate(now.tehranDate).year
            let years = [year, year + 1].map {
                CalendarEntry(.nation, .year($0, isComplete: true), source: "test")
            }
            let calendar = CalendarStore(database: app.domain.registry.database)
            _ = try await calendar.load(years, what: "test", by: "test", at: now)
            await review.reviewCalendar()
            #expect(!app.metricsText.contains("\nsehat_calendar_incomplete_year_days "))
            app.domain.registry.database.close()
            await review.reviewCalendar()
            #expect(test.logged.text.contains("could not read the calendar"))
        }
    }

    @Test func `the description of the API names the contact for reports, where one is set`()
        async throws
    {
        try await TestApp.with(["security-contact": "security@uni.example.ir"]) { test in
            var script = try HTTPScript(test)
            try await script.run(
                """
                > GET /api/openapi.json
                < 200
                << info.contact.email = security@uni.example.ir
                """
            )
        }
        try await TestApp.with { test in
            var script = try HTTPScript(test)
            try await script.run("> GET /api/openapi.json\n< 200\n<< info.contact absent")
        }
    }
}
