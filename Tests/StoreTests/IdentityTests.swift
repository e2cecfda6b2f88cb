import Foundation
import Store
import TestDatabases
import Testing

/// A register is recognised by its mark, and no other database is written, copied or believed.
@Suite
struct IdentityTests {
    private static let bookmarks = "CREATE TABLE bookmark (id INTEGER PRIMARY KEY, url TEXT);"

    /// How the programs open a database that must be there.
    private static let strict: Database.Options = {
        var options = Database.Options()
        options.creates = false
        options.adopts = false
        return options
    }()

    private static func isForeign(_ error: any Error) -> Bool {
        if case StoreError.foreign = error { true } else { false }
    }

    @Test(arguments: TestEngine.allCases)
    func `another program's database is neither opened nor changed`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withPlace { place in
            try place.edit(Self.bookmarks)
            let file = URL(filePath: "\(place.folder)/test.db")
            let bytes = try? Data(contentsOf: file)
            for options in [Self.strict, Database.Options()] {
                #expect { try Database(place.location, options: options) } throws: {
                    Self.isForeign($0)
                }
            }
            let after = try? Data(contentsOf: file)
            #expect(after == bytes)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an empty database becomes a register only where one is made`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withPlace { place in
            if engine == .sqlite {
                try Data().write(to: URL(filePath: "\(place.folder)/test.db"))
            }
            #expect { try Database(place.location, options: Self.strict) } throws: {
                if case StoreError.empty = $0 { true } else { false }
            }
            let made = try Database(place.location)
            #expect(!made.isUnmarked)
            try await made.migrate(Scratch.migrations)
            made.close()
            try Database(place.location, options: Self.strict).close()
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a register of a version without the mark is used after it was migrated`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withScratch { scratch in
            try await scratch.withNumbers().add(1)
            scratch.database.close()
            try scratch.removeMark()
            #expect(throws: StoreError.unprepared) {
                try Database(scratch.location, options: Self.strict)
            }
            let database = try Database(scratch.location)
            #expect(database.isUnmarked)
            #expect(try await database.migrate(Scratch.migrations).isEmpty)
            #expect(try await database.numbers() == [1])
            database.close()
            let again = try Database(scratch.location, options: Self.strict)
            #expect(!again.isUnmarked)
            again.close()
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a register whose migrations are not those of the program does not get the mark`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withScratch { scratch in
            _ = try await scratch.withNumbers()
            scratch.database.close()
            try scratch.removeMark()
            let database = try Database(scratch.location)
            let edited = [Migration("test", 1, "numbers", "CREATE TABLE other (id BIGINT) STRICT;")]
            await #expect(throws: StoreError.self) { try await database.migrate(edited) }
            database.close()
            #expect(throws: StoreError.unprepared) {
                try Database(scratch.location, options: Self.strict)
            }
        }
    }

    @Test
    func `a register of which no table is left is empty, and is not made again`() async throws {
        try await TestEngine.sqlite.withScratch { scratch in
            _ = try await scratch.withNumbers()
            scratch.database.close()
            try scratch.edit("DROP TABLE friend; DROP TABLE number; DROP TABLE migration;")
            #expect(throws: StoreError.empty(scratch.folder + "/test.db")) {
                try Database(scratch.location, options: Self.strict)
            }
        }
    }

    @Test
    func `the mark of a file is the one that the documents name`() async throws {
        try await TestEngine.sqlite.withScratch { scratch in
            _ = try await scratch.withNumbers()
            scratch.database.close()
            let file = try Data(contentsOf: URL(filePath: scratch.folder + "/test.db"))
            #expect(Array(file[68..<72]) == Array("Seht".utf8))
        }
    }
}
