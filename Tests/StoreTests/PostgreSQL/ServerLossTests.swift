#if PostgreSQL
import Foundation
import Store
import TestDatabases
import Testing

/// A server whose connections break; SQLite has none.
@Suite
struct ServerLossTests {
    /// Runs `body` over an empty database behind a proxy.
    static func withProxy(
        patience: Duration = .seconds(15),
        connections: Int = 16,
        _ body: (Database, CuttingProxy, Scratch) async throws -> Void
    ) async throws {
        try await TestEngine.postgreSQL.withPlace { place in
            let server = try PostgreSQLServer.shared.get().folder
            // Short, since the name of a socket may have 107 bytes.
            let folder = "/tmp/sehat-proxy-\(UUID().uuidString.prefix(8))"
            try FileManager.default.createDirectory(
                atPath: folder,
                withIntermediateDirectories: true
            )
            defer { try? FileManager.default.removeItem(atPath: folder) }
            let proxy = try CuttingProxy(in: folder, to: server)
            let address = place.address.replacing(
                server.replacing("/", with: "%2F"),
                with: folder.replacing("/", with: "%2F")
            )
            var options = Database.Options()
            options.patience = patience
            options.connections = connections
            let database = try Database(DatabaseLocation(parsing: address), options: options)
            defer { database.close() }
            let direct = try Database(place.location)
            defer { direct.close() }
            let scratch = Scratch(folder: folder, location: try place.location, database: direct)
            _ = try await scratch.withNumbers()
            try await body(database, proxy, scratch)
        }
    }

    @Test(arguments: CuttingProxy.Cut.allCases)
    func `a commit whose answer is lost is done, and done once`(
        _ cut: CuttingProxy.Cut
    ) async throws {
        try await Self.withProxy { database, proxy, scratch in
            for id in 1...10 {
                proxy.cut(cut)
                // Done twice, it would conflict with its own row.
                try await database.add(id)
            }
            #expect(proxy.cuts == 10)
            #expect(try await scratch.database.numbers() == Array(1...10))
        }
    }

    @Test
    func `many parallel commits are cut, and no row is lost or doubled`() async throws {
        try await Self.withProxy { database, proxy, scratch in
            for wave in 0..<12 {
                proxy.cut(CuttingProxy.Cut.allCases[wave % 3])
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for id in 1...25 {
                        group.addTask { try await database.add(wave * 25 + id) }
                    }
                    try await group.waitForAll()
                }
            }
            #expect(proxy.cuts == 12)
            #expect(try await scratch.database.numbers() == Array(1...300))
        }
    }

    @Test
    func `a commit whose outcome no server can report is reported as unknown`() async throws {
        try await Self.withProxy(patience: .seconds(1), connections: 1) {
            database,
            proxy,
            scratch in
            try await database.add(1)
            proxy.cutAndShut(.after)
            await #expect {
                try await database.add(2)
            } throws: { error in
                if case .io(let words) = error as? StoreError {
                    words.contains("not known")
                } else {
                    false
                }
            }
            #expect(try await scratch.database.numbers() == [1, 2])
            await #expect {
                try await database.add(3)
            } throws: { error in
                if case .unreachable = error as? StoreError { true } else { false }
            }
            #expect(try await scratch.database.numbers() == [1, 2])
        }
    }

    @Test
    func `connections that the server ends are opened again, and every number is added once`()
        async throws
    {
        try await TestEngine.postgreSQL.withScratch { scratch in
            let database = try await scratch.withNumbers()
            let ending = Task {
                while !Task.isCancelled {
                    try await Task.sleep(for: .milliseconds(20))
                    let other = try Database(scratch.location)
                    defer { other.close() }
                    _ = try await other.lookUp { connection in
                        try connection.all(
                            """
                            SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                            WHERE datname = current_database() AND pid <> pg_backend_pid()
                            """
                        ) { try $0.bool(0) }
                    }
                }
            }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for id in 1...300 {
                    group.addTask {
                        try await database.add(id)
                        let row = RowTests.byID(Int64(id))
                        let found = try await database.lookUp(ahead: [row]) {
                            try $0.first(row) { try $0.int(0) }
                        }
                        #expect(found == Int64(id))
                    }
                }
                try await group.waitForAll()
            }
            ending.cancel()
            _ = await ending.result
            #expect(try await database.numbers() == Array(1...300))
        }
    }

    @Test
    func `marks of commits do not accumulate`() async throws {
        try await TestEngine.postgreSQL.withScratch { scratch in
            let database = try await scratch.withNumbers()
            for id in 1...600 {
                try await database.add(id)
            }
            database.close()
            let again = try Database(scratch.location)
            let marks = try await again.lookUp {
                try $0.first("SELECT count(*) FROM commit_mark") { try $0.int(0) }
            }
            #expect(marks == 0)
            again.close()
        }
    }
}
#endif
