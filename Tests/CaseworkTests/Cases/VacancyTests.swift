import Accounts
import Persian
import Store
import TestDatabases
import Testing

@testable import Casework

/// Times without holder are not those of the institution, also after the case has left the step (K11, I10).
struct VacancyTests {
    private static let reviewer = TestCases.officials[1]
    private static let day: Int64 = 86_400

    private func due(of id: String, _ test: TestCases) async throws -> Timestamp? {
        try await test.database.read { connection in
            try test.cases.clocks.clocks(of: id, in: connection)
                .first { $0.clock.name == "institution" }?.clock.due?.moment
        }
    }

    private func reasons(of id: String, _ test: TestCases) async throws -> [String] {
        try await test.database.read { connection in
            try test.cases.clocks.clocks(of: id, in: connection)
                .first { $0.clock.name == "institution" }?.spans.map(\.why) ?? []
        }
    }

    private func vacate(_ test: TestCases) async throws {
        let (cartables, now) = (test.cases.cartables, test.clock.now)
        try await test.database.write {
            try cartables.endHolders(on: TestCases.reviewer, at: now, in: $0)
        }
        try await test.cases.renewDues(at: now)
    }

    private func agree(_ id: String, _ test: TestCases) async throws {
        try await test.move("agree", of: id, by: "reviewer", "agree") {
            $0.decisions = [TypedDecision("/scan", isAccepted: true)]
        }
    }

    @Test(arguments: TestEngine.allCases)
    func
        `a time without holder in the middle of a step is subtracted there and in the step after it`(
            _ engine: TestEngine
        ) async throws
    {
        try await TestCases.with(engine, sample: 0) { test in
            try await test.staffCartables(of: "permit")
            let id = try await test.openPermit()
            let first = try #require(try await due(of: id, test))
            test.clock.advance(seconds: 2 * Self.day)
            try await vacate(test)
            #expect(try await due(of: id, test) == nil)
            test.clock.advance(seconds: 7 * Self.day)
            _ = try await test.approve(Self.reviewer, "permit")
            try await test.cases.renewDues(at: test.clock.now)
            let later = try #require(try await due(of: id, test))
            // A week without holder: five working days more, at least.
            #expect(later >= first.adding(seconds: 7 * Self.day))
            test.clock.advance(seconds: Self.day)
            try await agree(id, test)
            let snapshot = try #require(try await test.cases.snapshot(id))
            #expect(snapshot.file.step == "second-review")
            #expect(try await due(of: id, test) == later)
            #expect(snapshot.file.dueAt == later)
            #expect(try await reasons(of: id, test) == ["no-holder", ""])
            #expect(try await test.faults() == [])
            // Computed again, with another calendar, it keeps the time of the earlier step.
            let far = try TypedDate.parse("1405/12/25")
            let entry = CalendarEntry(.nation, .fact(far, .closed), source: "test")
            _ = try await test.cases.clocks.store.load(
                [entry],
                what: "test",
                by: "test",
                at: test.clock.now
            )
            let now = test.clock.now
            try await test.cases.recomputeDues { now }
            #expect(try await due(of: id, test) == later)
            #expect(try await test.faults() == [])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `the time before the cartable has its first holder is not that of the institution`(
        _ engine: TestEngine
    ) async throws {
        try await TestCases.with(engine, sample: 0) { test in
            let id = try await test.openPermit()
            test.clock.advance(seconds: 10 * Self.day)
            try await test.staffCartables(of: "permit")
            try await test.cases.renewDues(at: test.clock.now)
            let approved = try #require(try await due(of: id, test))
            #expect(approved > test.clock.now.adding(seconds: 12 * Self.day))
            try await agree(id, test)
            #expect(try await due(of: id, test) == approved)
            #expect(try await reasons(of: id, test) == ["no-holder", ""])
            #expect(try await test.faults() == [])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `two times without holder are two gaps, and a case that comes back keeps them`(
        _ engine: TestEngine
    ) async throws {
        try await TestCases.with(engine, sample: 0) { test in
            try await test.staffCartables(of: "permit")
            let id = try await test.openPermit()
            for _ in 0..<2 {
                test.clock.advance(seconds: Self.day)
                try await vacate(test)
                test.clock.advance(seconds: 3 * Self.day)
                _ = try await test.approve(Self.reviewer, "permit")
            }
            try await test.cases.renewDues(at: test.clock.now)
            let before = try #require(try await due(of: id, test))
            try await agree(id, test)
            #expect(try await reasons(of: id, test) == ["no-holder", "no-holder", ""])
            try await test.move("send-back", of: id, by: "confirmer", "back") {
                $0.note = "Look again."
            }
            #expect(try await due(of: id, test) == before)
            #expect(try await reasons(of: id, test) == ["no-holder", "no-holder", ""])
            #expect(try await test.faults() == [])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a due time that passes while there is no holder is no breach of the institution`(
        _ engine: TestEngine
    ) async throws {
        try await TestCases.with(engine, sample: 0) { test in
            let id = try await test.openPermit()
            let (cartables, now) = (test.cases.cartables, test.clock.now)
            // A holder for two days, whom no worker ends.
            try await test.database.write { connection in
                let cartable = try cartables.ensure(
                    .reviewer,
                    "permit",
                    "1004",
                    at: now,
                    in: connection
                )
                _ = try cartables.approve(
                    test.id("reviewer"),
                    for: cartable,
                    requestedBy: test.id("requester"),
                    approvedBy: test.id("approver"),
                    until: now.adding(seconds: 2 * Self.day),
                    at: now,
                    in: connection
                )
            }
            try await test.cases.renewDues(at: now)
            let due = try #require(try await due(of: id, test))
            test.clock.advance(
                seconds: due.secondsSinceEpoch - now.secondsSinceEpoch + Self.day
            )
            try await test.move("withdraw", of: id, by: "person", "w")
            let clock = try await test.database.read { connection in
                try test.cases.clocks.clocks(of: id, in: connection)
                    .first { $0.clock.name == "institution" }?.clock
            }
            #expect(clock?.metAt != nil && clock?.breachedAt == nil)
            #expect(try await test.faults() == [])
        }
    }
}
