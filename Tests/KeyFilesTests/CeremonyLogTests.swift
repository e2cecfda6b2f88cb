import Foundation
import KeyFiles
import Persian
import TestDatabases
import Testing
import VerifyCore

/// keyring.json and ceremony.log belong together: the log cannot be removed, cut, changed or exchanged alone.
@Suite final class CeremonyLogTests {
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

    func write(_ data: Data, _ name: String) throws {
        let file = place.appending(path: name)
        try data.write(to: file)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)
    }

    func remove(_ name: String) throws {
        try FileManager.default.removeItem(at: place.appending(path: name))
    }

    func log() throws -> [JSON] {
        try bytes("ceremony.log").split(separator: 10).map { try JSON(parsing: Array($0)) }
    }

    /// A refused log stops reading and ceremonies.
    func refuses(_ error: KeyDirectoryError, _ at: SourceLocation = #_sourceLocation) {
        #expect(throws: error, sourceLocation: at) { try self.directory.load() }
        #expect(throws: error, sourceLocation: at) { try self.directory.hold(.rotate(.code)) }
    }

    @Test func `a log that was removed is refused`() throws {
        try remove("ceremony.log")
        refuses(.logMissing(path: place.path, serial: 1))
    }

    @Test func `a log that was cut is refused`() throws {
        for _ in 0..<3 { _ = try directory.hold(.rotate(.data)) }
        let lines = try bytes("ceremony.log").split(separator: 10)
        for count in 1...3 {
            try write(Data(lines[..<count].joined(separator: [10])), "ceremony.log")
            refuses(.logCut(path: place.path, serial: 4, reached: Int64(count)))
        }
    }

    @Test func `a line that was changed, removed, repeated or added is refused`() throws {
        for _ in 0..<2 { _ = try directory.hold(.rotate(.data), by: "زهرا") }
        let whole = try bytes("ceremony.log")
        let lines = whole.split(separator: 10)
        func joined(_ lines: [Data.SubSequence]) -> Data { Data(lines.joined(separator: [10])) }
        var changed = String(decoding: whole, as: UTF8.self)
        changed.replace("زهرا", with: "مینا", maxReplacements: 1)
        try write(Data(changed.utf8), "ceremony.log")
        refuses(.logChanged(path: place.path, line: 1))
        try write(joined([lines[0], lines[2]]), "ceremony.log")
        refuses(.logChanged(path: place.path, line: 2))
        try write(joined([lines[0], lines[1], lines[1], lines[2]]), "ceremony.log")
        refuses(.logChanged(path: place.path, line: 3))
        try write(whole + Data("{}\n".utf8), "ceremony.log")
        refuses(.logChanged(path: place.path, line: 4))
        try write(whole, "ceremony.log")
        #expect(try directory.load().serial == 3)
    }

    @Test func `no bit of the log can be flipped`() throws {
        _ = try directory.hold(.rotate(.data))
        let whole = try bytes("ceremony.log")
        for index in stride(from: 0, to: whole.count - 1, by: 7) {
            var changed = whole
            changed[index] ^= 1
            try write(changed, "ceremony.log")
            #expect(throws: KeyDirectoryError.self, "byte \(index)") { try directory.load() }
        }
    }

    @Test func `a log under another key-encryption key is refused`() throws {
        let other = try TemporaryDirectory.make("keys")
        defer { try? FileManager.default.removeItem(at: other) }
        let directory = KeyDirectory(path: other.path, kek: .inDirectory)
        _ = try directory.hold(.initialize(.production), by: "زهرا")
        try write(Data(contentsOf: other.appending(path: "ceremony.log")), "ceremony.log")
        refuses(.logChanged(path: place.path, line: 1))
    }

    @Test func `an older keyring.json is refused, and a compromised key stays compromised`() throws
    {
        let older = try bytes("keyring.json")
        _ = try directory.hold(.compromise(id: "10", since: now))
        let newer = try bytes("keyring.json")
        let log = try bytes("ceremony.log")
        try write(older, "keyring.json")
        refuses(.older(path: place.path, serial: 1, reached: 2))
        try remove("ceremony.log")
        refuses(.logMissing(path: place.path, serial: 1))
        try write(log, "ceremony.log")
        try write(newer, "keyring.json")
        #expect(try directory.load().serial == 2)
    }

    @Test func `after an older keyring.json a new log gets a serial number above the former one`()
        throws
    {
        let older = try bytes("keyring.json")
        for _ in 0..<2 { _ = try directory.hold(.compromise(id: "10", since: now)) }
        let former = try bytes("ceremony.log")
        try write(older, "keyring.json")
        #expect(try directory.hold(.newLog(above: 0), by: "رضا").serial == 4)
        #expect(try bytes("ceremony.log.unknown-1") == former)
        #expect(try log().map { $0["ceremony"]?.string } == ["new-log"])
        #expect(try log()[0]["keys"]?.array?.count == 3)
        #expect(try directory.hold(.compromise(id: "10", since: now)).serial == 5)
        #expect(try directory.logProblems().isEmpty)
    }

    @Test func `a new log killed before it has its name keeps the former one`() throws {
        let former = try bytes("ceremony.log")
        _ = try directory.hold(.newLog(above: 0))
        try FileManager.default.moveItem(
            at: place.appending(path: "ceremony.log"),
            to: place.appending(path: "ceremony.log.draft")
        )
        try remove("ceremony.log.unknown-1")
        try write(former, "ceremony.log")
        _ = try directory.hold(.rotate(.data))
        #expect(try bytes("ceremony.log.unknown-1") == former)
        #expect(try log().map { $0["serial"]?.integer } == [2, 3])
    }

    @Test func `a forged serial number does not exhaust the numbers`() throws {
        try write(Data("{\"serial\":9223372036854775807}\n".utf8), "ceremony.log")
        refuses(.older(path: place.path, serial: 1, reached: .max))
        #expect(try directory.hold(.newLog(above: 0)).serial == 1 << 40 + 1)
    }
}

/// Directories of versions before the MACs: `Former/` is a copy that such a version made.
@Suite final class FormerLogTests {
    let place: URL
    let directory: KeyDirectory

    init() throws {
        place = try TemporaryDirectory.make("keys")
        let source = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Former")
        for name in try FileManager.default.contentsOfDirectory(atPath: source.path) {
            let file = place.appending(path: name)
            try FileManager.default.copyItem(at: source.appending(path: name), to: file)
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o600],
                ofItemAtPath: file.path
            )
        }
        directory = KeyDirectory(path: place.path, kek: .inDirectory, allowsDevelopmentKeys: true)
    }

    deinit { try? FileManager.default.removeItem(at: place) }

    func log() throws -> [String?] {
        try Data(contentsOf: place.appending(path: "ceremony.log")).split(separator: 10)
            .map { try JSON(parsing: Array($0))["ceremony"]?.string }
    }

    func rewrite(_ change: (inout String) -> Void) throws {
        let file = place.appending(path: "ceremony.log")
        var text = try String(contentsOf: file, encoding: .utf8)
        change(&text)
        try Data(text.utf8).write(to: file)
    }

    @Test func `a log without MACs opens, and the next ceremony seals it`() throws {
        #expect(try directory.load().serial == 3)
        #expect(
            try directory.logProblems() == ["its lines have no MAC; the next ceremony adds one"]
        )
        #expect(try directory.hold(.rotate(.data)).serial == 4)
        #expect(try log() == ["init", "rotate", "rotate", "upgrade", "rotate"])
        #expect(try directory.logProblems().isEmpty)
        #expect(try directory.load().serial == 4)
    }

    @Test func `after the upgrade a former line cannot be changed, nor the log of before restored`()
        throws
    {
        let former = try Data(contentsOf: place.appending(path: "ceremony.log"))
        _ = try directory.hold(.rotate(.data))
        let upgraded = try Data(contentsOf: place.appending(path: "ceremony.log"))
        try rewrite { $0.replace("the developers", with: "the attacker  ", maxReplacements: 1) }
        #expect(throws: KeyDirectoryError.logChanged(path: place.path, line: 4)) {
            try directory.load()
        }
        try former.write(to: place.appending(path: "ceremony.log"))
        #expect(throws: KeyDirectoryError.logCut(path: place.path, serial: 4, reached: 3)) {
            try directory.load()
        }
        try (former + Data("{\"serial\":4}\n".utf8))
            .write(to: place.appending(path: "ceremony.log"))
        #expect(throws: KeyDirectoryError.logChanged(path: place.path, line: 4)) {
            try directory.load()
        }
        try upgraded.write(to: place.appending(path: "ceremony.log"))
        #expect(try directory.load().serial == 4)
    }

    @Test func `a former log that was removed or cut is refused`() throws {
        try rewrite { $0 = $0.split(separator: "\n")[..<1].joined() + "\n" }
        #expect(throws: KeyDirectoryError.logCut(path: place.path, serial: 3, reached: 1)) {
            try directory.load()
        }
        try FileManager.default.removeItem(at: place.appending(path: "ceremony.log"))
        #expect(throws: KeyDirectoryError.logMissing(path: place.path, serial: 3)) {
            try directory.load()
        }
    }

    @Test func `a former ceremony that was killed before its line, or tore it, is accepted`() throws
    {
        try rewrite { text in
            let lines = text.split(separator: "\n")
            text = lines[..<2].joined(separator: "\n") + "\n" + lines[2].prefix(40)
        }
        #expect(try directory.load().serial == 3)
        #expect(try directory.hold(.rotate(.data)).serial == 4)
        #expect(try directory.load().serial == 4)
    }
}
