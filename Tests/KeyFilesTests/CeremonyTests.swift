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
        directory = KeyDirectory(path: place.path, kek: .beside)
        _ = try directory.create(by: "زهرا", at: now)
    }

    deinit { try? FileManager.default.removeItem(at: place) }

    func bytes(_ name: String) throws -> Data {
        try Data(contentsOf: place.appending(path: name))
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
        _ = try directory.stage(.token, by: "رضا", at: now)
        _ = try directory.rotate(.code, by: "رضا", at: now)
        _ = try directory.retire("10", by: "رضا", at: now)
        _ = try directory.compromise("11", since: since, by: "رضا", at: now)
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

    @Test func `a log that was changed, shortened or removed is told`() throws {
        for _ in 0..<3 { _ = try directory.rotate(.data, by: "رضا", at: now) }
        let whole = try bytes("ceremony.log")
        let lines = whole.split(separator: UInt8(ascii: "\n"))
        var changed = String(decoding: whole, as: UTF8.self)
        changed.replace("زهرا", with: "مینا")
        try write(Data(changed.utf8), "ceremony.log")
        #expect(try directory.logProblems() == ["line 2 does not follow the line before it"])
        try write(Data((lines[..<1] + lines[2...]).joined(separator: [10])), "ceremony.log")
        #expect(try directory.logProblems() == ["line 2 does not follow the line before it"])
        try write(Data(lines[..<2].joined(separator: [10])), "ceremony.log")
        #expect(try directory.logProblems() == ["the log ends at ceremony 2, the keyring is at 4"])
        try FileManager.default.removeItem(at: place.appending(path: "ceremony.log"))
        #expect(try directory.logProblems() == ["ceremony.log is missing"])
    }

    @Test func `a line that a power cut tore does not stop the next ceremony`() throws {
        try write(bytes("ceremony.log") + Data("{\"at\":\"2026-".utf8), "ceremony.log")
        _ = try directory.rotate(.code, by: "رضا", at: now)
        #expect(try ceremonies().count == 2)
        #expect(try directory.logProblems().isEmpty)
    }

    /// A rotation writes three things in turn: killed after any of them, the keyring opens and goes on.
    @Test(arguments: Keyring.Purpose.allCases, 0...3)
    func `a rotation killed at any step leaves one active key a purpose`(
        purpose: Keyring.Purpose,
        steps: Int
    ) throws {
        let facts = try bytes("keyring.json")
        let log = try bytes("ceremony.log")
        let rotated = try directory.rotate(purpose, by: "رضا", at: now)
        let newFacts = try bytes("keyring.json")
        let newKey = try #require(rotated.active(purpose)).fileName
        let reached: Int64 = steps < 3 ? 1 : 2
        if steps < 3 { try write(facts, "keyring.json") }
        try write(log, "ceremony.log")
        if steps < 1 { try FileManager.default.removeItem(at: place.appending(path: newKey)) }
        if steps == 2 { try write(newFacts.prefix(100), "keyring.json.draft") }

        let keyring = try directory.load()
        #expect(keyring.serial == reached)
        #expect(active(keyring) == [1, 1, 1])
        let again = try directory.rotate(purpose, by: "رضا", at: now)
        #expect(active(again) == [1, 1, 1])
        #expect(active(try directory.load()) == [1, 1, 1])
        #expect(try directory.load().serial == reached + 1)
        #expect(try directory.logProblems().isEmpty)
        #expect(!FileManager.default.fileExists(atPath: place.path + "/keyring.json.draft"))
        let ceremonies = try ceremonies().compactMap { $0["ceremony"]?.string }
        let mended = steps == 3 ? ["unrecorded"] : []
        #expect(ceremonies == ["init"] + mended + ["rotate"])
    }

    @Test func `an older keyring.json is refused, and a compromised key stays compromised`() throws
    {
        let older = try bytes("keyring.json")
        _ = try directory.compromise("10", since: now, by: "رضا", at: now)
        let newer = try bytes("keyring.json")
        try write(older, "keyring.json")
        let refusal = KeyDirectoryError.older(path: place.path, serial: 1, reached: 2)
        #expect(throws: refusal) { try directory.load() }
        #expect(throws: refusal) { try directory.rotate(.code, by: "رضا", at: now) }
        #expect(refusal.hint?.contains("mv \(place.path)/ceremony.log") == true)
        try write(newer, "keyring.json")
        #expect(try directory.load().serial == 2)
    }

    @Test func `whoever lost the newest keyring.json for good sets the log aside and goes on`()
        throws
    {
        let older = try bytes("keyring.json")
        _ = try directory.compromise("10", since: now, by: "رضا", at: now)
        try write(older, "keyring.json")
        let log = place.appending(path: "ceremony.log")
        try FileManager.default.moveItem(at: log, to: place.appending(path: "ceremony.log.lost"))
        #expect(try directory.logProblems() == ["ceremony.log is missing"])
        _ = try directory.compromise("10", since: now, by: "رضا", at: now)
        #expect(try directory.load().serial == 2)
        #expect(try directory.logProblems().isEmpty)
    }

    @Test func `new keys after lost ones begin a new log and keep the former one`() throws {
        _ = try directory.rotate(.code, by: "رضا", at: now)
        let former = try bytes("ceremony.log")
        for name in try FileManager.default.contentsOfDirectory(atPath: place.path)
        where name.hasSuffix(".key") || name == "keyring.json" {
            try FileManager.default.removeItem(at: place.appending(path: name))
        }
        _ = try directory.create(by: "رضا", at: now)
        #expect(try directory.load().serial == 1)
        #expect(try bytes("ceremony.log.unknown-1") == former)
    }

    @Test func `where a lost log cannot be begun again, no ceremony is held`() throws {
        let log = place.appending(path: "ceremony.log")
        try FileManager.default.removeItem(at: log)
        try FileManager.default.createSymbolicLink(
            at: log,
            withDestinationURL: place.appending(path: "nowhere/at-all")
        )
        #expect(throws: KeyDirectoryError.self) {
            try directory.rotate(.code, by: "رضا", at: now)
        }
        #expect(try directory.load().serial == 1)
    }

    @Test func `a key file that nobody knows is kept, never overwritten`() throws {
        let lost = Data("perhaps of a keyring that a backup took back\n".utf8)
        try write(lost, "code-11.key")
        _ = try directory.rotate(.code, by: "رضا", at: now)
        #expect(try bytes("code-11.key.unknown-1") == lost)
        #expect(try directory.load().activeCodeKey?.id == 11)
    }

    @Test func `a lost keyring.json does not lead to lost keys`() throws {
        try FileManager.default.removeItem(at: place.appending(path: "keyring.json"))
        let error = #expect(throws: KeyDirectoryError.self) {
            try directory.create(by: "رضا", at: now)
        }
        guard case .leftovers(_, let files) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(files.count == 3)
    }

    @Test func `every error says what to do in words`() {
        let errors: [KeyDirectoryError] = [
            .absent(path: "K"), .exists(path: "K"), .busy(path: "K"),
            .developmentKeys(path: "K"), .permissions(path: "K", mode: 0o4_0755),
            .older(path: "K", serial: 1, reached: 2), .unrecorded(path: "K", reason: "full"),
            .keyring(.factsChanged), .keyring(.noSuchKey(id: "12")),
        ]
        for error in errors {
            #expect(!error.description.isEmpty)
            #expect(error.hint?.isEmpty == false, "\(error)")
        }
    }
}
