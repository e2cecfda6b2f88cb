import Foundation
import Store
import TestDatabases
import Testing

/// The locks of a program on its SQLite file, which POSIX ends with any descriptor of the file that the program closes.
@Suite
struct LogLockTests {
    @Test
    func `another program that ends does not delete the log that this one writes`() async throws {
        try await TestEngine.sqlite.withPlace { place in
            let path = "\(place.folder)/test.db"
            let first = try Database(place.location)
            try await first.write { try $0.execute("CREATE TABLE number (n INTEGER)") }
            first.close()
            let database = try Database(place.location)
            // A reader before the writer: the writer's session must not open the file next to SQLite.
            _ = try await database.read { try $0.first("SELECT n FROM number") { try $0.int(0) } }
            try await database.write { try $0.execute("INSERT INTO number VALUES (1)") }
            try SQLiteProgram.run("INSERT INTO number VALUES (2);", on: path)
            #expect(FileManager.default.fileExists(atPath: "\(path)-wal"))
            try await database.write { try $0.execute("INSERT INTO number VALUES (3)") }
            let other = try Database(place.location)
            let count = try await other.read {
                try $0.first("SELECT count(*) FROM number") { try $0.int(0) }
            }
            #expect(count == 3)
            other.close()
            database.close()
        }
    }
}
