import Foundation
import Store
import TestDatabases
import Testing

/// For the engine that keeps its own files; PostgreSQL has separate tools for these.
@Suite
struct BackupTests {
    @Test(arguments: [TestEngine.sqlite])
    func `a backup under load is one moment of the database`(engine: TestEngine) async throws {
        try await engine.withScratch { scratch in
            let database = try await scratch.withNumbers()
            try await database.add(1)
            let writing = Task {
                var id = 2
                while !Task.isCancelled {
                    try await database.add(id)
                    id += 1
                }
                return id - 1
            }
            var counts: [Int] = []
            for copy in 1...5 {
                let path = "\(scratch.folder)/copy\(copy).db"
                try await database.backup(to: path)
                let backup = try Database(.sqlite(path))
                #expect(try await backup.check().isEmpty)
                let numbers = try await backup.numbers()
                #expect(numbers == Array(1...Int64(numbers.count)))
                counts.append(numbers.count)
                backup.close()
                let attributes = try FileManager.default.attributesOfItem(atPath: path)
                #expect(attributes[.posixPermissions] as? Int == 0o600)
            }
            writing.cancel()
            let written = try await writing.value
            #expect(counts == counts.sorted())
            #expect(counts[4] > counts[0])
            #expect(counts[4] <= written)
            #expect(
                try FileManager.default.contentsOfDirectory(atPath: scratch.folder)
                    .allSatisfy { !$0.contains("partial") }
            )
        }
    }

    @Test(arguments: [TestEngine.sqlite])
    func `a backup overwrites no file`(engine: TestEngine) async throws {
        try await engine.withScratch { scratch in
            let database = try await scratch.withNumbers()
            let path = scratch.folder + "/there"
            try Data("x".utf8).write(to: URL(filePath: path))
            await #expect(throws: StoreError.exists(path)) {
                try await database.backup(to: path)
            }
            #expect(try String(contentsOfFile: path, encoding: .utf8) == "x")
        }
    }

    @Test
    func `a file that is not a database is not opened`() async throws {
        try await TestEngine.sqlite.withScratch { scratch in
            let path = scratch.folder + "/text.db"
            try Data(String(repeating: "not a database ", count: 1000).utf8)
                .write(to: URL(filePath: path))
            #expect(throws: StoreError.corrupt("file is not a database")) {
                try Database(.sqlite(path))
            }
            #expect(throws: StoreError.self) { try Database(.sqlite("/nowhere/a.db")) }
            var options = Database.Options()
            options.creates = false
            #expect(throws: StoreError.self) {
                try Database(.sqlite(scratch.folder + "/absent.db"), options: options)
            }
        }
    }

    @Test(arguments: [TestEngine.sqlite])
    func `the check reports a broken page`(engine: TestEngine) async throws {
        try await engine.withScratch { scratch in
            let database = try await scratch.withNumbers()
            for id in 1...200 {
                try await database.add(id, String(repeating: "n\(id)", count: 40))
            }
            #expect(try await database.check().isEmpty)
            database.close()
            let path = scratch.folder + "/test.db"
            var bytes = try Data(contentsOf: URL(filePath: path))
            for offset in stride(from: 4096 * 4, to: bytes.count, by: 100) {
                bytes[offset] ^= 0xff
            }
            try bytes.write(to: URL(filePath: path))
            let broken = try Database(scratch.location)
            let problems = try? await broken.check()
            #expect(problems?.isEmpty != true)
            broken.close()
        }
    }
}
