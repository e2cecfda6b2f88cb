import Accounts
import Persian
import Store
import TestDatabases
import Testing
import VerifyCore

@testable import Casework

/// A fact is stored before a move uses it; one that arrives twice or late changes no step (D3).
struct FactTests {
    private static let deposit = FactKind("deposit", isGlobal: true)

    private func open(
        _ service: ServiceID,
        _ test: TestCases,
        by opener: String
    ) async throws
        -> String
    {
        try await test.staffCartables(of: service)
        let result = try await test.cases.open(
            OpenRequest(
                service,
                moveID: "open \(service)",
                by: .person(test.id(opener), session: .staff),
                form: WalkForms.form(of: service.text, 0),
                at: test.clock.now
            )
        )
        return try #require(result.receipt?.caseID, "\(result)")
    }

    private func report(
        _ kind: FactKind,
        _ key: String,
        about id: String,
        _ test: TestCases
    ) async throws -> Bool {
        test.clock.advance(seconds: 60)
        return try await test.cases.report(
            kind,
            key: key,
            body: "50000000000",
            from: "fund",
            about: id,
            at: test.clock.now
        )
    }

    @Test(arguments: TestEngine.allCases)
    func
        `a fact that was reported before is used by the move that names it, also after a refused one`(
            _ engine: TestEngine
        ) async throws
    {
        try await TestCases.with(engine) { test in
            let id = try await open("deposit", test, by: "head")
            #expect(try await report(Self.deposit, "1405-9", about: id, test))
            #expect(try await !report(Self.deposit, "1405-9", about: id, test))
            let stored = try #require(try await test.cases.snapshot(id))
            #expect(stored.facts.map(\.usedBySeq) == [nil] && stored.file.revision == 1)
            // Refused for another reason: the amount is missing.
            let refused = try await test.attempt("deposited", of: id, by: "fund", "one") {
                $0.reference = "1405-9"
            }
            #expect(refused == .refused([.amount]))
            for (name, move) in [("second-office", "x"), ("second-fund", "two"), ("fund", "three")]
            {
                let result = try await test.attempt("deposited", of: id, by: name, move) {
                    ($0.amount, $0.reference) = (Rials(50_000_000_000), "1405-9")
                }
                #expect((result.receipt != nil) == name.hasSuffix("fund"), "\(result)")
            }
            let done = try #require(try await test.cases.snapshot(id))
            #expect(done.file.outcome == .paid)
            let fact = try #require(done.facts.first { $0.kind == "deposit" })
            #expect(fact.usedBySeq == done.file.revision && fact.source == "fund")
            #expect(done.facts.count == 1)
            #expect(try await test.faults() == [])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a fact of one case is not used in another one, and not twice`(
        _ engine: TestEngine
    ) async throws {
        try await TestCases.with(engine) { test in
            let id = try await open("deposit", test, by: "head")
            let other = try await open("summons", test, by: "office")
            #expect(try await report(Self.deposit, "1405-9", about: other, test))
            for (name, move) in [("second-fund", "one"), ("fund", "two")] {
                let result = try await test.attempt("deposited", of: id, by: name, move) {
                    ($0.amount, $0.reference) = (Rials(50_000_000_000), "1405-9")
                }
                #expect(result == .refused([.usedReference]))
            }
            #expect(try await test.faults() == [])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a fact that arrives twice or late is stored and changes no step`(
        _ engine: TestEngine
    ) async throws {
        try await TestCases.with(engine) { test in
            let id = try await open("summons", test, by: "office")
            #expect(try await report("notified", "first", about: id, test))
            let after = try #require(try await test.cases.snapshot(id))
            #expect(after.file.step == "subject")
            #expect(try await !report("notified", "first", about: id, test))
            #expect(try await report("notified", "second", about: id, test))
            #expect(try await test.cases.useFacts(at: test.clock.now) == 0)
            let later = try #require(try await test.cases.snapshot(id))
            #expect(later.file == after.file && later.events == after.events)
            #expect(later.facts.map(\.key).sorted() == ["first", "second"])
            #expect(later.facts.first { $0.key == "second" }?.usedBySeq == nil)
            #expect(try await test.faults() == [])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func
        `a fact that was stored and not used is used by the worker, and not when it is older than the errand`(
            _ engine: TestEngine
        ) async throws
    {
        try await TestCases.with(engine) { test in
            let id = try await open("summons", test, by: "office")
            let opened = test.clock.now
            func store(_ key: String, at moment: Timestamp) async throws {
                let row = FactRow(
                    caseID: id,
                    fact: Fact(kind: "notified", key: key, body: "", source: "fund", at: moment),
                    isGlobal: false
                )
                try await test.database.write {
                    try row.insert(by: test.keyring.current, in: $0)
                }
            }
            try await store("early", at: opened.adding(seconds: -60))
            #expect(try await test.cases.useFacts(at: test.clock.now) == 0)
            #expect(try await !report("notified", "early", about: id, test))
            try await store("late", at: opened.adding(seconds: 60))
            #expect(try await test.cases.useFacts(at: test.clock.now) == 1)
            #expect(try await test.cases.useFacts(at: test.clock.now) == 0)
            let snapshot = try #require(try await test.cases.snapshot(id))
            #expect(snapshot.file.step == "subject")
            #expect(snapshot.facts.first { $0.key == "late" }?.usedBySeq == 2)
            #expect(try await test.faults() == [])
        }
    }
}
