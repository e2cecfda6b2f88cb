import Foundation
import KeyFiles
import Persian
import TestDatabases
import Testing
import VerifyCore

/// What the user of the key directory puts under its names is neither followed, changed nor waited for.
@Suite final class PlainFileTests {
    static let isRoot = geteuid() == 0

    let place: URL
    let directory: KeyDirectory
    /// A file of another user that an attacker wants read or changed.
    let target: URL

    init() throws {
        place = try TemporaryDirectory.make("keys")
        target = try TemporaryDirectory.make("target").appending(path: "secret")
        directory = KeyDirectory(path: place.path, kek: .inDirectory)
        _ = try directory.hold(.initialize(.production))
        try Data("secret\n".utf8).write(to: target)
    }

    deinit {
        try? FileManager.default.removeItem(at: place)
        try? FileManager.default.removeItem(at: target.deletingLastPathComponent())
    }

    func path(_ name: String) -> String { place.appending(path: name).path }

    /// Puts something else under a name; the names of all files that a ceremony opens.
    static let names = ["lock", "ceremony.log", "keyring.json", "code-10.key", "kek"]

    func replace(_ name: String, _ body: (String) throws -> Void) throws {
        try? FileManager.default.removeItem(atPath: path(name))
        try body(path(name))
    }

    func refuses(_ error: KeyDirectoryError, _ at: SourceLocation = #_sourceLocation) throws {
        #expect(throws: error, sourceLocation: at) { try self.directory.hold(.rotate(.data)) }
        #expect(try Data(contentsOf: target) == Data("secret\n".utf8), sourceLocation: at)
    }

    @Test(arguments: names) func `a symbolic link is refused`(name: String) throws {
        try replace(name) {
            try FileManager.default.createSymbolicLink(atPath: $0, withDestinationPath: target.path)
        }
        try refuses(.notPlain(path: path(name), .symbolicLink))
    }

    @Test(arguments: names) func `a link that leads to nothing is refused`(name: String) throws {
        let nothing = target.path + "-new"
        try replace(name) {
            try FileManager.default.createSymbolicLink(atPath: $0, withDestinationPath: nothing)
        }
        try refuses(.notPlain(path: path(name), .symbolicLink))
        #expect(!FileManager.default.fileExists(atPath: nothing))
    }

    @Test(arguments: names) func `a hard link is refused`(name: String) throws {
        try replace(name) { unsafe #expect(link(target.path, $0) == 0) }
        try refuses(.notPlain(path: path(name), .hardLink))
    }

    @Test(.timeLimit(.minutes(1)), arguments: names)
    func `a FIFO is refused without waiting`(name: String) throws {
        try replace(name) { unsafe #expect(mkfifo($0, 0o600) == 0) }
        try refuses(.notPlain(path: path(name), .special))
    }

    @Test(arguments: names) func `a socket is refused`(name: String) throws {
        try replace(name) { unsafe #expect(mknod($0, 0o14_0600, 0) == 0) }
        try refuses(.notPlain(path: path(name), .special))
    }

    @Test(arguments: names) func `a directory is refused`(name: String) throws {
        try replace(name) { unsafe #expect(mkdir($0, 0o700) == 0) }
        try refuses(.notPlain(path: path(name), .special))
    }

    @Test(.enabled(if: isRoot), .timeLimit(.minutes(1)), arguments: names)
    func `a device is refused`(name: String) throws {
        // The numbers of /dev/full; a container may forbid devices.
        try? FileManager.default.removeItem(atPath: path(name))
        guard unsafe mknod(path(name), 0o2_0600, 0x107) == 0 else { return }
        let error = #expect(throws: KeyDirectoryError.self) {
            try directory.hold(.rotate(.data))
        }
        switch error {
        case .notPlain(path(name), .special): break
        // A file system that is mounted with nodev refuses before it is opened.
        case .system(path(name), _): break
        default: Issue.record("\(String(describing: error))")
        }
    }

    @Test(.enabled(if: isRoot), arguments: names)
    func `a file of another user is refused in a directory of root`(name: String) throws {
        unsafe #expect(chown(path(name), 65534, 65534) == 0)
        try refuses(.foreignOwner(path: path(name), owner: 65534))
    }

    @Test(.enabled(if: isRoot), arguments: names.dropFirst())
    func `root does not read its own file in a directory of another user`(name: String) throws {
        for name in try FileManager.default.contentsOfDirectory(atPath: place.path) + ["."] {
            unsafe #expect(chown(path(name), 65534, 65534) == 0)
        }
        unsafe #expect(chown(path(name), 0, 0) == 0)
        try refuses(.foreignOwner(path: path(name), owner: 0))
    }

    @Test(.enabled(if: isRoot))
    func `what root writes in a directory of another user belongs to that user`() throws {
        for name in try FileManager.default.contentsOfDirectory(atPath: place.path) + ["."] {
            unsafe #expect(chown(path(name), 65534, 65534) == 0)
        }
        try FileManager.default.removeItem(atPath: path("lock"))
        _ = try directory.hold(.rotate(.data))
        for name in try FileManager.default.contentsOfDirectory(atPath: place.path) {
            var status = stat()
            unsafe #expect(lstat(path(name), &status) == 0)
            #expect(status.st_uid == 65534 && status.st_nlink == 1, Comment(rawValue: name))
        }
        // A lock that a former version left to root.
        unsafe #expect(chown(path("lock"), 0, 0) == 0)
        #expect(try directory.hold(.rotate(.data)).serial == 3)
    }

    @Test func `a planted draft is removed, not followed`() throws {
        for name in ["keyring.json.draft", "ceremony.log.draft", "kek.draft"] {
            try FileManager.default.createSymbolicLink(
                atPath: path(name),
                withDestinationPath: target.path
            )
        }
        #expect(try directory.hold(.rotate(.data)).serial == 2)
        #expect(try Data(contentsOf: target) == Data("secret\n".utf8))
    }

    @Test func `a key-encryption key outside of the directory may be a link, not a FIFO`() throws {
        let kek = target.deletingLastPathComponent().appending(path: "kek").path
        try FileManager.default.moveItem(atPath: path("kek"), toPath: kek)
        let link = target.deletingLastPathComponent().appending(path: "link").path
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: kek)
        #expect(try KeyDirectory(path: place.path, kek: .file(link)).load().serial == 1)
        let fifo = target.deletingLastPathComponent().appending(path: "fifo").path
        unsafe #expect(mkfifo(fifo, 0o600) == 0)
        #expect(throws: KeyDirectoryError.notPlain(path: fifo, .special)) {
            try KeyDirectory(path: place.path, kek: .file(fifo)).load()
        }
    }
}
