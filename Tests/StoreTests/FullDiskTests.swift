import Foundation
import Store
import TestDatabases
import Testing

/// A disk of two megabytes, which only root can make.
@Suite(.serialized)
struct FullDiskTests {
    private static let canMount = getuid() == 0 && run("/bin/true", [])

    private static func run(_ program: String, _ arguments: [String]) -> Bool {
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else {
            return false
        }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }

    /// Starts a process that unmounts the disk when these tests are killed, and otherwise ends with the disk.
    private static func unmountWhenKilled(_ folder: String) throws {
        let guardian = Process()
        guardian.executableURL = URL(filePath: "/usr/bin/setsid")
        guardian.arguments = [
            "/bin/sh", "-c",
            """
            while kill -0 "$1" && mountpoint -q "$2"; do sleep 0.5; done
            mountpoint -q "$2" && umount -l "$2"
            """,
            "guardian", "\(getpid())", folder,
        ]
        guardian.standardInput = FileHandle.nullDevice
        guardian.standardOutput = FileHandle.nullDevice
        guardian.standardError = FileHandle.nullDevice
        try guardian.run()
    }

    /// Runs `body` over a database on a disk of two megabytes.
    private func withSmallDisk(_ body: (Scratch) async throws -> Void) async throws {
        let folder = try TemporaryDirectory.make("full").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try #require(
            Self.run("/bin/mount", ["-t", "tmpfs", "-o", "size=2m", "tmpfs", folder]),
            "a tmpfs could not be mounted"
        )
        defer { #expect(Self.run("/bin/umount", ["-l", folder])) }
        try Self.unmountWhenKilled(folder)
        let location = DatabaseLocation.sqlite(folder + "/test.db")
        let database = try Database(location)
        defer { database.close() }
        try await body(Scratch(folder: folder, location: location, database: database))
    }

    @Test(.enabled(if: canMount, "needs root for a small file system"))
    func `a full disk is reported, reads continue, and writes resume when there is space`()
        async throws
    {
        try await withSmallDisk { scratch in
            let database = try await scratch.withNumbers()
            let ballast = scratch.folder + "/ballast"
            try Data(count: 700_000).write(to: URL(filePath: ballast))

            var written = 0
            for round in 1...3 {
                let outcomes = await fill(database, from: round * 1000)
                written += outcomes.count { $0 == nil }
                #expect(outcomes.allSatisfy { $0 == nil || $0 == .full })
                #expect(outcomes.contains(.full))
                #expect(try await database.numbers().count == written)
            }
            try FileManager.default.removeItem(atPath: ballast)
            try await database.add(1)
            #expect(try await database.numbers().count == written + 1)
            #expect(try await database.check().isEmpty)
            database.close()
            let again = try Database(scratch.location)
            #expect(try await again.numbers().count == written + 1)
            again.close()
        }
    }

    /// Adds 400 large rows from as many parallel callers, so that some share the transaction that fails.
    private func fill(_ database: Database, from start: Int) async -> [StoreError?] {
        await withTaskGroup(of: StoreError?.self) { group in
            for id in start..<start + 400 {
                group.addTask {
                    do {
                        try await database.add(id, "\(id)" + String(repeating: "x", count: 4000))
                        return nil
                    } catch {
                        return error as? StoreError ?? .corrupt("\(error)")
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
    }

    @Test(.enabled(if: canMount, "needs root for a small file system"))
    func `a disk that the log itself has filled is written to again`() async throws {
        try await withSmallDisk { scratch in
            let database = try await scratch.withNumbers()
            for id in 1...20 {
                try await database.add(id)
            }
            // Once around, so that the database's file has its pages.
            try await rewrite(database, round: 0)
            database.close()
            let again = try Database(scratch.location)
            var outcomes: [Bool] = []
            let start = ContinuousClock.now
            while ContinuousClock.now - start < .seconds(60), outcomes.suffix(2) != [false, true] {
                do {
                    try await rewrite(again, round: outcomes.count)
                    outcomes.append(true)
                } catch StoreError.full {
                    outcomes.append(false)
                }
            }
            #expect(outcomes.suffix(2) == [false, true])
            #expect(try await again.check().isEmpty)
            again.close()
        }
    }

    private func rewrite(_ database: Database, round: Int) async throws {
        try await database.write { connection in
            let bytes = [UInt8](repeating: UInt8(round & 0xff), count: 3000)
            try connection.execute("UPDATE number SET bytes = \(bytes)")
        }
    }

    @Test(.enabled(if: canMount, "needs root for a small file system"))
    func `a restore for which the disk has no space changes nothing`() async throws {
        try await TestEngine.sqlite.withScratch { elsewhere in
            let large = try await elsewhere.withNumbers()
            for id in 1...40 { try await large.add(id, String(repeating: "\(id)", count: 40_000)) }
            let backup = elsewhere.folder + "/backup.db"
            try await large.backup(to: backup)
            try await withSmallDisk { scratch in
                try await scratch.withNumbers().add(7)
                scratch.database.close()
                let restore = try Restore(from: backup, to: scratch.location)
                #expect(throws: StoreError.full) { try restore.run(on: "20261127T003000Z") }
                let files = try FileManager.default.contentsOfDirectory(atPath: scratch.folder)
                #expect(files == ["test.db"])
                let again = try Database(scratch.location)
                #expect(try await again.numbers() == [7])
                again.close()
            }
        }
    }
}
