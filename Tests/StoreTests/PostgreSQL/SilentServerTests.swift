#if PostgreSQL
import Foundation
import Store
import TestDatabases
import Testing

/// A server that takes every byte and answers nothing (`docs/decisions/0033-silent-servers.md`).
// The limit only ends a test that hangs; it includes the wait for a thread while all suites run together.
@Suite(.timeLimit(.minutes(6)))
struct SilentServerTests {
    /// Runs `body` over a database behind a relay that can become silent.
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

    /// Expects that `body` fails within a time because the server is unreachable.
    private func expectUnreachable(
        within longest: Duration = .seconds(20),
        _ sourceLocation: SourceLocation = #_sourceLocation,
        _ body: () async throws -> Void
    ) async {
        let start = ContinuousClock.now
        await #expect(sourceLocation: sourceLocation) {
            try await body()
        } throws: { error in
            if case .unreachable = error as? StoreError { true } else { false }
        }
        let taken = ContinuousClock.now - start
        #expect(taken < longest, sourceLocation: sourceLocation)
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
    func `reading, looking up and writing end with an error, and work again afterwards`(
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
                    try $0.first(RowTests.byID(1)) { try $0.int(0) }
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
                    try $0.first(RowTests.byID(1)) { try $0.int(0) }
                }
            }
            try await look()
            relay.isSilent = true
            await expectUnreachable { try await look() }
        }
    }

    @Test(arguments: SilentRelay.Way.allCases)
    func `a write during which the server becomes silent ends with an error`(
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
    func `a commit without an answer is reported as unknown`(
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
    func `callers that queued behind others fail with them`() async throws {
        try await withRelay { database, relay, _ in
            try await database.add(1)
            relay.isSilent = true
            await withTaskGroup(of: Void.self) { group in
                // One after another, two seconds each, they would take 27 minutes.
                for id in 2...800 {
                    group.addTask {
                        await expectUnreachable(within: .seconds(60)) {
                            try await database.add(id)
                        }
                    }
                    group.addTask {
                        await expectUnreachable(within: .seconds(60)) {
                            _ = try await database.numbers()
                        }
                    }
                    group.addTask {
                        await expectUnreachable(within: .seconds(60)) {
                            _ = try await database.lookUp {
                                try $0.first(RowTests.byID(Int64(id))) { try $0.int(0) }
                            }
                        }
                    }
                }
            }
        }
    }

    @Test
    func `a statement that merely takes long continues`() async throws {
        try await withRelay { database, _, _ in
            let answer = try await database.read { connection in
                try connection.first("SELECT 1 FROM pg_sleep(4)") { try $0.int(0) }
            }
            #expect(answer == 1)
        }
    }

    @Test
    func `values larger than the socket's buffer do not block on a silent server`() async throws {
        try await withRelay { database, relay, _ in
            try await database.add(1)
            relay.stopsReading = true
            let bytes = [UInt8](repeating: 7, count: 16 << 20)
            await expectUnreachable {
                _ = try await database.write { try $0.execute(RowTests.adding(2, "large", bytes)) }
            }
        }
    }

    @Test
    func `values larger than the socket's buffer arrive`() async throws {
        try await withRelay { database, _, _ in
            let bytes = [UInt8](repeating: 7, count: 16 << 20)
            try await database.write { try $0.execute(RowTests.adding(2, "large", bytes)) }
            let found = try await database.lookUp { connection in
                try connection.first(RowTests.byID(2)) { try $0.blob(2) }
            }
            #expect(found == bytes)
        }
    }

    @Test
    func `a migration notices a silent server although it has no time limit`() async throws {
        try await withRelay { database, relay, scratch in
            let migration = Migration(
                "slow",
                1,
                "waits for the other program",
                "CREATE TABLE slow AS SELECT 1 FROM pg_sleep(600);"
            )
            let migrating = Task { try await database.migrate([migration]) }
            try await Task.sleep(for: .seconds(1))
            relay.isSilent = true
            await expectUnreachable { _ = try await migrating.value }
            // The server's process would keep the lock of migrations until it wakes up.
            _ = try await scratch.database.read { connection in
                try connection.all(
                    """
                    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                    WHERE datname = current_database() AND pid <> pg_backend_pid()
                    """
                ) { try $0.bool(0) }
            }
        }
    }
}
#endif
