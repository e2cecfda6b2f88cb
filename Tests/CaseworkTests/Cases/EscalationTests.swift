import Accounts
import Persian
import Store
import TestDatabases
import Testing

@testable import Casework

/// Escalations of an office, and of a cartable without holder (K14).
struct EscalationTests {
    private func atConfirm(_ test: TestCases) async throws -> String {
        try await test.staffCartables(of: "permit")
        let id = try await test.openPermit()
        try await test.move("agree", of: id, by: "reviewer", "agree") {
            $0.decisions = [TypedDecision("/scan", isAccepted: true)]
        }
        return id
    }

    private func events(of id: String, _ test: TestCases) async throws -> [ActionName] {
        let events = try #require(try await test.cases.snapshot(id)).events
        return events.map(\.action).filter { $0 == "remind" || $0 == "late" }
    }

    @Test(arguments: TestEngine.allCases)
    func
        `the holder is reminded at half and at most of the time, the unit at the due and two days later`(
            _ engine: TestEngine
        ) async throws
    {
        try await TestCases.with(engine) { test in
            let id = try await atConfirm(test)
            let moments = try await test.database.read { connection in
                try Timers.waiting(of: id, in: connection).filter { $0.clock == "office" }
                    .map(\.fireAt).sorted()
            }
            let calendar = try await test.cases.clocks.store.book().calendar(of: [.nation])
            #expect(moments.count == 4)
            #expect(try moments.allSatisfy { try calendar.nextOffice(at: $0) == $0 })
            let due = try #require(try await test.cases.snapshot(id)?.file.dueAt)
            #expect(moments.count { $0 < due } == 2 && moments.contains(due))
            for moment in moments {
                let wait = moment.secondsSinceEpoch - test.clock.now.secondsSinceEpoch
                test.clock.advance(seconds: wait)
                try await test.cases.work(at: test.clock.now)
            }
            #expect(try await events(of: id, test) == ["remind", "remind", "late", "late"])
            let sent = try await test.messages(of: id)
            #expect(
                sent == ["case-reminder", "case-reminder", "case-owner-unit", "case-owner-unit"]
            )
            try await test.cases.work(at: test.clock.now.adding(seconds: 30 * 86_400))
            #expect(try await events(of: id, test).count == 4)
            #expect(try await test.faults() == [])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `after a downtime an office gets one message for the missed ones`(
        _ engine: TestEngine
    ) async throws {
        try await TestCases.with(engine) { test in
            let id = try await atConfirm(test)
            test.clock.advance(seconds: 30 * 86_400)
            for _ in 0..<2 { try await test.cases.work(at: test.clock.now) }
            #expect(try await events(of: id, test) == ["late"])
            #expect(try await test.messages(of: id) == ["case-owner-unit"])
            #expect(try await test.faults() == [])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a cartable without holder is reported at its due and two work days later, once each`(
        _ engine: TestEngine
    ) async throws {
        try await TestCases.with(engine) { test in
            _ = try await test.openPermit()
            let cartable = try #require(
                try await test.database.read {
                    try test.cases.cartables.cartable(.reviewer, "permit", "1004", in: $0)
                }
            )
            let due = try #require(cartable.dueAt)
            func escalate(_ seconds: Int64) async throws -> Int {
                try await test.cases.escalateCartables(at: due.adding(seconds: seconds))
            }
            #expect(try await escalate(-60) == 0)
            #expect(try await escalate(60) == 1)
            #expect(try await escalate(120) == 0)
            #expect(try await escalate(8 * 86_400) == 1)
            #expect(try await escalate(9 * 86_400) == 0)
            // A holder ends it; a cartable that was found late gets one message.
            try await test.staffCartables(of: "permit")
            #expect(try await escalate(10 * 86_400) == 0)
            _ = try await test.database.write {
                try test.cases.cartables.ensure(
                    .reviewer,
                    "deposit",
                    "fund",
                    at: due,
                    in: $0
                )
            }
            #expect(try await escalate(60 * 86_400) == 1)
            #expect(try await escalate(61 * 86_400) == 0)
        }
    }
}
