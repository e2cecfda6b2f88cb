import Accounts
import Casework
import Foundation
import KeyFiles
import Persian
import Registry
import Store
import TestDatabases
import Testing
import VerifyCore

/// The daemon says that it serves when it does, and why it cannot.
@Suite struct StartingTests {
    @Test func `once it says that it serves, both listeners answer`() async throws {
        try await Self.withInstallation { place in
            let metrics = try LoopbackListener().freed()
            let daemon = try Daemon(in: place, ["metrics-listen=127.0.0.1:\(metrics)"])
            defer { daemon.end() }

            #expect(try await daemon.says(#""message":"serving""#))
            #expect(await daemon.status("/readyz") == 200)
            #expect(await daemon.status("/metrics", port: metrics) == 200)
            let line = try daemon.log().first { $0.contains("serving") } ?? ""
            #expect(line.contains(#""listen":"127.0.0.1:\#(daemon.port)""#), "\(line)")
            #expect(line.contains(#""metrics_listen":"127.0.0.1:\#(metrics)""#), "\(line)")
            daemon.terminate()
            #expect(try await daemon.exit() == 0)
        }
    }

    @Test(arguments: ["listen", "metrics-listen"])
    func `a port that is taken ends it with a sentence, and it never says that it serves`(
        _ setting: String
    ) async throws {
        try await Self.withInstallation { place in
            let taken = try LoopbackListener()
            defer { taken.freed() }
            let daemon =
                setting == "listen"
                ? try Daemon(in: place, port: taken.port)
                : try Daemon(in: place, ["metrics-listen=127.0.0.1:\(taken.port)"])
            defer { daemon.end() }

            #expect(try await daemon.exit() == 69)
            let log = try daemon.log()
            let error = "error: the daemon cannot listen at 127.0.0.1:\(taken.port): "
            #expect(log.contains(error + "Address already in use"), "\(log)")
            #expect(log.last?.hasSuffix("--\(setting) ADDRESS:PORT") == true, "\(log)")
            for word in ["serving", "draining", #""level":"error""#] {
                #expect(!log.contains { $0.contains(word) })
            }
        }
    }

    @Test func `a host that does not exist ends it with a sentence`() async throws {
        try await Self.withInstallation { place in
            let daemon = try Daemon(in: place, ["metrics-listen=nowhere.invalid:9464"])
            defer { daemon.end() }
            #expect(try await daemon.exit() == 69)
            let error = "error: the daemon cannot listen at nowhere.invalid:9464: no such host"
            let log = try daemon.log()
            #expect(log.contains(error), "\(log)")
        }
    }

    @Test func `what is planted in the schema is named, and ends a start`() async throws {
        try await Self.withInstallation { place in
            try SQLiteProgram.run(
                """
                CREATE TRIGGER undone AFTER UPDATE ON degree BEGIN SELECT 1; END;
                CREATE TABLE planted (id INTEGER);
                """,
                on: place.appending(path: "sehat.db").path
            )
            let daemon = try Daemon(in: place)
            defer { daemon.end() }
            #expect(try await daemon.exit() == 69)
            let log = try daemon.log()
            for name in ["trigger degree.undone", "table planted"] {
                #expect(log.contains { $0.hasPrefix("error: \(name): not of this program") })
            }
            #expect(log.last?.hasPrefix("hint: the database was changed outside of Sehat") == true)
        }
    }

    @Test func `another program's database ends a start, and is left as it is`() async throws {
        try await Self.withInstallation { place in
            let file = place.appending(path: "sehat.db")
            try FileManager.default.removeItem(at: file)
            try SQLiteProgram.run("CREATE TABLE bookmark (url TEXT);", on: file.path)
            let bytes = try Data(contentsOf: file)
            let daemon = try Daemon(in: place)
            defer { daemon.end() }
            #expect(try await daemon.exit() == 69)
            #expect(try daemon.log().contains { $0.contains("is the database of another program") })
            #expect(try Data(contentsOf: file) == bytes)
        }
    }

    @Test func `a key directory that was put back as a whole ends a start, and fails config check`()
        async throws
    {
        try await Self.withInstallation { place in
            let keys = place.appending(path: "keys")
            let older = place.appending(path: "older")
            try FileManager.default.copyItem(at: keys, to: older)
            let directory = KeyDirectory(path: keys.path, kek: .inDirectory)
            let now = Timestamp(secondsSinceEpoch: 1_795_000_000)
            let change = Ceremony.Change.compromise(id: "10", since: now)
            _ = try directory.perform(Ceremony(change, by: "test", at: now))
            // This daemon sees the newer keys.
            let first = try Daemon(in: place)
            defer { first.end() }
            #expect(try await first.says(#""message":"serving""#))
            #expect(try Daemon.checkConfiguration(in: place).status == 0)
            first.terminate()
            #expect(try await first.exit() == 0)

            try FileManager.default.removeItem(at: keys)
            try FileManager.default.moveItem(at: older, to: keys)
            let error =
                "error: the key directory is an older version: its keyring is at ceremony 1, the database has seen 2"
            let second = try Daemon(in: place)
            defer { second.end() }
            #expect(try await second.exit() == 69)
            #expect(try second.log().contains(error))
            let check = try Daemon.checkConfiguration(in: place)
            #expect(check.status == 69)
            #expect(check.talk.contains(error))
        }
    }

    /// A directory with fresh keys and an empty register.
    private static func withInstallation(_ body: (URL) async throws -> Void) async throws {
        let place = try TemporaryDirectory.make("verifyd")
        defer { try? FileManager.default.removeItem(at: place) }
        let directory = KeyDirectory(path: place.appending(path: "keys").path, kek: .inDirectory)
        let now = Timestamp(secondsSinceEpoch: 1_795_000_000)
        _ = try directory.perform(Ceremony(.initialize(.production), by: "test", at: now))
        let database = try Database(.sqlite(place.appending(path: "sehat.db").path))
        try await database.migrate(
            Registry.migrations + Accounts.migrations + CaseworkTables.migrations
        )
        database.close()
        try await body(place)
    }
}
