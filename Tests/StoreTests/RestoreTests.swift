import Foundation
import Store
import TestDatabases
import Testing

/// For the engine that keeps its own files.
@Suite
struct RestoreTests {
    private static let day = "20261127T003000Z"

    /// Runs `body` with a register of one number, closed, and a backup of it.
    private func withBackup(
        _ body: (_ scratch: Scratch, _ backup: String) async throws -> Void
    ) async throws {
        try await TestEngine.sqlite.withScratch { scratch in
            let database = try await scratch.withNumbers()
            try await database.add(1)
            let backup = scratch.folder + "/backup.db"
            try await database.backup(to: backup)
            try await database.add(2)
            try await body(scratch, backup)
        }
    }

    private func numbers(in path: String) async throws -> [Int64] {
        let database = try Database(.sqlite(path))
        defer { database.close() }
        return try await database.numbers()
    }

    private func names(in folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    }

    @Test
    func `a backup is restored to a new path`() async throws {
        try await withBackup { scratch, backup in
            let path = scratch.folder + "/fresh.db"
            let restore = try Restore(from: backup, to: .sqlite(path))
            try restore.requireBackup(of: Scratch.migrations)
            #expect(!restore.replaces)
            #expect(try restore.run(on: Self.day) == nil)
            #expect(try await numbers(in: path) == [1])
        }
    }

    @Test
    func `each restore keeps what it replaces under another name, and nothing is ever deleted`()
        async throws
    {
        try await withBackup { scratch, backup in
            scratch.database.close()
            let path = scratch.folder + "/test.db"
            let restore = try Restore(from: backup, to: scratch.location)
            #expect(restore.replaces)
            let first = try restore.run(on: Self.day)
            #expect(first == "\(path).replaced-\(Self.day)")
            for number in 3...5 {
                let database = try Database(scratch.location)
                try await database.add(number)
                database.close()
                #expect(try restore.run(on: Self.day) == "\(first ?? "")-\(number - 1)")
            }
            #expect(try await numbers(in: path) == [1])
            #expect(try await numbers(in: first ?? "") == [1, 2])
            for number in 3...5 {
                let kept = try await numbers(in: "\(first ?? "")-\(number - 1)")
                #expect(kept == [1, Int64(number)])
            }
        }
    }

    @Test
    func `a database that a process has open is not replaced, and the hint says what to stop`()
        async throws
    {
        try await withBackup { scratch, backup in
            let restore = try Restore(from: backup, to: scratch.location)
            let before = try names(in: scratch.folder)
            let path = scratch.folder + "/test.db"
            #expect(throws: StoreError.inUse(path)) { try restore.requireReplaceable() }
            #expect(throws: StoreError.inUse(path)) { try restore.run(on: Self.day) }
            #expect(StoreError.inUse(path).hint(passwordFile: "")?.contains("verifyd") == true)
            #expect(try names(in: scratch.folder) == before)
            #expect(try await scratch.database.numbers() == [1, 2])
        }
    }

    @Test
    func `a database whose pages are damaged is kept as it is`() async throws {
        try await withBackup { scratch, backup in
            scratch.database.close()
            let path = scratch.folder + "/test.db"
            let damaged = Data(repeating: 0x5a, count: 20_000)
            try damaged.write(to: URL(filePath: path))
            let restore = try Restore(from: backup, to: scratch.location)
            let former = try #require(try restore.run(on: Self.day))
            #expect(try Data(contentsOf: URL(filePath: former)) == damaged)
            #expect(try await numbers(in: path) == [1])
        }
    }

    /// Files that are no backup of a register.
    private static let others: [(name: String, sql: String, isForeign: Bool)] = [
        ("an empty file", "", false),
        ("another program's", "CREATE TABLE bookmark (id INTEGER PRIMARY KEY, url TEXT);", true),
        ("another program's mark alone", "PRAGMA application_id = 252006674;", true),
        (
            "another program's migrations",
            "CREATE TABLE migration (version INTEGER PRIMARY KEY, applied_at TEXT);", true
        ),
        ("a view alone", "CREATE VIEW degree AS SELECT 1 AS id;", true),
    ]

    @Test(arguments: others.indices)
    func `a file that is no backup of a register replaces nothing`(_ index: Int) async throws {
        let other = Self.others[index]
        try await withBackup { scratch, backup in
            let file = scratch.folder + "/other.db"
            try Data().write(to: URL(filePath: file))
            if !other.sql.isEmpty { try SQLiteProgram.run(other.sql, on: file) }
            let bytes = try Data(contentsOf: URL(filePath: file))
            let restore = try Restore(from: file, to: scratch.location)
            let reason =
                other.isForeign ? "it is the database of another program" : "it holds no tables"
            #expect(throws: StoreError.unusableBackup(file, reason)) {
                try restore.requireBackup(of: Scratch.migrations)
            }
            // The other way round: a place that another program uses is not taken.
            if other.isForeign {
                let taken = try Restore(from: backup, to: .sqlite(file))
                #expect(throws: StoreError.foreign(file)) { try taken.run(on: Self.day) }
            }
            #expect(try Data(contentsOf: URL(filePath: file)) == bytes)
        }
    }

    @Test
    func `a damaged backup replaces nothing, and the hint is not to restore a backup`() async throws
    {
        try await TestEngine.sqlite.withScratch { scratch in
            let database = try await scratch.withNumbers()
            for id in 1...200 {
                try await database.add(id, String(repeating: "n\(id)", count: 40))
            }
            let backup = scratch.folder + "/backup.db"
            try await database.backup(to: backup)
            var bytes = try Data(contentsOf: URL(filePath: backup))
            for offset in stride(from: 4096 * 6, to: bytes.count, by: 100) {
                bytes[offset] ^= 0xff
            }
            try bytes.write(to: URL(filePath: backup))
            let restore = try Restore(from: backup, to: .sqlite(scratch.folder + "/new.db"))
            let error = try #require(throws: StoreError.self) {
                try restore.requireBackup(of: Scratch.migrations)
            }
            guard case .unusableBackup(backup, _) = error else {
                Issue.record("\(error)")
                return
            }
            #expect(error.hint(passwordFile: "") == "nothing was changed; use another backup")
        }
    }

    @Test
    func `a backup with a planted trigger is not restored`() async throws {
        try await withBackup { scratch, backup in
            try SQLiteProgram.run(
                "CREATE TRIGGER planted AFTER INSERT ON number BEGIN DELETE FROM number; END;",
                on: backup
            )
            let restore = try Restore(from: backup, to: .sqlite(scratch.folder + "/new.db"))
            let error = try #require(throws: StoreError.self) {
                try restore.requireBackup(of: Scratch.migrations)
            }
            #expect("\(error)".contains("trigger number.planted"))
        }
    }

    @Test
    func `a backup without the mark is restored after it was migrated`() async throws {
        try await withBackup { scratch, backup in
            try SQLiteProgram.run("PRAGMA application_id = 0;", on: backup)
            let restore = try Restore(from: backup, to: .sqlite(scratch.folder + "/new.db"))
            let error = #expect(throws: StoreError.self) {
                try restore.requireBackup(of: Scratch.migrations)
            }
            #expect(error.map { "\($0)" }?.contains("verify-cli db migrate gives it one") == true)
            let opened = try Database(.sqlite(backup))
            try await opened.migrate(Scratch.migrations)
            opened.close()
            try restore.requireBackup(of: Scratch.migrations)
        }
    }

    @Test
    func `a restore that fails leaves the database where it is`() async throws {
        try await withBackup { scratch, backup in
            scratch.database.close()
            let path = scratch.folder + "/test.db"
            try FileManager.default.removeItem(atPath: backup)
            let before = try names(in: scratch.folder)
            let restore = try Restore(from: backup, to: scratch.location)
            #expect(throws: StoreError.self) { try restore.run(on: Self.day) }
            #expect(try names(in: scratch.folder) == before)
            #expect(try await numbers(in: path) == [1, 2])
        }
    }
}
