import Foundation
package import Store

/// The engines that every test of Store, Registry and Accounts runs over; a further engine is a word
/// here.
package enum TestEngine: CaseIterable, Sendable {
    /// A file.
    case sqlite
    #if PostgreSQL
    /// A database of `PostgreSQLServer.shared`.
    case postgreSQL
    #endif

    /// The engine of tests that run over one engine: SQLite, or PostgreSQL with `SEHAT_TEST_ENGINE=postgres`.
    package static var chosen: TestEngine {
        #if PostgreSQL
        if ProcessInfo.processInfo.environment["SEHAT_TEST_ENGINE"] == "postgres" {
            return .postgreSQL
        }
        #endif
        return .sqlite
    }

    /// Runs `body` with a place for a database, empty, in a folder that is removed afterwards.
    @discardableResult
    package func withPlace<T>(_ body: (TestPlace) async throws -> T) async throws -> T {
        let folder = try TemporaryDirectory.make("database").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        switch self {
        case .sqlite:
            return try await body(
                TestPlace(folder: folder, address: "sqlite:\(folder)/test.db", database: nil)
            )
        #if PostgreSQL
        case .postgreSQL:
            let server = try PostgreSQLServer.shared.get()
            return try await server.withDatabase { name in
                try await body(
                    TestPlace(folder: folder, address: server.address(of: name), database: name)
                )
            }
        #endif
        }
    }
}

/// A place for a database of one test.
package struct TestPlace: Sendable {
    /// A folder for other files of the test.
    package let folder: String
    /// The value of `--database`.
    package let address: String
    /// The name of the database on PostgreSQL.
    let database: String?

    #if PostgreSQL
    /// The name of the database on PostgreSQL.
    package var name: String { database ?? "" }
    #endif

    #if PostgreSQL
    /// Runs statements as the administrator of the server does.
    package func administer(_ statements: String) throws {
        try PostgreSQLServer.shared.get().run(statements, in: name, as: "postgres")
    }
    #endif

    /// The address, parsed.
    package var location: DatabaseLocation {
        get throws { try DatabaseLocation(parsing: address) }
    }

    /// Runs statements as an attacker with the database and without keys does: with the engine's own program.
    package func edit(_ statements: String) throws {
        #if PostgreSQL
        if let database {
            let server = try PostgreSQLServer.shared.get()
            // Functions that stay would be planted ones.
            try server.run(
                SQLiteWords.functions + statements + ";" + SQLiteWords.end,
                in: database
            )
            return
        }
        #endif
        try SQLiteProgram.run(statements, on: "\(folder)/test.db")
    }
}

#if PostgreSQL
/// Functions of SQLite that tests use, for PostgreSQL.
private enum SQLiteWords {
    static let functions = """
        CREATE OR REPLACE FUNCTION zeroblob(n int) RETURNS bytea IMMUTABLE LANGUAGE sql
            AS $$ SELECT decode(repeat('00', n), 'hex') $$;
        CREATE OR REPLACE FUNCTION randomblob(n int) RETURNS bytea LANGUAGE sql
            AS $$ SELECT substr(uuid_send(gen_random_uuid()), 1, n) $$;
        CREATE OR REPLACE FUNCTION hex(b bytea) RETURNS text IMMUTABLE LANGUAGE sql
            AS $$ SELECT upper(encode(b, 'hex')) $$;
        CREATE OR REPLACE FUNCTION replace(b bytea, f text, t text) RETURNS text IMMUTABLE LANGUAGE sql
            AS $$ SELECT replace(convert_from(b, 'UTF8'), f, t) $$;

        """
    static let end = """

        DROP FUNCTION IF EXISTS zeroblob(int);
        DROP FUNCTION IF EXISTS randomblob(int);
        DROP FUNCTION IF EXISTS hex(bytea);
        DROP FUNCTION IF EXISTS replace(bytea, text, text);
        """
}
#endif
