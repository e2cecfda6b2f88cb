import Accounts
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

    /// A directory with fresh keys and an empty register.
    private static func withInstallation(_ body: (URL) async throws -> Void) async throws {
        let place = try TemporaryDirectory.make("verifyd")
        defer { try? FileManager.default.removeItem(at: place) }
        let directory = KeyDirectory(path: place.appending(path: "keys").path, kek: .inDirectory)
        let now = Timestamp(secondsSinceEpoch: 1_795_000_000)
        _ = try directory.perform(Ceremony(.initialize(.production), by: "test", at: now))
        let database = try Database(.sqlite(place.appending(path: "sehat.db").path))
        try await database.migrate(Registry.migrations + Accounts.migrations)
        database.close()
        try await body(place)
    }
}
