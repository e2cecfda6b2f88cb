import Store
import TestDatabases
import Testing

@Suite
struct CopyTests {
    private static let shelves = Migration(
        "copy",
        1,
        "shelves",
        """
        CREATE TABLE shelf (id IDENTITY, "first" TEXT NOT NULL, colour TEXT, bytes BLOB) STRICT;
        CREATE TABLE book (
            shelf BIGINT NOT NULL REFERENCES shelf (id),
            title TEXT NOT NULL,
            pages INTEGER,
            PRIMARY KEY (shelf, title)
        ) STRICT;
        """
    )

    static let ways = TestEngine.allCases.flatMap { from in
        TestEngine.allCases.map { (from: from, to: $0) }
    }

    /// Runs `body` over two databases with shelves.
    private func withTwo(
        _ way: (from: TestEngine, to: TestEngine),
        _ body: (Database, Database) async throws -> Void
    ) async throws {
        try await way.from.withScratch { source in
            try await way.to.withScratch { target in
                try await source.database.migrate([Self.shelves])
                try await target.database.migrate([Self.shelves])
                try await body(source.database, target.database)
            }
        }
    }

    private func fill(_ database: Database, _ count: Int) async throws {
        try await database.write { connection in
            for number in 1...count {
                let bytes =
                    number.isMultiple(of: 3) ? [UInt8](repeating: 7, count: number * 9) : nil
                let colour = number.isMultiple(of: 2) ? "سبز \(number)" : nil
                try connection.execute(
                    "INSERT INTO shelf (\"first\", colour, bytes) VALUES (\("\(number)"), \(colour), \(bytes))"
                )
                for title in ["b", "a", "Ä", "آ"] {
                    let pages = number.isMultiple(of: 5) ? Int?.none : number
                    try connection.execute(
                        "INSERT INTO book (shelf, title, pages) VALUES (\(number), \(title), \(pages))"
                    )
                }
            }
            // The last number was used once, and is not used again.
            try connection.execute("DELETE FROM book WHERE shelf = \(count)")
            try connection.execute("DELETE FROM shelf WHERE id = \(count)")
        }
    }

    private func rows(_ database: Database) async throws -> [[SQLValue]] {
        try await database.read { connection in
            try connection.all(
                """
                SELECT id, "first", colour, bytes, title, pages FROM shelf JOIN book ON shelf = id
                ORDER BY id, title
                """
            ) { row in
                try (0..<6).map { column in try row.value(column) }
            }
        }
    }

    @Test(arguments: ways)
    func `every row is copied, and identities continue`(
        _ way: (from: TestEngine, to: TestEngine)
    ) async throws {
        try await withTwo(way) { source, target in
            try await fill(source, 700)
            let copied = try await source.copy(to: target) { done, total in
                #expect(done <= total && total == 699 * 5)
            }
            #expect(copied.map(\.name) == ["shelf", "book"])
            #expect(copied.map(\.rows) == [699, 699 * 4])
            let (before, after) = (try await rows(source), try await rows(target))
            #expect(before == after && before.count == 699 * 4)
            let next = try await target.write { connection in
                try connection.first(
                    "INSERT INTO shelf (\"first\") VALUES (\("next")) RETURNING id"
                ) { try $0.int(0) }
            }
            #expect(next == 701)
        }
    }

    @Test(arguments: ways)
    func `a target with rows is rejected`(
        _ way: (from: TestEngine, to: TestEngine)
    ) async throws {
        try await withTwo(way) { source, target in
            try await fill(source, 3)
            try await fill(target, 2)
            await #expect(throws: StoreError.notEmpty("shelf")) {
                try await source.copy(to: target) { _, _ in }
            }
            #expect(try await rows(target).count == 4)
        }
    }

    @Test(arguments: ways)
    func `databases of different versions are rejected`(
        _ way: (from: TestEngine, to: TestEngine)
    ) async throws {
        try await withTwo(way) { source, target in
            try await target.migrate([
                Self.shelves,
                Migration("copy", 2, "more", "CREATE TABLE more (id IDENTITY) STRICT;"),
            ])
            await #expect(throws: StoreError.schemasDiffer) {
                try await source.copy(to: target) { _, _ in }
            }
        }
    }

    private static let odd = Migration(
        "odd",
        1,
        "odd names",
        """
        CREATE TABLE "odd ""name"" of" (id IDENTITY, "say ""x"" now" TEXT NOT NULL) STRICT;
        """
    )

    @Test(arguments: ways)
    func `names with spaces and quotes are copied`(
        _ way: (from: TestEngine, to: TestEngine)
    ) async throws {
        try await way.from.withScratch { source in
            try await way.to.withScratch { target in
                for database in [source.database, target.database] {
                    try await database.migrate([Self.odd])
                }
                try await source.database.write { connection in
                    for word in ["a", "b", "c"] {
                        try connection.execute(
                            "INSERT INTO \"odd \"\"name\"\" of\" (\"say \"\"x\"\" now\") VALUES (\(word))"
                        )
                    }
                }
                let copied = try await source.database.copy(to: target.database) { _, _ in }
                #expect(copied.map(\.name) == ["odd \"name\" of"] && copied.map(\.rows) == [3])
                let next = try await target.database.write { connection in
                    try connection.first(
                        """
                        INSERT INTO "odd ""name"" of" ("say ""x"" now") VALUES (\("d"))
                        RETURNING id
                        """
                    ) { try $0.int(0) }
                }
                #expect(next == 4)
            }
        }
    }
}
