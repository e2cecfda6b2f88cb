#if PostgreSQL
import Foundation
import Store
import TestDatabases
import Testing

/// A server that takes every byte and answers nothing: whoever waits for it would wait for ever.
@Suite(.timeLimit(.minutes(2)))
struct SilenceTests {
    /// Runs `body` over a database behind a relay that can fall silent.
    private func withRelay(
        by way: SilentRelay.Way = .tcp,
        _ body: (Database, SilentRelay, Scratch) async throws -> Void
    ) async throws {
        try await TestEngine.postgreSQL.withScratch { scratch in
            _ = try await scratch.withNumbers()
            // Short, since the name of a socket may have 107 bytes.
            let folder = "/tmp/sehat-relay-\(UUID().uuidString.prefix(8))"
            try FileManager.default.createDirectory(
                atPath: folder,
                withIntermediateDirectories: true
            )
            defer { try? FileManager.default.removeItem(atPath: folder) }
            let relay = try SilentRelay(
                to: PostgreSQLServer.shared.get().folder,
                by: way,
                in: folder
            )
            defer { relay.end() }
            let database = try relay.open(scratch)
            defer { database.close() }
            try await body(database, relay, scratch)
        }
    }

    /// Expects an error that says so.
    private func expectUnreachable(
        _ sourceLocation: SourceLocation = #_sourceLocation,
        _ body: () async throws -> Void
    ) async {
        await #expect(sourceLocation: sourceLocation) {
            try await body()
        } throws: { error in
            if case .unreachable = error as? StoreError { true } else { false }
        }
    }

    @Test(arguments: SilentRelay.Way.allCases)
    func `a start ends with an error`(
        _ way: SilentRelay.Way
    )
        async throws
    {
        try await withRelay(by: way) { _, relay, scratch in
            relay.isSilent = true
            await expectUnreachable { try relay.open(scratch).close() }
        }
    }

    @Test(arguments: SilentRelay.Way.allCases)
    func `reading, looking up and writing end with an error, and go on afterwards`(
        _ way: SilentRelay.Way
    )
        async throws
    {
        try await withRelay(by: way) { database, relay, scratch in
            try await database.add(1)
            #expect(try await database.numbers() == [1])
            relay.isSilent = true
            await expectUnreachable { _ = try await database.numbers() }
            await expectUnreachable {
                _ = try await database.lookUp {
                    try $0.first(RowTests.byID, 1) { try $0.int(0) }
                }
            }
            await expectUnreachable { try await database.add(2) }
            relay.isSilent = false
            try await database.add(3)
            #expect(try await database.numbers() == [1, 3])
        }
    }

    @Test(arguments: SilentRelay.Way.allCases)
    func `a look-up on a connection in use ends with an error`(
        _ way: SilentRelay.Way
    )
        async throws
    {
        try await withRelay(by: way) { database, relay, _ in
            let look = {
                _ = try await database.lookUp {
                    try $0.first(RowTests.byID, 1) { try $0.int(0) }
                }
            }
            try await look()
            relay.isSilent = true
            await expectUnreachable { try await look() }
        }
    }

    @Test(arguments: SilentRelay.Way.allCases)
    func `a write in the middle of which silence falls ends with an error`(
        _ way: SilentRelay.Way
    )
        async throws
    {
        try await withRelay(by: way) { database, relay, scratch in
            try await database.add(1)
            await expectUnreachable {
                try await database.write { connection in
                    try connection.add(2)
                    relay.isSilent = true
                    try connection.add(3)
                }
            }
            #expect(try await scratch.database.numbers() == [1])
        }
    }

    @Test(arguments: SilentRelay.Way.allCases)
    func `a commit that is never answered ends with an error that says so`(
        _ way: SilentRelay.Way
    )
        async throws
    {
        try await withRelay(by: way) { database, relay, _ in
            try await database.add(1)
            await #expect {
                try await database.write { connection in
                    try connection.add(2)
                    relay.isSilent = true
                }
            } throws: { error in
                if case .io(let words) = error as? StoreError {
                    words.contains("not known")
                } else {
                    false
                }
            }
        }
    }

    @Test
    func `who has queued behind others is told no later than they`() async throws {
        try await withRelay { database, relay, _ in
            try await database.add(1)
            relay.isSilent = true
            await withTaskGroup(of: Void.self) { group in
                // One after another, two seconds each, they would take a quarter of an hour.
                for id in 2...800 {
                    group.addTask {
                        await expectUnreachable { try await database.add(id) }
                    }
                    group.addTask {
                        await expectUnreachable { _ = try await database.numbers() }
                    }
                    group.addTask {
                        await expectUnreachable {
                            _ = try await database.lookUp {
                                try $0.first(RowTests.byID, Int64(id)) { try $0.int(0) }
                            }
                        }
                    }
                }
            }
        }
    }

    @Test
    func `what merely takes long goes on`() async throws {
        try await withRelay { database, _, _ in
            let answer = try await database.read { connection in
                try connection.first("SELECT 1 FROM pg_sleep(4)") { try $0.int(0) }
            }
            #expect(answer == 1)
        }
    }
}
#endif
