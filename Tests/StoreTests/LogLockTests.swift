import Foundation
import Store
import TestDatabases
import Testing

/// The locks of a program on its SQLite file, which POSIX ends with any descriptor of the file that the program closes.
@Suite
struct LogLockTests {
    @Test
    func `another program that ends does not delete the log that this one writes`() async throws {
        try await TestEngine.sqlite.withScratch { scratch in
            let path = "\(scratch.folder)/test.db"
            let database = try await scratch.withNumbers()
            #expect(try await database.numbers() == [])
            // A later session that writes must not open the file next to SQLite.
            let second = try Database(scratch.location)
            try await second.add(1)
            try SQLiteProgram.run("INSERT INTO number VALUES (2, 'two', NULL);", on: path)
            #expect(FileManager.default.fileExists(atPath: "\(path)-wal"))
            try await database.add(3)
            #expect(try await second.numbers() == [1, 2, 3])
            second.close()
        }
    }
}
