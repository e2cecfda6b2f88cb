import Foundation
import Store
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

    @Test(.enabled(if: canMount, "needs root for a small file system"))
    func `a full disk is told, reads go on, and writes resume when there is room`() async throws {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "full-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try #require(
            Self.run("/bin/mount", ["-t", "tmpfs", "-o", "size=2m", "tmpfs", folder]),
            "a tmpfs could not be mounted"
        )
        defer { #expect(Self.run("/bin/umount", ["-l", folder])) }

        let database = try Database(.sqlite(folder + "/test.db"))
        let scratch = Scratch(
            folder: folder,
            location: .sqlite(folder + "/test.db"),
            database: database
        )
        _ = try await scratch.withNumbers()
        let ballast = folder + "/ballast"
        try Data(count: 700_000).write(to: URL(filePath: ballast))

        var written = 0
        for round in 1...3 {
            // From many callers at once, so that some share the transaction that meets the end.
            let outcomes = await withTaskGroup(of: StoreError?.self) { group in
                for offset in 1...400 {
                    let id = round * 1000 + offset
                    group.addTask {
                        do {
                            try await database.add(
                                id,
                                "\(id)" + String(repeating: "x", count: 4000)
                            )
                            return nil
                        } catch {
                            return error as? StoreError ?? .corrupt("\(error)")
                        }
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
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
