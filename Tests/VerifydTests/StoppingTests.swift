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

/// The daemon as its operator starts and stops it: a process, a signal, and what is left on the disk.
@Suite struct StoppingTests {
    @Test func `after SIGTERM it drains, logs that, and leaves the database in one file`()
        async throws
    {
        let place = try TemporaryDirectory.make("verifyd")
        defer { try? FileManager.default.removeItem(at: place) }
        try await prepare(place)
        let daemon = try Daemon(in: place)
        defer { daemon.end() }

        #expect(try await daemon.readiness(after: 200) == 200)
        // Something is read and something written, so that both kinds of connections were open.
        #expect(await daemon.status("/api/v1/institutions") == 200)
        let question = #"{"code": "1795 8396 5972 7439 0942"}"#
        #expect(await daemon.status("/api/v1/verifications", posting: question) == 200)
        #expect(FileManager.default.fileExists(atPath: daemon.database + "-wal"))

        daemon.terminate()
        #expect(try await daemon.readiness(after: 503) == 503)
        #expect(await daemon.status("/api/v1/institutions") == 200)
        #expect(try await daemon.exit() == 0)

        let files = try FileManager.default.contentsOfDirectory(atPath: place.path)
        let left = try await database(place).read { connection in
            try connection.first("SELECT count(*) FROM idempotency_key") { try $0.int(0) }
        }
        #expect(left == 0, "what a former run began and never finished is forgotten at the start")
        #expect(files.filter { $0.hasPrefix("sehat.db") } == ["sehat.db"])
        // That it has no sender of messages is named, and nothing else.
        let log = try daemon.log().filter { !$0.contains("a setting is dangerous") }
        #expect(log.contains { $0.contains(#""message":"draining""#) })
        #expect(log.last?.contains(#""message":"stopped""#) == true, "\(log.suffix(2))")
        #expect(
            !log.contains { $0.contains(#""level":"error""#) || $0.contains(#""level":"warning""#) }
        )
    }

    private func prepare(_ place: URL) async throws {
        let now = Timestamp(secondsSinceEpoch: 1_795_000_000)
        let directory = KeyDirectory(path: place.appending(path: "keys").path, kek: .inDirectory)
        _ = try directory.perform(Ceremony(.initialize(.production), by: "test", at: now))
        let database = try database(place)
        try await database.migrate(
            Registry.migrations + Accounts.migrations + CaseworkTables.migrations
        )
        let former = IdempotencyKeys(
            database: database,
            keyring: LiveKeyring(Keyring()),
            instance: "former"
        )
        let keyed = try former.request(
            key: "k",
            owner: "1",
            fingerprint: SHA256.hash([]),
            arrival: "1"
        )
        let began = try await former.begin(keyed, at: now)
        #expect(began == .run)
        database.close()
    }

    private func database(_ place: URL) throws -> Database {
        try Database(.sqlite(place.appending(path: "sehat.db").path))
    }
}
