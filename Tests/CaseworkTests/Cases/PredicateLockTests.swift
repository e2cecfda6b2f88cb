#if PostgreSQL
import Accounts
import Store
import TestDatabases
import Testing

@testable import Casework

/// The predicate locks of PostgreSQL that a case needs: `docs/operations.md` plans with this number.
struct PredicateLockTests {
    /// The locks that the page names for one transaction.
    private static let planned: Int64 = 128

    private static func held(in connection: Connection) throws -> Int64 {
        try connection.first(
            """
            SELECT count(*)
            FROM pg_locks
            WHERE mode = 'SIReadLock' AND pid = pg_backend_pid()
            """
        ) { try $0.int(0) } ?? 0
    }

    @Test
    func `an opening and a move need no more predicate locks than the operations page plans with`()
        async throws
    {
        try await TestCases.with(.postgreSQL) { test in
            try await test.staffCartables(of: "permit")
            let (cases, now) = (test.cases, test.clock.now)
            let opening = OpenRequest(
                "permit",
                moveID: "open",
                by: .person(test.id("person")),
                form: Permit.typed,
                at: now
            )
            let (id, opened) = try await test.database.write { connection in
                let receipt = try cases.open(opening, in: connection).receipt
                return (receipt?.caseID, try Self.held(in: connection))
            }
            var inputs = MoveInputs()
            (inputs.note, inputs.reason) = ("No.", "wrong")
            let request = MoveRequest(
                "refuse",
                of: try #require(id),
                moveID: "refuse",
                revision: 1,
                by: .staff("reviewer", provedAt: now),
                inputs: inputs,
                at: now
            )
            let moved = try await test.database.write { connection in
                let result = try MoveTransaction(cases, request).run(in: connection)
                #expect(result.receipt != nil)
                return try Self.held(in: connection)
            }
            #expect(opened > 0 && opened <= Self.planned, "opening: \(opened)")
            #expect(moved > 0 && moved <= Self.planned, "move: \(moved)")
            print("predicate locks: opening \(opened), move \(moved)")
        }
    }
}
#endif
