#if PostgreSQL
import Store
import TestDatabases
import Testing

/// Migrations that lose their server: each is done or not, and the next attempt continues.
@Suite
struct MigrationLossTests {
    private static let migrations = (1...5).map { number in
        Migration(
            "hall",
            number,
            "table \(number)",
            "CREATE TABLE t\(number) (id BIGINT PRIMARY KEY); CREATE TABLE u\(number) (id IDENTITY);"
        )
    }

    /// Returns the tables that exist, and those of the migrations that are recorded as run.
    private func tables(
        _ database: Database
    ) async throws -> (present: [String], expected: [String]) {
        try await database.read { connection in
            let present = try connection.all(
                """
                SELECT relname::text FROM pg_class
                WHERE relkind = 'r' AND relname ~ '^[tu][0-9]$'
                ORDER BY 1
                """
            ) { try $0.text(0) }
            let run = try connection.all(
                "SELECT number FROM migration WHERE room = 'hall' ORDER BY 1"
            ) { try $0.int(0) }
            return (present, run.map { "t\($0)" } + run.map { "u\($0)" })
        }
    }

    @Test(arguments: CuttingProxy.Cut.allCases, 0...5)
    func `a connection cut during a commit leaves no half migration, and the others follow`(
        _ cut: CuttingProxy.Cut,
        after commits: Int
    ) async throws {
        try await ServerLossTests.withProxy { database, proxy, scratch in
            proxy.cut(cut, after: commits)
            let run = try await database.migrate(Self.migrations)
            #expect(run.map(\.number) == Array(1...5))
            #expect(proxy.cuts == 1)
            let left = try await tables(scratch.database)
            #expect(left.present == left.expected && left.present.count == 10)
        }
    }
}
#endif
