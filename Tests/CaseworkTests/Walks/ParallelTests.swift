import Persian
import Store
import TestDatabases
import Testing
import VerifyCore

@testable import Accounts
@testable import Casework

/// Moves, claims and openings that read the same rows before any of them writes.
@Suite struct ParallelTests {
    private static let note: @Sendable (inout MoveInputs) -> Void = { $0.note = "Yes." }

    private func openSurvey(_ test: TestCases) async throws -> String {
        try await test.staffCartables(of: "survey")
        let result = try await test.cases.open(
            OpenRequest(
                "survey",
                moveID: "open",
                by: .person(test.id("office"), session: .staff),
                form: ["institution": "1004"],
                at: test.clock.now
            )
        )
        return try #require(result.receipt?.caseID, "\(result)")
    }

    @Test(arguments: TestEngine.allCases)
    func `errands that are answered at the same time are joined once`(
        _ engine: TestEngine
    ) async throws {
        try await TestCases.with(engine) { test in
            let id = try await openSurvey(test)
            test.barrier.set(Barrier(3, rounds: 2))
            async let one = test.attempt(
                "answer",
                of: id,
                by: "reviewer",
                "1",
                revision: 1,
                Self.note
            )
            async let two = test.attempt(
                "answer",
                of: id,
                by: "confirmer",
                "2",
                revision: 1,
                Self.note
            )
            async let three = test.attempt(
                "answer",
                of: id,
                by: "desk",
                "3",
                revision: 1,
                Self.note
            )
            let results = [try await one, try await two, try await three]
            test.barrier.set(nil)
            #expect(results.allSatisfy { $0.receipt != nil }, "\(results)")
            let snapshot = try #require(try await test.cases.snapshot(id))
            #expect(snapshot.file.step == "any" && snapshot.file.openErrands == 3)
            #expect(snapshot.events.count { $0.action == "joined" } == 1)
            // Of two answers where one is enough, the second has nothing to answer.
            test.barrier.set(Barrier(2, rounds: 2))
            let revision = snapshot.file.revision
            async let left = test.attempt(
                "answer",
                of: id,
                by: "reviewer",
                "4",
                revision: revision,
                Self.note
            )
            async let right = test.attempt(
                "answer",
                of: id,
                by: "confirmer",
                "5",
                revision: revision,
                Self.note
            )
            let answers = [try await left, try await right]
            test.barrier.set(nil)
            #expect(answers.count { $0.receipt != nil } == 1, "\(answers)")
            #expect(try await test.cases.snapshot(id)?.file.step == "two")
            #expect(try await test.faults() == [])
        }
    }

    @Test(arguments: TestEngine.allCases, [true, false])
    func `a move id that is used twice at the same time moves once`(
        _ engine: TestEngine,
        _ isSameCase: Bool
    ) async throws {
        try await TestCases.with(engine) { test in
            try await test.staffCartables(of: "grievance")
            var ids: [String] = []
            for number in 0..<(isSameCase ? 1 : 2) {
                let result = try await test.cases.open(
                    OpenRequest(
                        "grievance",
                        moveID: "open \(number)",
                        by: .person(test.id("person")),
                        form: ["text": "It was slow."],
                        at: test.clock.now
                    )
                )
                ids.append(try #require(result.receipt?.caseID))
            }
            test.barrier.set(Barrier(2, rounds: 2))
            let (cases, now, first, last) = (test.cases, test.clock.now, ids[0], ids[ids.count - 1])
            @Sendable func move(_ id: String) async throws -> MoveResult {
                var inputs = MoveInputs()
                inputs.note = "When?"
                return try await cases.move(
                    MoveRequest(
                        "message",
                        of: id,
                        moveID: "same",
                        revision: 1,
                        by: .staff("custodian", provedAt: now),
                        inputs: inputs,
                        at: now
                    )
                )
            }
            async let one = move(first)
            async let two = move(last)
            let results = [try await one, try await two]
            test.barrier.set(nil)
            let moved = results.compactMap {
                if case .moved(let receipt) = $0 { receipt } else { nil }
            }
            #expect(moved.count == 1, "\(results)")
            let other: MoveResult = isSameCase ? .repeated(moved[0]) : .reused
            #expect(results.contains(other), "\(results)")
            #expect(try await test.faults() == [])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `of two deputies who claim at the same time one has the case`(
        _ engine: TestEngine
    ) async throws {
        try await TestCases.with(engine) { test in
            try await test.staffCartables(of: "permit")
            let third = try TestCases.delegation(
                "third",
                "reviewer",
                "third-reviewer",
                "reviewer",
                "1004",
                from: test.clock.now,
                test.keyring.current
            )
            try await test.database.write { try third.insert(in: $0) }
            let id = try await test.openPermit()
            test.barrier.set(Barrier(2, rounds: 2))
            let (cases, now, database) = (test.cases, test.clock.now, test.database)
            @Sendable func claim(_ name: String) async throws -> ClaimResult {
                try await database.write {
                    try cases.claim(id, by: .staff(name), at: now, in: $0)
                }
            }
            async let one = claim("second-reviewer")
            async let two = claim("third-reviewer")
            let results = [try await one, try await two]
            test.barrier.set(nil)
            let owner = try #require(try await test.cases.snapshot(id)?.file.claimedBy)
            #expect(results.count { $0 == .done } == 1, "\(results)")
            #expect(results.contains(.claimed(by: owner)), "\(results)")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `of two openings about the same values at the same time one is refused`(
        _ engine: TestEngine
    ) async throws {
        try await TestCases.with(engine) { test in
            test.barrier.set(Barrier(2))
            async let one = test.tryPermit("one")
            async let two = test.tryPermit("two")
            let results = [try await one, try await two]
            test.barrier.set(nil)
            #expect(results.count { $0.receipt != nil } == 1, "\(results)")
            #expect(results.contains(.refused([.once])), "\(results)")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `dues are rewritten from the first case where a cartable changes again in between`(
        _ engine: TestEngine
    ) async throws {
        try await TestCases.with(engine) { test in
            let reviewer = TestCases.officials[1]
            for number in 0..<25 {
                var form = Permit.typed
                form = TypedForm(form.byName.merging(["number": .text("N\(number)")]) { $1 })
                _ = try await test.cases.open(
                    OpenRequest(
                        "permit",
                        moveID: "open \(number)",
                        by: .person(test.id("person")),
                        form: form,
                        at: test.clock.now
                    )
                )
            }
            _ = try await test.approve(reviewer, "permit")
            let (cases, now) = (test.cases, test.clock.now)
            let first = try await test.database.write {
                try cases.renewPart(after: nil, at: now, in: $0)
            }
            #expect(first?.count == 20)
            // The holder leaves between two parts of the work.
            _ = try await test.database.write {
                try cases.cartables.endHolders(on: TestCases.reviewer, at: now, in: $0)
            }
            var place = first?.place
            while true {
                let from = place
                let next = try await test.database.write {
                    try cases.renewPart(after: from, at: now, in: $0)
                }
                guard let next else { break }
                place = next.place
            }
            let wrong = try await test.database.read { connection in
                try connection.first(
                    """
                    SELECT count(*)
                    FROM case_file
                    WHERE due_at <> (SELECT due_at FROM cartable WHERE state = 'vacant')
                    """
                ) { try $0.int(0) }
            }
            #expect(wrong == 0)
            #expect(try await test.faults() == [])
        }
    }
}
