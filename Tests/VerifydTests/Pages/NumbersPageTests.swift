import Accounts
import Persian
import Registry
import Store
import TestDatabases
import Testing

@testable import Casework
@testable import Pages
@testable import Web
@testable import verifyd

/// The numbers of a university.
struct NumbersPageTests {
    private static let path = "/staff/organisations/1001/numbers"

    @Test func `what waits and is late is counted by cartable, and closed cases by month and week`()
        async throws
    {
        try await ConfirmationDesk.with { desk in
            let id = try await desk.request()
            let reviewer = try await desk.browser(of: desk.reviewer)
            let before = try await desk.staff.test.get(Self.path, reviewer)
            #expect(before.status == 200, "\(before.text)")
            #expect(before.text.contains("منتظر در کارتابل‌ها"))
            #expect(before.text.contains("در این دوره‌ها پرونده‌ای پایان نیافته است."))
            // The review takes a day, the confirmation the rest.
            desk.staff.test.clock.pass(86_400)
            _ = try await desk.agree(id, by: desk.reviewer)
            desk.staff.test.clock.pass(86_400)
            _ = try await desk.staff.move("issue", id, by: desk.office)
            let closed = try await desk.cases.snapshot(id)
            let isClosed = closed?.file.closedAt != nil
            try #require(isClosed, "the case did not end")
            let now = desk.staff.now
            for periods in [NumberPeriods.months(until: now), NumberPeriods.weeks(until: now)] {
                let numbers = try await desk.cases.numbers(of: "1001", in: periods, at: now)
                #expect(numbers.waiting.isEmpty)
                #expect(numbers.closed.map(\.durations.count) == [1])
                let closed = try #require(numbers.closed.first)
                #expect(closed.durations == Durations([172_800]))
                #expect(numbers.steps.map(\.durations) == [86_400, 86_400].map { Durations([$0]) })
            }
            let page = try await desk.staff.test.get(
                "\(Self.path)?by=week",
                try await desk.browser(of: desk.head)
            )
            #expect(page.text.contains("۲ روز"))
            // Another university has none of it.
            let other = try await desk.cases.numbers(
                of: "1002",
                in: NumberPeriods.months(until: now),
                at: now
            )
            #expect(other.closed.isEmpty && other.waiting.isEmpty)
        }
    }

    @Test func `the numbers are read from indexes alone`() async throws {
        guard TestEngine.chosen == .sqlite else { return }
        try await TestApp.with { test in
            let now = test.clock.now
            let month = NumberPeriods.months(until: now)[0]
            let plans = try await test.app.domain.registry.database.read { connection in
                try [
                    Cases.closedSQL(of: "1001", from: month.begin, until: month.end),
                    Cases.waitingSQL(at: "1001", now),
                    Cases.stepsSQL(of: "1001", from: month.begin, until: month.end),
                ].map { sql in
                    try connection.all("EXPLAIN QUERY PLAN \(sql)") { try $0.text(3) }
                        .joined(separator: "; ")
                }
            }
            #expect(plans[0].contains("COVERING INDEX case_file_of_organisation"), "\(plans[0])")
            #expect(
                plans[1].contains("SEARCH case_file USING INDEX case_file_inbox"),
                "\(plans[1])"
            )
            #expect(plans[2].contains("COVERING INDEX case_file_of_organisation"), "\(plans[2])")
            for plan in plans { #expect(!plan.contains("SCAN case"), "\(plan)") }
        }
    }

    @Test(
        arguments: [
            ([], nil, nil), ([5], 5, 5), ([1, 2], 1, 2), ([3, 1, 2], 2, 3),
            (Array(1...10), 5, 9), (Array(1...100), 50, 90),
        ] as [([Int64], Int64?, Int64?)]
    )
    func `half of the cases are within the median, nine of ten within ninety percent`(
        seconds: [Int64],
        median: Int64?,
        ninety: Int64?
    ) {
        let durations = Durations(seconds)
        #expect(durations.median == median)
        #expect(durations.ninety == ninety)
    }

    @Test func `weeks begin on Saturday and follow each other`() {
        // 2026-11-28 is a Saturday.
        let saturday = CivilDate(daysSinceEpoch: 20_785)
        let now = Timestamp.start(ofTehranDay: saturday).adding(seconds: 3_600)
        let weeks = NumberPeriods.weeks(until: now)
        #expect(weeks[0].begin == Timestamp.start(ofTehranDay: saturday))
        #expect(zip(weeks, weeks.dropFirst()).allSatisfy { $0.begin == $1.end })
        let friday = NumberPeriods.weeks(until: weeks[0].begin.adding(seconds: -1))
        #expect(friday[0].begin == weeks[1].begin)
    }
}
