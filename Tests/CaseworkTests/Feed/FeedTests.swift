import Persian
import Store
import TestDatabases
import Testing

@testable import Casework

/// The feed of an organisation: its numbers, who gets what, and its end.
@Suite struct FeedTests {
    /// A daemon of a test: its own connection to the database, and the name of its worker.
    private struct Daemon: Sendable {
        let feed: Feed
        let name: String
        let database: Database

        init(_ place: TestPlace, _ name: String) throws {
            database = try Database(place.location)
            feed = Feed(database: database)
            self.name = name
        }
    }

    /// A reader that continues where it was, as a program of a university does.
    private struct Reader {
        let feed: Feed
        var entries: [FeedEntry] = []

        mutating func readAll(limit: Int = 7) async throws {
            while true {
                let page = try await feed.page(
                    of: "1004",
                    after: entries.last?.number,
                    limit: limit
                )
                guard case .entries(let more) = page, !more.isEmpty else { return }
                entries += more
            }
        }
    }

    private static func with(
        _ engine: TestEngine,
        _ body: ([Daemon]) async throws -> Void
    ) async throws {
        try await engine.withPlace { place in
            let daemons = [try Daemon(place, "a"), try Daemon(place, "b")]
            defer { for daemon in daemons { daemon.database.close() } }
            try await daemons[0].database.migrate(CaseworkTables.migrations)
            try await body(daemons)
        }
    }

    private static func write(_ id: String, _ seq: Int64, _ daemon: Daemon) async throws {
        try await daemon.database.write { connection in
            try CaseWrites.feed(id, seq: seq, to: ["1004"], at: TestOutbox.start, in: connection)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a transaction that commits after many others loses and repeats nothing`(
        _ engine: TestEngine
    ) async throws {
        try await Self.with(engine) { daemons in
            let (clock, gate) = (TestClock(), Barrier(holding: 0, seconds: 300))
            var reader = Reader(feed: daemons[1].feed)
            async let slow: Void = daemons[0].database.write { connection in
                try CaseWrites.feed(
                    "slow",
                    seq: 1,
                    to: ["1004"],
                    at: TestOutbox.start,
                    in: connection
                )
                gate.pass()
            }
            for _ in 0..<5_000 where !gate.isHolding {
                try await Task.sleep(for: .milliseconds(1))
            }
            #expect(gate.isHolding)
            // Where the engine has one writer, every other one waits for it.
            if engine == .sqlite { gate.open() }
            for round in 1...6 {
                let daemon = daemons[round % 2]
                try await Self.write("fast", Int64(round), daemon)
                try await daemon.feed.number(by: daemon.name, at: clock.now)
                try await reader.readAll()
                // Longer than the lease: the other daemon numbers next.
                clock.advance(seconds: 11)
            }
            if engine != .sqlite { #expect(reader.entries.count == 6) }
            gate.open()
            try await slow
            try await daemons[0].feed.number(by: "a", at: clock.now)
            try await reader.readAll()
            #expect(reader.entries.count == 7)
            #expect(reader.entries.count(where: { $0.caseID == "slow" }) == 1)
            if engine != .sqlite { #expect(reader.entries.last?.caseID == "slow") }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `many writers, two daemons that number, and a reader: each change once and in order`(
        _ engine: TestEngine
    ) async throws {
        try await Self.with(engine) { daemons in
            let (clock, writers, changes) = (TestClock(), 6, 25)
            let done = Shared(false)
            let seen = try await withThrowingTaskGroup(of: [FeedEntry].self) { group in
                group.addTask {
                    var reader = Reader(feed: daemons[0].feed)
                    while !done.value { try await reader.readAll() }
                    try await reader.readAll()
                    return reader.entries
                }
                let work = Task {
                    try await withThrowingTaskGroup(of: Void.self) { work in
                        for writer in 0..<writers {
                            work.addTask {
                                for change in 1...changes {
                                    let daemon = daemons[writer % 2]
                                    try await Self.write("case-\(writer)", Int64(change), daemon)
                                }
                            }
                        }
                        try await work.waitForAll()
                    }
                }
                let numbering = daemons.map { daemon in
                    Task {
                        while !done.value {
                            try await daemon.feed.number(by: daemon.name, at: clock.now)
                            clock.advance(seconds: 6)
                        }
                    }
                }
                try await work.value
                for daemon in daemons {
                    clock.advance(seconds: 11)
                    try await daemon.feed.number(by: daemon.name, at: clock.now)
                }
                done.set(true)
                for task in numbering { try await task.value }
                return try await group.next() ?? []
            }
            #expect(seen.count == writers * changes)
            #expect(Set(seen.map(\.number)).count == seen.count)
            #expect(seen.map(\.number) == seen.map(\.number).sorted())
            let rows = try await daemons[0].database.read { connection in
                try connection.all("SELECT case_id, seq, n FROM feed ORDER BY case_id, seq") {
                    (id: try $0.text(0), seq: try $0.int(1), n: try $0.optionalInt(2))
                }
            }
            #expect(rows.allSatisfy { $0.n != nil })
            for (id, events) in Dictionary(grouping: rows, by: \.id) {
                let numbers = events.compactMap(\.n)
                #expect(numbers == numbers.sorted(), "\(id)")
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a daemon numbers only while no other one has the lease`(
        _ engine: TestEngine
    ) async throws {
        try await Self.with(engine) { daemons in
            let clock = TestClock()
            try await Self.write("case", 1, daemons[0])
            #expect(try await daemons[0].feed.number(by: "a", at: clock.now) == 1)
            try await Self.write("case", 2, daemons[0])
            clock.advance(seconds: 9)
            #expect(try await daemons[1].feed.number(by: "b", at: clock.now) == 0)
            #expect(try await daemons[1].feed.delay(at: clock.now) == 9)
            clock.advance(seconds: 1)
            #expect(try await daemons[1].feed.number(by: "b", at: clock.now) == 1)
            #expect(try await daemons[1].feed.delay(at: clock.now) == 0)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func
        `an organisation gets the changes before and after which a case waits at it, and no others`(
            _ engine: TestEngine
        ) async throws
    {
        try await TestCases.with(engine) { test in
            try await test.staffCartables(of: "permit")
            let feed = Feed(database: test.database)
            func counts() async throws -> [Int] {
                try await feed.number(by: "a", at: test.clock.now)
                var counts: [Int] = []
                for code in ["1004", "graduates", "monitoring"] as [OrganisationCode] {
                    let page = try await feed.page(of: code, after: nil, limit: 500)
                    guard case .entries(let entries) = page else { return [] }
                    counts.append(entries.count)
                }
                return counts
            }
            let id = try await test.openPermit()
            #expect(try await counts() == [1, 0, 0])
            let agreed = try await test.attempt("agree", of: id, by: "reviewer", "1") {
                $0.decisions = [TypedDecision("/scan", isAccepted: true)]
            }
            #expect(agreed.receipt?.step == "confirm", "\(agreed)")
            // The case left the first organisation, which learns of it and of nothing after it.
            #expect(try await counts() == [2, 1, 0])
            let issued = try await test.attempt("issue", of: id, by: "office", "2")
            #expect(issued.receipt != nil, "\(issued)")
            #expect(try await counts() == [2, 2, 0])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a reader behind deleted entries learns of it, and one after them misses nothing`(
        _ engine: TestEngine
    ) async throws {
        try await Self.with(engine) { daemons in
            let (clock, feed) = (TestClock(), daemons[0].feed)
            for seq in 1...4 as ClosedRange<Int64> {
                try await daemons[0].database.write { [now = clock.now] connection in
                    try CaseWrites.feed("case", seq: seq, to: ["1004"], at: now, in: connection)
                }
                try await feed.number(by: "a", at: clock.now)
                clock.advance(seconds: 100)
            }
            let end = TestOutbox.start.adding(seconds: 150)
            #expect(try await feed.prune(before: end) == 2)
            #expect(try await feed.prune(before: end) == 0)
            #expect(try await feed.page(of: "1004", after: 1, limit: 10) == .pruned)
            let rest = try await feed.page(of: "1004", after: 2, limit: 10)
            guard case .entries(let entries) = rest else { throw StoreError.conflict }
            #expect(entries.map(\.number) == [3, 4])
            #expect(try await feed.page(of: "1004", after: nil, limit: 10) == rest)
        }
    }
}
