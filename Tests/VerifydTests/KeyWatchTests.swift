import Foundation
import KeyFiles
import Logging
import Persian
import Registry
import TestDatabases
import Testing
import VerifyCore

@testable import Pages
@testable import Web
@testable import verifyd

@Suite struct KeyWatchTests {
    @Test func `an older keyring never takes the place of the one in use`() throws {
        let place = try TemporaryDirectory.make("keys")
        defer { try? FileManager.default.removeItem(at: place) }
        let facts = place.appending(path: "keyring.json")
        let log = place.appending(path: "ceremony.log")
        let now = Timestamp(secondsSinceEpoch: 1_795_000_000)
        let directory = KeyDirectory(path: place.path, kek: .beside)
        _ = try directory.create(by: "test", at: now)
        let older = try Data(contentsOf: facts)
        let live = LiveKeyring(try directory.compromise("10", since: now, by: "test", at: now))
        let newer = try Data(contentsOf: facts)

        let metrics = DomainMetrics()
        let watch = KeyWatch(
            directory: directory,
            keyring: live,
            interval: .seconds(5),
            metrics: metrics,
            logger: Logger(label: "test")
        )
        // With the log, the directory itself is refused; without it, only the daemon knows better.
        for failures in 1...2 {
            try put(older, facts)
            #expect(!watch.reload(because: "changed"))
            #expect(live.current.serial == 2)
            #expect(live.current.facts.contains { $0.id == "10" && $0.state.word == "compromised" })
            #expect(metrics.keyReloadFailures[] == failures)
            #expect(metrics.keyReloads[] == 0)
            if failures == 1 { try FileManager.default.removeItem(at: log) }
        }
        try put(newer, facts)
        #expect(watch.reload(because: "changed"))
        #expect(metrics.keyReloads[] == 1)
    }

    private func put(_ data: Data, _ file: URL) throws {
        try data.write(to: file)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)
    }
}
