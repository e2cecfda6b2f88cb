import Store
import TestDatabases

extension TestEngine {
    /// Runs `body` over an empty database, in a folder that is removed afterwards.
    @discardableResult
    func withScratch<T>(_ body: (Scratch) async throws -> T) async throws -> T {
        try await withPlace { place in
            let database = try Database(place.location)
            defer { database.close() }
            return try await body(
                Scratch(
                    folder: place.folder,
                    location: place.location,
                    database: database,
                    place: place
                )
            )
        }
    }
}

/// A database of one test.
struct Scratch {
    let folder: String
    let location: DatabaseLocation
    let database: Database
    var place: TestPlace?

    /// Runs statements as an attacker with the database does; `DATABASE_NAME` is its name on a server.
    func edit(_ statements: String, asAdministrator: Bool = false) throws {
        var statements = statements
        #if PostgreSQL
        statements = statements.replacing("DATABASE_NAME", with: place?.name ?? "")
        if asAdministrator {
            try place?.administer(statements)
            return
        }
        #endif
        try place?.edit(statements)
    }

    /// Takes the mark of a register away.
    func removeMark() throws {
        let isFile = location.description.hasPrefix("sqlite:")
        try edit(
            isFile ? "PRAGMA application_id = 0;" : "COMMENT ON TABLE migration IS NULL;"
        )
    }

    /// Creates a table of numbers with names, and one that refers to it.
    func withNumbers() async throws -> Database {
        try await database.migrate(Self.migrations)
        return database
    }

    static let migrations = [
        Migration(
            "test",
            1,
            "numbers",
            """
            CREATE TABLE number (
                id BIGINT PRIMARY KEY,
                name TEXT NOT NULL UNIQUE,
                bytes BLOB,
                CONSTRAINT number_is_positive CHECK (id > 0)
            ) STRICT;
            CREATE TABLE friend (
                number BIGINT NOT NULL REFERENCES number (id) DEFERRABLE INITIALLY DEFERRED
            ) STRICT;
            """
        )
    ]
}

extension Database {
    /// Adds a number.
    func add(_ id: Int, _ name: String? = nil) async throws {
        try await write { try $0.add(id, name) }
    }

    /// Returns the numbers in the table.
    func numbers() async throws -> [Int64] {
        try await read { try $0.all("SELECT id FROM number ORDER BY id") { try $0.int(0) } }
    }
}

extension Connection {
    /// Adds a number.
    func add(_ id: Int, _ name: String? = nil) throws {
        try execute("INSERT INTO number (id, name) VALUES (\(id), \(name ?? "n\(id)"))")
    }
}
