import Accounts
import Persian
import TestDatabases
import Testing

@testable import Casework

/// Two persons, of whom one counts as the second as soon as the first has acted.
@Suite struct SecondPersonTests {
    private static let deposit: @Sendable (inout MoveInputs) -> Void = {
        ($0.reference, $0.amount) = ("R-1", Rials(1_000))
    }

    @Test(arguments: TestEngine.allCases)
    func `two persons who act at the same time are the first and the second`(
        _ engine: TestEngine
    ) async throws {
        try await TestCases.with(engine) { test in
            try await test.staffCartables(of: "deposit")
            let opened = try await test.cases.open(
                OpenRequest(
                    "deposit",
                    moveID: "open",
                    by: .person(test.id("head"), session: .staff),
                    form: ["person": "0084575948", "account": "IR480170000000105123456789"],
                    at: test.clock.now
                )
            )
            let id = try #require(opened.receipt?.caseID, "\(opened)")
            // Both read that neither has acted: no effect is prepared for either.
            test.barrier.set(Barrier(2, rounds: 2))
            async let one = test.attempt(
                "deposited",
                of: id,
                by: "fund",
                "1",
                revision: 1,
                Self.deposit
            )
            async let two = test.attempt(
                "deposited",
                of: id,
                by: "second-fund",
                "2",
                revision: 1,
                Self.deposit
            )
            let results = [try await one, try await two]
            test.barrier.set(nil)
            let refusals = results.compactMap { $0.receipt?.refusal }
            #expect(refusals == [])
            let snapshot = try #require(try await test.cases.snapshot(id))
            #expect(snapshot.file.outcome == .paid, "\(results)")
            let effects = snapshot.events.compactMap(\.effect)
            #expect(effects.count == 1, "\(effects)")
            #expect(try await test.faults() == [])
        }
    }
}
