import Dispatch
import Persian
import Store
import Synchronization
import TestDatabases
import Testing

@testable import Accounts

/// A request whose daemon died, hangs or has a wrong clock: another daemon does it, and it is done once.
struct TakeOverTests {
    /// The work of a request here: a row in a separate table.
    private static let table = Migration(
        "test",
        1,
        "work",
        "CREATE TABLE work (daemon TEXT NOT NULL)"
    )
    private static let now = TestEngine.now

    /// Two daemons on one database.
    private func withTwo(
        _ engine: TestEngine,
        _ body: (IdempotencyKeys, IdempotencyKeys) async throws -> Void
    ) async throws {
        try await engine.withPlace { place in
            let databases = [try Database(place.location), try Database(place.location)]
            defer { for database in databases { database.close() } }
            try await databases[0].migrate(Accounts.migrations + [Self.table])
            try await body(.test(databases[0], "a"), .test(databases[1], "b"))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a run with a heartbeat keeps its key, a dead one loses it after a lease`(
        _ engine: TestEngine
    ) async throws {
        try await withTwo(engine) { first, second in
            #expect(try await first.begin(first.arrival(), at: Self.now) == .run)
            var now = Self.now
            for _ in 1...10 {
                now = now.adding(seconds: IdempotencyKeys.heartbeat)
                try await first.renew(first.arrival(), at: now)
                #expect(try await second.begin(second.arrival(), at: now) == .inFlight)
            }
            // Then it is killed. Two heartbeats may be lost without consequence.
            let missed = now.adding(seconds: IdempotencyKeys.heartbeat * 2)
            #expect(try await second.begin(second.arrival(), at: missed) == .inFlight)
            let late = now.adding(seconds: IdempotencyKeys.lease + 1)
            #expect(try await second.begin(second.arrival(), at: late) == .run)
            // A late heartbeat of the former holder changes nothing.
            try await first.renew(first.arrival(), at: late.adding(seconds: 100))
            let later = late.adding(seconds: IdempotencyKeys.lease + 1)
            #expect(try await first.begin(first.arrival(), at: later) == .run)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a heartbeat does not make the work begin again`(_ engine: TestEngine) async throws {
        // SQLite has one writer, so no second transaction runs.
        guard engine != .sqlite else { return }
        try await withTwo(engine) { first, second in
            #expect(try await first.begin(first.arrival(), at: Self.now) == .run)
            let tries = Mutex(0)
            let (started, start) = AsyncStream.makeStream(of: Void.self)
            let beaten = DispatchSemaphore(value: 0)
            async let work: Void = first.database.write { connection in
                tries.withLock { $0 += 1 }
                try connection.execute("INSERT INTO work (daemon) VALUES ('a')")
                start.yield()
                beaten.wait()
                try first.keep(IdempotencyTests.response, of: first.arrival(), in: connection)
                beaten.signal()
            }
            for await _ in started { break }
            // The same run, by another connection.
            try await second.renew(first.arrival(), at: Self.now.adding(seconds: 3))
            beaten.signal()
            try await work
            #expect(tries.withLock { $0 } == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `of two runs that both take the key for theirs one does the work`(
        _ engine: TestEngine
    ) async throws {
        try await withTwo(engine) { first, second in
            #expect(try await first.begin(first.arrival(), at: Self.now) == .run)
            // The clock of the second is an hour ahead: it takes the key from a run that is alive.
            let ahead = Self.now.adding(seconds: 3_600)
            #expect(try await second.begin(second.arrival(), at: ahead) == .run)
            async let one = first.work()
            async let two = second.work()
            let done = try await [one, two]
            #expect(done == [false, true])
            let work = try await second.database.read { connection in
                try connection.all("SELECT daemon FROM work") { try $0.text(0) }
            }
            #expect(work == ["b"])
            let answer = IdempotencyKeys.Beginning.replay(IdempotencyTests.response)
            for keys in [first, second] {
                #expect(try await keys.begin(keys.arrival(), at: Self.now) == answer)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `each of many requests at two daemons with different clocks is done once`(
        _ engine: TestEngine
    ) async throws {
        try await withTwo(engine) { first, second in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 1...40 {
                    let keys = number.isMultiple(of: 2) ? first : second
                    // Some take over requests that others are still working on.
                    let now = Self.now.adding(seconds: Int64(number) * 7)
                    group.addTask {
                        let arrival = try keys.request(
                            key: "k",
                            owner: "1",
                            fingerprint: IdempotencyTests.request,
                            arrival: "\(number)"
                        )
                        if try await keys.begin(arrival, at: now) == .run {
                            _ = try await keys.work(for: arrival)
                        }
                    }
                }
                try await group.waitForAll()
            }
            let work = try await first.database.read { connection in
                try connection.first("SELECT count(*) FROM work") { try $0.int(0) }
            }
            #expect(work == 1)
        }
    }
}

extension IdempotencyKeys {
    /// Does the work of a request and keeps its response with it; returns whether it still had the key.
    fileprivate func work(for request: KeyedRequest? = nil) async throws -> Bool {
        let request = try request ?? arrival()
        do {
            try await database.write { [instance] connection in
                try connection.execute("INSERT INTO work (daemon) VALUES (\(instance))")
                try keep(IdempotencyTests.response, of: request, in: connection)
            }
            return true
        } catch is KeyTakenOver {
            return false
        }
    }
}
