import Foundation
import KeyFiles
import Persian
import TestDatabases
import Testing
import VerifyCore

@Suite final class KeyDirectoryTests {
    let place: URL
    let now = Timestamp(secondsSinceEpoch: 1_795_000_000)

    init() throws {
        place = try TemporaryDirectory.make("keys")
    }

    deinit { try? FileManager.default.removeItem(at: place) }

    func directory(_ kek: KEKSource = .inDirectory, development: Bool = false) -> KeyDirectory {
        KeyDirectory(
            path: place.appending(path: "keys").path,
            kek: kek,
            allowsDevelopmentKeys: development
        )
    }

    func made(_ kek: KEKSource = .inDirectory) throws -> KeyDirectory {
        let directory = directory(kek)
        _ = try directory.hold(.initialize(.production), by: "test")
        return directory
    }

    func names(_ directory: KeyDirectory) throws -> Set<String> {
        Set(try FileManager.default.contentsOfDirectory(atPath: directory.path))
    }

    func mode(_ path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return try #require(attributes[.posixPermissions] as? Int)
    }

    func setMode(_ mode: Int, _ path: String) throws {
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    }

    @Test func `init creates a directory that only its owner may enter`() throws {
        let directory = try made()
        #expect(try mode(directory.path) == 0o700)
        for name in try names(directory) {
            #expect(try mode("\(directory.path)/\(name)") == 0o600, Comment(rawValue: name))
        }
        #expect(try names(directory).isSuperset(of: ["kek", "keyring.json", "code-10.key"]))
        #expect(try directory.load().activeCodeKey?.id == 10)
        #expect(throws: KeyDirectoryError.exists(path: directory.path)) {
            try directory.hold(.initialize(.production), by: "test")
        }
    }

    @Test
    func
        `a missing directory, a missing key-encryption key and one of a wrong format are distinguished`()
        throws
    {
        let absent = directory()
        #expect(throws: KeyDirectoryError.absent(path: absent.path)) { try absent.load() }
        #expect(throws: KeyDirectoryError.absent(path: absent.path)) {
            try absent.hold(.rotate(.code), by: "test")
        }
        let made = try made()
        let kek = "\(made.path)/kek"
        try FileManager.default.removeItem(atPath: kek)
        #expect(throws: KeyDirectoryError.noKeyEncryptionKey(path: kek)) { try made.load() }
        try Data("short\n".utf8).write(to: URL(filePath: kek))
        try setMode(0o600, kek)
        #expect(throws: KeyDirectoryError.keyEncryptionKeyFormat(path: kek)) { try made.load() }
    }

    @Test(arguments: ["", "/keyring.json", "/code-10.key", "/kek"])
    func `a loose permission is refused, with the command that corrects it`(name: String) throws {
        let directory = try made()
        let path = directory.path + name
        let strict = try mode(path)
        for loose in [0o040, 0o004, 0o020, 0o002] {
            try setMode(strict | loose, path)
            let error = #expect(throws: KeyDirectoryError.self) { try directory.load() }
            #expect(error?.hint == "run: chmod \(name.isEmpty ? "700" : "600") \(path)")
        }
        try setMode(strict, path)
        #expect(try directory.load().serial == 1)
    }

    @Test func `each source of the key-encryption key opens what it closed`() throws {
        let file = place.appending(path: "elsewhere").path
        try Data((String(repeating: "0a", count: 32) + "\n").utf8).write(to: URL(filePath: file))
        try setMode(0o600, file)
        let raw = place.appending(path: "sehat-kek").path
        try Data(repeating: 10, count: 32).write(to: URL(filePath: raw))
        try setMode(0o440, raw)
        _ = try made(.file(file))
        #expect(try directory(.credential(raw)).load().serial == 1)
        #expect(try !names(directory()).contains("kek"))
        #expect(throws: KeyDirectoryError.permissions(path: raw, mode: 0o10_0440)) {
            try directory(.file(raw)).load()
        }
        #expect(throws: KeyDirectoryError.keyring(.passphrase(isNeeded: false))) {
            try directory(.passphrase([1])).load()
        }
        guard
            case .credential(raw) = KEKSource.found(
                file: nil,
                environment: ["CREDENTIALS_DIRECTORY": place.path]
            )
        else {
            Issue.record("the credential was not found")
            return
        }
    }

    @Test func `a passphrase opens what it closed`() throws {
        let directory = try made(.passphrase(Array("چهار واژه‌ی به‌یادماندنی".utf8)))
        #expect(try directory.hold(.rotate(.token), by: "test").serial == 2)
        #expect(try directory.outline().derivation != nil)
        #expect(throws: KeyDirectoryError.keyring(.passphrase(isNeeded: true))) {
            try self.directory().load()
        }
        #expect(throws: KeyDirectoryError.keyring(.otherKeyEncryptionKey)) {
            try self.directory(.passphrase([1])).load()
        }
    }

    @Test func `development keys open only where they are allowed, with any permissions`() throws {
        let directory = directory(development: true)
        _ = try directory.hold(.initialize(.development), by: "test")
        try setMode(0o755, directory.path)
        for name in try names(directory) { try setMode(0o644, "\(directory.path)/\(name)") }
        #expect(try directory.load().realm == .development)
        #expect(throws: KeyDirectoryError.developmentKeys(path: directory.path)) {
            try self.directory().load()
        }
    }

    @Test func `the fingerprint changes with each ceremony and with nothing else`() throws {
        let directory = try made()
        let first = try directory.fingerprint()
        _ = try directory.load()
        #expect(try directory.fingerprint() == first)
        _ = try directory.hold(.stage(.code), by: "test")
        let second = try directory.fingerprint()
        #expect(second != first)
        _ = try directory.hold(.activate(id: "11"), by: "test")
        #expect(try directory.fingerprint() != second)
    }

    @Test func `a second ceremony during a first one is refused`() throws {
        let directory = try made()
        let lock = unsafe open("\(directory.path)/lock", O_RDWR)
        #expect(flock(lock, LOCK_EX) == 0)
        #expect(throws: KeyDirectoryError.busy(path: directory.path)) {
            try directory.hold(.rotate(.data), by: "test")
        }
        close(lock)
        #expect(try directory.hold(.rotate(.data), by: "test").serial == 2)
    }
}
