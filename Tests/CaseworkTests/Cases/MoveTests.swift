import Accounts
import Persian
import Store
import TestDatabases
import Testing

@testable import Casework

struct MoveTests {
    /// Opens a permit at a cartable with holders.
    func permit(_ test: TestCases) async throws -> String {
        try await test.staffCartables(of: "permit")
        return try await test.openPermit()
    }

    @Test(arguments: TestEngine.allCases)
    func
        `an open case waits for one party until a due time, also where no person holds the cartable`(
            _ engine: TestEngine
        ) async throws
    {
        try await TestCases.with(engine) { test in
            let id = try await test.openPermit()
            let file = try #require(try await test.cases.snapshot(id)?.file)
            #expect(file.waiting == .cartable(.reviewer, "1004") && file.revision == 1)
            let due = try #require(file.dueAt)
            #expect(due > test.clock.now)
            let cartable = try #require(
                try await test.database.read {
                    try test.cases.cartables.cartable(.reviewer, "permit", "1004", in: $0)
                }
            )
            #expect(cartable.state == .missing && cartable.dueAt == due)
            // The approval changes the cartable, and a worker the dues of the cases that wait.
            let reviewer = try #require(TestCases.officials.first { $0.name == "reviewer" })
            _ = try await test.approve(reviewer, "permit")
            #expect(try await test.cases.renewDues(at: test.clock.now) == 1)
            let later = try #require(try await test.cases.snapshot(id)?.file.dueAt)
            #expect(later > due)
            #expect(try await test.faults() == [])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `the schema refuses an open case without a waiting party or without a due time`(
        _ engine: TestEngine
    ) async throws {
        try await TestCases.with(engine) { test in
            let id = try await permit(test)
            for edit in [
                "due_at = NULL", "waiting = 'none'", "wait_role = NULL", "waiting = 'errands'",
                "outcome = 'granted'", "turn = revision + 1",
            ] {
                #expect(throws: (any Error).self, "\(edit)") {
                    try test.place.edit("UPDATE case_file SET \(edit) WHERE id = '\(id)'")
                }
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a move id that comes again has the same result, and with other inputs it is refused`(
        _ engine: TestEngine
    ) async throws {
        try await TestCases.with(engine) { test in
            let id = try await permit(test)
            let first = try await test.attempt("return", of: id, by: "reviewer", "one") {
                $0.returned = [FieldReturn(field: "/scan", reason: "wrong")]
            }
            let second = try await test.attempt(
                "return",
                of: id,
                by: "reviewer",
                "one",
                revision: 1
            ) {
                $0.returned = [FieldReturn(field: "/scan", reason: "wrong")]
            }
            let receipt = try #require(first.receipt)
            #expect(second == .repeated(receipt))
            let other = try await test.attempt("return", of: id, by: "reviewer", "one") {
                $0.returned = [FieldReturn(field: "/scan", reason: "other")]
            }
            #expect(other == .reused)
            #expect(try await test.cases.snapshot(id)?.file.revision == 2)
            #expect(try await test.messages(of: id) == ["case-applicant"])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a person cannot take the move id with which a worker will act`(
        _ engine: TestEngine
    ) async throws {
        try await TestCases.with(engine) { test in
            let id = try await permit(test)
            let taken = try await test.attempt("return", of: id, by: "reviewer", "\(id)/end/1") {
                $0.returned = [FieldReturn(field: "/scan", reason: "wrong")]
            }
            #expect(taken == .reused)
            #expect(try await test.cases.snapshot(id)?.file.revision == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a timer whose case cannot be read keeps no other one from firing`(
        _ engine: TestEngine
    ) async throws {
        try await TestCases.with(engine) { test in
            let broken = try await permit(test)
            try await test.move("return", of: broken, by: "reviewer", "one") {
                $0.returned = [FieldReturn(field: "/scan", reason: "wrong")]
            }
            _ = try await test.database.write { connection in
                try connection.execute(
                    "UPDATE submission SET body = \([1 as UInt8]) WHERE case_id = \(broken)"
                )
            }
            let due = try await test.database.read { connection in
                try connection.first(
                    "SELECT count(*) FROM timer WHERE case_id = \(broken) AND fired_seq IS NULL"
                ) { try $0.int(0) }
            }
            #expect(due ?? 0 > 0)
            test.clock.advance(seconds: 30 * 86_400)
            try await test.cases.work(at: test.clock.now)
            let left = try await test.database.read { connection in
                try connection.first(
                    """
                    SELECT count(*) FROM timer
                    WHERE fired_seq IS NULL AND cancelled_seq IS NULL
                        AND fire_at <= \(test.clock.now.description)
                    """
                ) { try $0.int(0) }
            }
            #expect(left == 0)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a form that is older than the turn changes nothing, names the change and keeps the text`(
        _ engine: TestEngine
    ) async throws {
        try await TestCases.with(engine) { test in
            let id = try await permit(test)
            try await test.move("return", of: id, by: "reviewer", "one") {
                $0.returned = [FieldReturn(field: "/scan", reason: "wrong")]
            }
            let result = try await test.attempt(
                "refuse",
                of: id,
                by: "second-reviewer",
                "two",
                revision: 1
            ) {
                $0.note = "A long reason."
                $0.reason = "wrong"
            }
            guard case .conflict(let conflict) = result else {
                Issue.record("\(result)")
                return
            }
            #expect(conflict.action == "return" && conflict.revision == 2)
            #expect(conflict.actor == test.id("reviewer").description)
            let draft = try await test.database.read {
                try test.cases.draft(
                    of: test.id("second-reviewer"),
                    service: "permit",
                    caseID: id,
                    in: $0
                )
            }
            #expect(
                draft.map { String(decoding: $0.body, as: UTF8.self) }?
                    .contains("A long reason.") == true
            )
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `of two clerks who press at the same moment one moves the case and the other learns of it`(
        _ engine: TestEngine
    ) async throws {
        try await TestCases.with(engine) { test in
            let id = try await permit(test)
            async let one = test.attempt("refuse", of: id, by: "reviewer", "one", revision: 1) {
                ($0.note, $0.reason) = ("No.", "wrong")
            }
            async let two = test.attempt(
                "refuse",
                of: id,
                by: "second-reviewer",
                "two",
                revision: 1
            ) {
                ($0.note, $0.reason) = ("No.", "wrong")
            }
            let results = [try await one, try await two]
            #expect(results.count { $0.receipt != nil } == 1, "\(results)")
            #expect(
                results.contains { if case .conflict = $0 { true } else { false } },
                "\(results)"
            )
            #expect(try await test.cases.snapshot(id)?.file.revision == 2)
            #expect(try await test.messages(of: id) == ["case-applicant"])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `all problems of a move are returned together`(_ engine: TestEngine) async throws {
        try await TestCases.with(engine) { test in
            let id = try await permit(test)
            let result = try await test.attempt("refuse", of: id, by: "reviewer", "one")
            #expect(result == .refused([.reason, .note]))
            #expect(
                try await test.attempt("issue", of: id, by: "reviewer", "two")
                    == .refused([.notOpen])
            )
            #expect(try await test.attempt("refuse", of: id, by: "other", "three") == .notFound)
            #expect(
                try await test.attempt("refuse", of: "none", by: "reviewer", "four") == .notFound
            )
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `one case is open about the same values`(_ engine: TestEngine) async throws {
        try await TestCases.with(engine) { test in
            let id = try await permit(test)
            #expect(try await test.tryPermit("again") == .refused([.once]))
            try await test.move("withdraw", of: id, by: "person", "w")
            #expect(try await test.tryPermit("again").receipt != nil)
        }
    }
}

extension MoveTests {
    @Test(arguments: TestEngine.allCases)
    func `a form that is sent again is about its own values, and about those of no other case`(
        _ engine: TestEngine
    ) async throws {
        try await TestCases.with(engine) { test in
            let id = try await permit(test)
            func numbered(_ number: Int) -> TypedForm {
                WalkForms.form(of: "permit", 0, number: number)
            }
            func open(_ number: Int) async throws -> MoveResult {
                try await test.cases.open(
                    OpenRequest(
                        "permit",
                        moveID: "open \(number)",
                        by: .person(test.id("person")),
                        form: numbered(number),
                        at: test.clock.now
                    )
                )
            }
            #expect(try await open(1).receipt != nil)
            try await test.move("return", of: id, by: "reviewer", "return") {
                $0.returned = [FieldReturn(field: "/number", reason: "wrong")]
            }
            let other = try await test.attempt("resubmit", of: id, by: "person", "one") {
                $0.form = numbered(1)
            }
            #expect(other == .refused([.once]))
            try await test.move("resubmit", of: id, by: "person", "two") { $0.form = numbered(2) }
            #expect(try await open(2) == .refused([.once]))
            #expect(try await test.tryPermit("again").receipt != nil)
            #expect(try await test.faults() == [])
        }
    }
}

extension TestCases {
    /// Opens a permit for the person of the examples.
    func openPermit() async throws -> String {
        let result = try await tryPermit("open")
        return try #require(result.receipt?.caseID, "\(result)")
    }

    func tryPermit(_ moveID: String) async throws -> MoveResult {
        try await cases.open(
            OpenRequest(
                "permit",
                moveID: moveID,
                by: .person(id("person")),
                form: Permit.typed,
                at: clock.now
            )
        )
    }
}
