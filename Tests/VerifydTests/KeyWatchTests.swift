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
        let directory = KeyDirectory(path: place.path, kek: .inDirectory)
        _ = try directory.perform(Ceremony(.initialize(.production), by: "test", at: now))
        let older = try Data(contentsOf: facts)
        let olderLog = try Data(contentsOf: log)
        let live = LiveKeyring(
            try directory.perform(
                Ceremony(.compromise(id: "10", since: now), by: "test", at: now)
            )
        )
        let wholeLog = try Data(contentsOf: log)
        let newer = try Data(contentsOf: facts)

        let metrics = DomainMetrics()
        let watch = KeyWatch(
            directory: directory,
            keyring: live,
            interval: .seconds(5),
            metrics: metrics,
            logger: Logger(label: "test")
        )
        // With the log of after the compromise, without a log, and with the log of before it: only the last
        // directory is consistent, and there the daemon's own serial number decides.
        for (failures, newLog) in [(1, wholeLog), (2, nil), (3, olderLog)] as [(Int, Data?)] {
            try? FileManager.default.removeItem(at: log)
            if let newLog { try put(newLog, log) }
            try put(older, facts)
            #expect(!watch.reload(because: "changed"))
            #expect(live.current.serial == 2)
            #expect(live.current.facts.contains { $0.id == "10" && $0.state.word == "compromised" })
            #expect(metrics.keyReloadFailures[] == failures)
            #expect(metrics.keyReloads[] == 0)
        }
        try put(newer, facts)
        try put(wholeLog, log)
        #expect(watch.reload(because: "changed"))
        #expect(metrics.keyReloads[] == 1)
    }

    private func put(_ data: Data, _ file: URL) throws {
        try data.write(to: file)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)
    }
}
