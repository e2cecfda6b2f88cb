#if PostgreSQL
import Foundation
import Store
import TestDatabases
import Testing

/// The log distinguishes why a server does not answer.
struct UnreachableReasonTests {
    private static func hasty(_ location: DatabaseLocation) throws -> Database {
        var options = Database.Options()
        // Enough for connecting again on a busy machine.
        options.patience = .seconds(3)
        options.connections = 2
        return try Database(location, options: options)
    }

    private func expect(
        _ word: String,
        _ sourceLocation: SourceLocation = #_sourceLocation,
        _ body: () async throws -> Void
    ) async {
        await #expect(sourceLocation: sourceLocation) {
            try await body()
        } throws: { ($0 as? StoreError)?.word == word }
    }

    @Test
    func `no server at the address`() async throws {
        let port = try LoopbackListener().freed()
        await expect("server_away") {
            _ = try Self.hasty(DatabaseLocation(parsing: "postgres://sehat@127.0.0.1:\(port)/x"))
        }
    }

    @Test
    func `no connection left`() async throws {
        try await TestEngine.postgreSQL.withPlace { place in
            let database = try Self.hasty(place.location)
            _ = try await database.read { try $0.execute("SELECT 1") }
            try place.edit("ALTER DATABASE \(place.name) CONNECTION LIMIT 1;")
            await expect("server_crowded") {
                _ = try await database.write { try $0.execute("SELECT 1") }
            }
            database.close()
            try place.edit("ALTER DATABASE \(place.name) CONNECTION LIMIT -1;")
        }
    }

    @Test
    func `a server that cannot be written`() async throws {
        try await TestEngine.postgreSQL.withScratch { scratch in
            _ = try await scratch.withNumbers()
            let database = try Self.hasty(scratch.location)
            defer { database.close() }
            await expect("server_not_primary") {
                _ = try await database.write { connection in
                    try connection.execute("SET TRANSACTION READ ONLY")
                    try connection.add(1)
                }
            }
        }
    }

    @Test
    func `neither writers nor readers wait for a table that another program has locked`()
        async throws
    {
        try await TestEngine.postgreSQL.withScratch { scratch in
            let other = try await scratch.withNumbers()
            var options = Database.Options()
            options.busyMilliseconds = 200
            let database = try Database(scratch.location, options: options)
            defer { database.close() }
            try await other.write { connection in
                try connection.execute("LOCK TABLE number IN ACCESS EXCLUSIVE MODE")
                let done = DispatchSemaphore(value: 0)
                Task {
                    defer { done.signal() }
                    await expect("locked") { _ = try await database.numbers() }
                    await expect("locked") { try await database.add(1) }
                    await expect("locked") {
                        _ = try await database.lookUp {
                            try $0.first(RowTests.byID(1)) { try $0.int(0) }
                        }
                    }
                }
                done.wait()
            }
        }
    }

    @Test
    func `a connection that the server ends`() async throws {
        try await TestEngine.postgreSQL.withScratch { scratch in
            _ = try await scratch.withNumbers()
            let database = try Self.hasty(scratch.location)
            defer { database.close() }
            await expect("server_lost") {
                try await database.write { connection in
                    try connection.add(1)
                    _ = try connection.first("SELECT pg_terminate_backend(pg_backend_pid())") {
                        try $0.bool(0)
                    }
                }
            }
            try await database.add(2)
            #expect(try await database.numbers() == [2])
        }
    }
}
#endif
