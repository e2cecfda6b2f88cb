import Persian
import Store
import TestDatabases
import Testing

@testable import Accounts
@testable import Casework

/// Two transactions that meet at a barrier, on both engines: no test needs luck.
@Suite struct RaceTests {
    private static let decisions: @Sendable (inout MoveInputs) -> Void = {
        $0.decisions = [TypedDecision("/scan", isAccepted: true)]
    }
    private static let refusal: @Sendable (inout MoveInputs) -> Void = {
        ($0.note, $0.reason) = ("No.", "wrong")
    }

    /// Does `other` while a move waits in its `round`: 0 is its snapshot, 1 its transaction.
    ///
    /// Where the engine has one writer, `other` waits for a move that is in its transaction.
    private func during(
        _ test: TestCases,
        round: Int,
        _ move: @escaping @Sendable () async throws -> MoveResult,
        do other: @escaping @Sendable () async throws -> Void
    ) async throws -> MoveResult {
        let barrier = Barrier(holding: round)
        test.barrier.set(barrier)
        async let result = move()
        // A move that never comes there is a fault of the test, and must not hang it.
        for _ in 0..<10_000 where !barrier.isHolding { try await Task.sleep(for: .milliseconds(1)) }
        #expect(barrier.isHolding)
        test.barrier.set(nil)
        try await other()
        barrier.open()
        return try await result
    }

    @Test(arguments: TestEngine.allCases, [0, 1])
    func `a cartable that closes while a case arrives is open afterwards`(
        _ engine: TestEngine,
        _ round: Int
    ) async throws {
        try await TestCases.with(engine) { test in
            try await test.staffCartables(of: "permit")
            let id = try await test.openPermit()
            let (cartables, now) = (test.cases.cartables, test.clock.now)
            let result = try await during(test, round: round) {
                try await test.attempt(
                    "agree",
                    of: id,
                    by: "reviewer",
                    "a",
                    revision: 1,
                    Self.decisions
                )
            } do: {
                _ = try await test.database.write { connection in
                    let cartable = try cartables.ensure(
                        .graduatesOffice,
                        "permit",
                        "graduates",
                        at: now,
                        in: connection
                    )
                    return try cartables.close(cartable, at: now, in: connection)
                }
            }
            #expect(result.receipt?.step == "confirm", "\(result)")
            let cartable = try await test.database.read {
                try cartables.cartable(.graduatesOffice, "permit", "graduates", in: $0)
            }
            let file = try #require(try await test.cases.snapshot(id)?.file)
            #expect(cartable?.state == .missing || cartable?.state == .active)
            #expect(cartable?.dueAt == nil || cartable?.dueAt == file.dueAt)
            #expect(try await test.faults() == [])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a holder who ended after the page was read moves nothing`(
        _ engine: TestEngine
    ) async throws {
        try await TestCases.with(engine) { test in
            try await test.staffCartables(of: "permit")
            let id = try await test.openPermit()
            let now = test.clock.now
            let result = try await during(test, round: 0) {
                try await test.attempt(
                    "refuse",
                    of: id,
                    by: "reviewer",
                    "a",
                    revision: 1,
                    Self.refusal
                )
            } do: {
                _ = try await test.database.write {
                    try test.cases.cartables.endHolders(on: TestCases.reviewer, at: now, in: $0)
                }
            }
            #expect(result == .notFound)
            #expect(try await test.cases.snapshot(id)?.file.revision == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a holder who ends during the transaction ends after the move, or before it`(
        _ engine: TestEngine
    ) async throws {
        try await TestCases.with(engine) { test in
            try await test.staffCartables(of: "permit")
            let id = try await test.openPermit()
            let now = test.clock.now
            let result = try await during(test, round: 1) {
                try await test.attempt(
                    "refuse",
                    of: id,
                    by: "reviewer",
                    "a",
                    revision: 1,
                    Self.refusal
                )
            } do: {
                _ = try await test.database.write {
                    try test.cases.cartables.endHolders(on: TestCases.reviewer, at: now, in: $0)
                }
            }
            let file = try #require(try await test.cases.snapshot(id)?.file)
            #expect(result.receipt != nil || result == .notFound, "\(result)")
            #expect((result.receipt != nil) == (file.outcome == .refused))
            #expect(try await test.faults() == [])
        }
    }

    @Test(arguments: TestEngine.allCases, [0, 1])
    func `a due is that of the newest calendar, also where the calendar changes during the move`(
        _ engine: TestEngine,
        _ round: Int
    ) async throws {
        try await TestCases.with(engine) { test in
            try await test.staffCartables(of: "permit")
            let id = try await test.openPermit()
            let now = test.clock.now
            let days = (0..<4).map { CivilDate(daysSinceEpoch: Int(now.tehranDay) + $0) }
            let result = try await during(test, round: round) {
                try await test.attempt(
                    "agree",
                    of: id,
                    by: "reviewer",
                    "a",
                    revision: 1,
                    Self.decisions
                )
            } do: {
                _ = try await CalendarStore(database: test.database).load(
                    days.map { CalendarEntry(.nation, .fact($0, .closed), source: "test") },
                    what: "closed",
                    by: "test",
                    at: now
                )
                try await test.cases.recomputeDues { now }
            }
            #expect(result.receipt?.step == "confirm", "\(result)")
            let old = try await test.database.read { connection in
                try connection.first(
                    """
                    SELECT count(*)
                    FROM clock
                    WHERE met_at IS NULL
                        AND computed_with < (SELECT max(n) FROM calendar_change)
                    """
                ) { try $0.int(0) }
            }
            let file = try #require(try await test.cases.snapshot(id)?.file)
            #expect(old == 0)
            #expect(file.dueAt.map { $0.tehranDay >= now.tehranDay + 4 } == true)
            #expect(try await test.faults() == [])
        }
    }
}
