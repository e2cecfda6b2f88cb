import Dispatch
import Store
import TestDatabases
import Testing

/// What a reader sees, and what remains after the end.
@Suite
struct ReadTests {
    @Test(arguments: TestEngine.allCases)
    func `reading never writes`(engine: TestEngine) async throws {
        try await engine.withScratch { scratch in
            let database = try await scratch.withNumbers()
            await #expect(throws: StoreError.readOnly) {
                try await database.read { try $0.add(1) }
            }
            await #expect(throws: StoreError.readOnly) {
                try await database.lookUp { try $0.add(1) }
            }
            #expect(try await database.numbers().isEmpty)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a read sees one moment`(engine: TestEngine) async throws {
        try await engine.withScratch { scratch in
            let database = try await scratch.withNumbers()
            try await database.add(1)
            let other = try Database(scratch.location)
            let (began, written) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
            async let both = database.read { connection in
                let count: SQL = "SELECT count(*) FROM number"
                let before = try connection.first(count) { try $0.int(0) }
                began.signal()
                written.wait()
                return (before, try connection.first(count) { try $0.int(0) })
            }
            async let adding: Void = database.read { _ in began.wait() }
            try await adding
            try await other.add(2)
            other.close()
            written.signal()
            let (before, after) = try await both
            #expect(before == 1)
            #expect(after == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `after close every call fails, and what had begun is done`(
        engine: TestEngine
    ) async throws {
        try await engine.withScratch { scratch in
            let database = try await scratch.withNumbers()
            try await withThrowingTaskGroup(of: Bool.self) { group in
                for id in 1...200 {
                    group.addTask {
                        do {
                            try await database.add(id)
                            return true
                        } catch StoreError.closed {
                            return false
                        }
                    }
                }
                group.addTask {
                    database.close()
                    return false
                }
                let kept = try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
                let again = try Database(scratch.location)
                #expect(try await again.numbers().count == kept)
                again.close()
            }
            await #expect(throws: StoreError.closed) { try await database.add(1000) }
            await #expect(throws: StoreError.closed) { try await database.numbers() }
            await #expect(throws: StoreError.closed) {
                try await database.lookUp { try $0.first("SELECT 1") { try $0.int(0) } }
            }
        }
    }
}
