import Foundation
import Store
import TestDatabases
import Testing

/// Steady look-ups, during which one connection holds SQLite's read lock.
@Suite
struct ReadLockTests {
    /// Writes blobs with pauses between them during look-ups without a pause; returns the largest size of the log.
    private func longestLog(
        writing count: Int,
        bytes: Int,
        pause: Duration
    ) async throws -> Int {
        try await TestEngine.sqlite.withScratch { scratch in
            let database = try await scratch.withNumbers()
            try await database.write {
                try $0.execute(RowTests.adding(1_000, "looked up", nil))
            }
            let lookingUp = Task {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for _ in 0..<2 {
                        group.addTask {
                            while !Task.isCancelled {
                                _ = try await database.lookUp {
                                    try $0.first(RowTests.byID(1_000)) { try $0.int(0) }
                                }
                                await Task.yield()
                            }
                        }
                    }
                    try await group.waitForAll()
                }
            }
            var longest = 0
            for id in 1...count {
                try await Task.sleep(for: pause)
                let added = try await database.write {
                    try $0.execute(
                        RowTests.adding(
                            Int64(id),
                            "\(id)",
                            [UInt8](repeating: 1, count: bytes)
                        )
                    )
                }
                #expect(added == 1)
                let found = try await database.lookUp {
                    try $0.first(RowTests.byID(Int64(id))) { try $0.int(0) }
                }
                #expect(found == Int64(id))
                let log = try FileManager.default.attributesOfItem(
                    atPath: "\(scratch.folder)/test.db-wal"
                )
                longest = max(longest, log[.size] as? Int ?? 0)
            }
            lookingUp.cancel()
            _ = await lookingUp.result
            return longest
        }
    }

    @Test(arguments: [
        (400, 100_000, Duration.milliseconds(10)),
        (40, 1_000_000, .milliseconds(100)),
        // The log is moved after a second without a commit; a loaded machine takes longer for it.
        (5, 8_000_000, .seconds(3)),
    ])
    func `the log starts again although look-ups never end`(
        count: Int,
        bytes: Int,
        pause: Duration
    ) async throws {
        let longest = try await longestLog(writing: count, bytes: bytes, pause: pause)
        #expect(longest < 25_000_000)
    }
}
