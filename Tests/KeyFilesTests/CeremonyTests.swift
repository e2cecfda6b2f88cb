import Foundation
import KeyFiles
import Persian
import TestDatabases
import Testing
import VerifyCore

@Suite final class CeremonyTests {
    let place: URL
    let directory: KeyDirectory
    let now = Timestamp(secondsSinceEpoch: 1_795_000_000)

    init() throws {
        place = try TemporaryDirectory.make("keys")
        directory = KeyDirectory(path: place.path, kek: .inDirectory)
        _ = try directory.hold(.initialize(.production), by: "زهرا")
    }

    deinit { try? FileManager.default.removeItem(at: place) }

    func bytes(_ name: String) throws -> Data {
        try Data(contentsOf: place.appending(path: name))
    }

    func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: place.path)
    }

    func write(_ data: Data, _ name: String) throws {
        let file = place.appending(path: name)
        try data.write(to: file)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)
    }

    func active(_ keyring: Keyring) -> [Int] {
        Keyring.Purpose.allCases.map { purpose in
            keyring.facts.count { $0.purpose == purpose && $0.state == .active }
        }
    }

    /// The lines of the log that are whole, oldest first.
    func ceremonies() throws -> [JSON] {
        try bytes("ceremony.log").split(separator: UInt8(ascii: "\n"))
            .compactMap { try? JSON(parsing: Array($0)) }
    }

    @Test func `each ceremony leaves a line that follows the one before it`() throws {
        let since = now.adding(seconds: -60)
        _ = try directory.hold(.stage(.token), by: "رضا")
        _ = try directory.hold(.rotate(.code), by: "رضا")
        _ = try directory.hold(.retire(id: "10"), by: "رضا")
        _ = try directory.hold(.compromise(id: "11", since: since), by: "رضا")
        let log = try ceremonies()
        #expect(
            log.map { $0["ceremony"]?.string }
                == ["init", "stage", "rotate", "retire", "compromise"]
        )
        #expect(log.map { $0["serial"]?.integer } == [1, 2, 3, 4, 5])
        #expect(log[0]["by"]?.string == "زهرا")
        #expect(log[0]["keys"]?.array?.count == 3)
        #expect(log[4]["keys"]?.array?.compactMap { $0["id"]?.string } == ["11", "12"])
        #expect(log.allSatisfy { $0["at"]?.string == now.description })
        #expect(try directory.logProblems().isEmpty)
    }

    /// A rotation writes a key file, the log's draft, keyring.json and the log: killed after any of these steps,
    /// the keyring opens, and the next ceremony completes the log.
    @Test(arguments: Keyring.Purpose.allCases, 0...4)
    func `a rotation killed at any step leaves one active key for each purpose`(
        purpose: Keyring.Purpose,
        steps: Int
    ) throws {
        let facts = try bytes("keyring.json")
        let log = try bytes("ceremony.log")
        let rotated = try directory.hold(.rotate(purpose), by: "رضا")
        let newFacts = try bytes("keyring.json")
        let newLog = try bytes("ceremony.log")
        let newKey = try #require(rotated.active(purpose)).fileName
        let isDone = steps >= 3
        if !isDone { try write(facts, "keyring.json") }
        if steps < 4 { try write(log, "ceremony.log") }
        if steps < 1 { try FileManager.default.removeItem(at: place.appending(path: newKey)) }
        if steps == 2 { try write(newFacts.prefix(100), "keyring.json.draft") }
        if steps == 1 { try write(newLog.prefix(400), "ceremony.log.draft") }
        if steps == 2 || steps == 3 { try write(newLog, "ceremony.log.draft") }

        let reached: Int64 = isDone ? 2 : 1
        let keyring = try directory.load()
        #expect(keyring.serial == reached)
        #expect(active(keyring) == [1, 1, 1])
        #expect(try directory.logProblems().isEmpty)
        let again = try directory.hold(.rotate(purpose), by: "رضا")
        #expect(active(again) == [1, 1, 1])
        #expect(active(try directory.load()) == [1, 1, 1])
        #expect(try directory.load().serial == reached + 1)
        #expect(try names().allSatisfy { !$0.hasSuffix(".draft") })
        let ceremonies = try ceremonies().compactMap { $0["ceremony"]?.string }
        #expect(ceremonies == ["init"] + (isDone ? ["rotate"] : []) + ["rotate"])
    }

    @Test func `new keys after lost ones begin a new log and keep the former one`() throws {
        _ = try directory.hold(.rotate(.code), by: "رضا")
        let former = try bytes("ceremony.log")
        for name in try FileManager.default.contentsOfDirectory(atPath: place.path)
        where name.hasSuffix(".key") || name == "keyring.json" {
            try FileManager.default.removeItem(at: place.appending(path: name))
        }
        _ = try directory.hold(.initialize(.production), by: "رضا")
        #expect(try directory.load().serial == 1)
        #expect(try bytes("ceremony.log.unknown-1") == former)
    }

    @Test func `an unknown key file is kept, never overwritten`() throws {
        let lost = Data("perhaps of a keyring that a backup took back\n".utf8)
        try write(lost, "code-11.key")
        _ = try directory.hold(.rotate(.code), by: "رضا")
        #expect(try bytes("code-11.key.unknown-1") == lost)
        #expect(try directory.load().activeCodeKey?.id == 11)
    }

    @Test func `a lost keyring.json does not lead to lost keys`() throws {
        try FileManager.default.removeItem(at: place.appending(path: "keyring.json"))
        let error = #expect(throws: KeyDirectoryError.self) {
            try directory.hold(.initialize(.production), by: "رضا")
        }
        guard case .leftovers(_, let files) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(files.count == 3)
    }

    @Test func `every error has a description and a hint`() {
        let errors: [KeyDirectoryError] = [
            .absent(path: "K"), .exists(path: "K"), .busy(path: "K"),
            .developmentKeys(path: "K"), .permissions(path: "K", mode: 0o4_0755),
            .notPlain(path: "K/lock", .symbolicLink), .foreignOwner(path: "K/lock", owner: 1),
            .older(path: "K", serial: 1, reached: 2), .logMissing(path: "K", serial: 2),
            .logCut(path: "K", serial: 2, reached: 1), .logChanged(path: "K", line: 1),
            .unrecorded(path: "K", reason: "full"),
            .keyring(.factsChanged), .keyring(.noSuchKey(id: "12")),
        ]
        for error in errors {
            #expect(!error.description.isEmpty)
            #expect(error.hint?.isEmpty == false, "\(error)")
        }
    }
}

extension KeyDirectory {
    /// Performs a ceremony at the time of these tests.
    func hold(
        _ change: Ceremony.Change,
        by actor: String = "test"
    ) throws(KeyDirectoryError) -> Keyring {
        try perform(
            Ceremony(change, by: actor, at: Timestamp(secondsSinceEpoch: 1_795_000_000))
        )
    }
}
