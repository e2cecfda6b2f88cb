import Store
import TestDatabases
import Testing

@Suite
struct MigrationTests {
    private static let first = Migration(
        "hall",
        1,
        "chairs",
        "CREATE TABLE chair (id BIGINT PRIMARY KEY) STRICT;"
    )
    private static let second = Migration(
        "hall",
        2,
        "legs",
        "ALTER TABLE chair ADD COLUMN legs BIGINT NOT NULL DEFAULT 4;"
    )
    private static let other = Migration(
        "cellar",
        1,
        "shelves",
        "CREATE TABLE shelf (id IDENTITY, label TEXT NOT NULL) STRICT;"
    )

    @Test(arguments: TestEngine.allCases)
    func `each runs once, in order`(engine: TestEngine) async throws {
        try await engine.withScratch { scratch in
            let database = scratch.database
            #expect(try await database.migrate([Self.first]).map(\.name) == ["chairs"])
            let all = [Self.first, Self.second, Self.other]
            #expect(try await database.migrate(all).map(\.name) == ["legs", "shelves"])
            #expect(try await database.migrate(all).isEmpty)
            let legs = try await database.write { connection in
                try connection.first(
                    "INSERT INTO chair (id) VALUES (\(Int64.max)) RETURNING legs"
                ) { try $0.int(0) }
            }
            #expect(legs == 4)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an identity counts up and is returned`(engine: TestEngine) async throws {
        try await engine.withScratch { scratch in
            let database = scratch.database
            try await database.migrate([Self.other])
            for expected: Int64 in 1...3 {
                let id = try await database.write { connection in
                    try connection.first(
                        "INSERT INTO shelf (label) VALUES (\("x")) RETURNING id"
                    ) { try $0.int(0) }
                }
                #expect(id == expected)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an edited one is rejected`(engine: TestEngine) async throws {
        try await engine.withScratch { scratch in
            let database = scratch.database
            try await database.migrate([Self.first])
            let edited = Migration("hall", 1, "chairs", Self.first.sql + " ")
            await #expect(throws: StoreError.edited(module: "hall", number: 1, name: "chairs")) {
                try await database.migrate([edited, Self.second])
            }
            #expect(try await database.migrate([Self.first, Self.second]).count == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a database newer than the program is rejected`(engine: TestEngine) async throws {
        try await engine.withScratch { scratch in
            let database = scratch.database
            try await database.migrate([Self.first, Self.second])
            await #expect(throws: StoreError.newer(module: "hall", number: 2, known: 1)) {
                try await database.migrate([Self.first])
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a gap in the numbers is rejected`(engine: TestEngine) async throws {
        try await engine.withScratch { scratch in
            await #expect(throws: StoreError.misnumbered(module: "hall")) {
                try await scratch.database.migrate([Self.second])
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `one that fails leaves nothing behind, and those before it remain`(
        engine: TestEngine
    ) async throws {
        try await engine.withScratch { scratch in
            let database = scratch.database
            let broken = Migration(
                "hall",
                2,
                "half",
                "CREATE TABLE half (id BIGINT) STRICT; CREATE TABLE chair (id BIGINT);"
            )
            await #expect(throws: StoreError.self) {
                try await database.migrate([Self.first, broken])
            }
            #expect(try await database.migrate([Self.first, Self.second]).map(\.name) == ["legs"])
            try await database.migrate([
                Migration("half", 1, "free", "CREATE TABLE half (id BIGINT) STRICT;")
            ])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `programs that migrate in parallel run each once`(engine: TestEngine) async throws {
        try await engine.withScratch { scratch in
            let all = [Self.first, Self.second, Self.other]
            let ran = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 1...4 {
                    group.addTask {
                        let database = try Database(scratch.location)
                        defer { database.close() }
                        return try await database.migrate(all).count
                    }
                }
                return try await group.reduce(0, +)
            }
            #expect(ran == 3)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `words in quotes and comments stay as they are`(engine: TestEngine) async throws {
        try await engine.withScratch { scratch in
            let database = scratch.database
            try await database.migrate([
                Migration(
                    "words",
                    1,
                    "words",
                    """
                    -- a BIGINT's comment; it's one
                    CREATE TABLE word (text TEXT NOT NULL DEFAULT 'BIGINT''s IDENTITY', a BIGINT) STRICT;
                    INSERT INTO word (a) VALUES (1);
                    """
                )
            ])
            let text = try await database.read {
                try $0.first("SELECT text FROM word") { try $0.text(0) }
            }
            #expect(text == "BIGINT's IDENTITY")
        }
    }
}
