#if PostgreSQL
import Foundation
import Store

/// A PostgreSQL server for the tests, which `scripts/scratch-postgres` runs and which ends with them.
package final class PostgreSQLServer: Sendable {
    /// Started when the first test needs it.
    package static let shared = Result { try PostgreSQLServer() }

    /// The folder of its socket.
    package let folder: String
    private let port: Int
    /// The server runs while this is open.
    private let life: Pipe
    private let databases = DatabasePool()

    /// Why there is no server: the script's message names the package to install.
    package struct NotStarted: Error {
        /// The message of the script or of a program of PostgreSQL.
        package let words: String
    }

    /// The directory of the server's programs, of the newest version that is installed.
    private static let programs: String = {
        if let named = ProcessInfo.processInfo.environment["POSTGRES_PROGRAMS"] { return named }
        let root = "/usr/lib/postgresql"
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
        let newest = versions.max { (Int($0) ?? 0) < (Int($1) ?? 0) } ?? ""
        return "\(root)/\(newest)/bin"
    }()

    private static let emptying = """
        DROP EVENT TRIGGER IF EXISTS planted;
        DROP CAST IF EXISTS (text AS bytea);
        DO $$ DECLARE name text; BEGIN
            EXECUTE format('ALTER ROLE sehat IN DATABASE %I RESET ALL', current_database());
            FOR name IN
                SELECT nspname FROM pg_namespace
                WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
            LOOP
                EXECUTE format('DROP SCHEMA %I CASCADE', name);
            END LOOP;
        END $$;
        CREATE SCHEMA public;
        ALTER SCHEMA public OWNER TO pg_database_owner
        """

    private static let script = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "scripts/scratch-postgres")

    /// Starts a server with further settings.
    init(port: Int = 5432, _ settings: String...) throws {
        self.port = port
        let (life, answer, errors) = (Pipe(), Pipe(), Pipe())
        let process = Process()
        process.executableURL = Self.script
        process.arguments = settings + ["port=\(port)"]
        process.standardInput = life
        process.standardOutput = answer
        process.standardError = errors
        try process.run()
        let line = answer.fileHandleForReading.availableData
        guard !line.isEmpty else {
            let words = errors.fileHandleForReading.availableData
            throw NotStarted(words: String(decoding: words, as: UTF8.self))
        }
        folder = String(decoding: line, as: UTF8.self).trimmingCharacters(in: .newlines)
        self.life = life
    }

    /// Calls `body` with the name of an empty database.
    func withDatabase<T>(_ body: (String) async throws -> T) async throws -> T {
        let number = await databases.take()
        let name = "test\(number)"
        do {
            if await databases.isNew(number) {
                try run("CREATE DATABASE \(name)", in: "postgres")
            } else {
                try run(Self.emptying, in: name, as: "postgres")
            }
            let answer = try await body(name)
            await databases.put(number)
            return answer
        } catch {
            await databases.put(number)
            throw error
        }
    }

    /// The address of a database.
    package func address(of database: String) -> String {
        "postgres://sehat@\(folder.replacing("/", with: "%2F"))/\(database)"
    }

    /// Runs statements with psql; `postgres` is the server's administrator.
    package func run(
        _ statements: String,
        in database: String,
        as user: String = "sehat"
    ) throws {
        let psql = Program(
            "\(Self.programs)/psql",
            "-qX",
            "-v",
            "ON_ERROR_STOP=1",
            "-h",
            folder,
            "-p",
            "\(port)",
            "-U",
            user,
            "-d",
            database
        )
        let outcome = try psql.run(
            input: "SET client_min_messages = warning;\n\(statements);\n"
        )
        guard outcome.status == 0 else { throw NotStarted(words: outcome.talk) }
    }
}

/// The databases of the server: few, since each test opens several connections.
private actor DatabasePool {
    private var free = Array(1...8)
    private var made: Set<Int> = []
    private var waiting: [CheckedContinuation<Int, Never>] = []

    func take() async -> Int {
        if let number = free.popLast() {
            return number
        }
        return await withCheckedContinuation { waiting.append($0) }
    }

    func isNew(_ number: Int) -> Bool {
        made.insert(number).inserted
    }

    func put(_ number: Int) {
        if waiting.isEmpty {
            free.append(number)
        } else {
            waiting.removeFirst().resume(returning: number)
        }
    }
}
#endif
