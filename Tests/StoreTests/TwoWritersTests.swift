import Dispatch
import Store
import TestDatabases
import Testing

/// Two programs on one database: here two `Database` values, which SQLite separates as it does two processes.
@Suite
struct TwoWritersTests {
    @Test(arguments: TestEngine.allCases)
    func `both write and neither loses a row`(engine: TestEngine) async throws {
        try await engine.withScratch { scratch in
            let database = try await scratch.withNumbers()
            let other = try Database(scratch.location)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for id in 1...400 {
                    group.addTask { try await (id.isMultiple(of: 2) ? database : other).add(id) }
                }
                try await group.waitForAll()
            }
            #expect(try await database.numbers() == Array(1...400))
            other.close()
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `one that writes without pause lets the other write too`(engine: TestEngine) async throws {
        try await engine.withScratch { scratch in
            let database = try await scratch.withNumbers()
            let other = try Database(scratch.location)
            let storm = (1...16).map { lane in
                Task {
                    var id = lane * 1_000_000
                    while !Task.isCancelled {
                        try await database.add(id)
                        id += 1
                    }
                }
            }
            for id in 1...5 {
                try await other.add(id)
            }
            for task in storm {
                task.cancel()
                try await task.value
            }
            #expect(try await other.numbers().prefix(5) == [1, 2, 3, 4, 5])
            other.close()
        }
    }

    @Test
    func `a lock held for too long is reported as busy, and writing continues afterwards`()
        async throws
    {
        try await TestEngine.sqlite.withScratch { scratch in
            _ = try await scratch.withNumbers()
            var options = Database.Options()
            options.busyMilliseconds = 50
            let hasty = try Database(scratch.location, options: options)
            let (held, release) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
            async let holding: Void = scratch.database.write { connection in
                try connection.add(1)
                held.signal()
                release.wait()
            }
            try await hasty.read { _ in held.wait() }
            await #expect(throws: StoreError.busy) { try await hasty.add(2) }
            #expect(try await hasty.numbers().isEmpty)
            release.signal()
            try await holding
            try await hasty.add(2)
            #expect(try await hasty.numbers() == [1, 2])
            hasty.close()
        }
    }
}
