package import Foundation

/// Directories for single tests, all in one that belongs to this run.
///
/// A test removes its own. The end of the run removes those of tests that crashed, and the next run those of a run
/// that was killed, mounts included.
package enum TemporaryDirectory {
    /// Makes a new, empty directory; `name` is the beginning of its name.
    package static func make(_ name: String) throws -> URL {
        let url = try ofRun.get().appending(path: "\(name)-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: url,
            withIntermediateDirectories: true,
            // It may hold keys, which other users must not read.
            attributes: [.posixPermissions: 0o700]
        )
        return url
    }

    private static let prefix = "sehat-tests-"

    private static let ofRun = Result { try begin() }

    private static func begin() throws -> URL {
        let files = FileManager.default
        let temporary = files.temporaryDirectory
        for name in try files.contentsOfDirectory(atPath: temporary.path) {
            guard name.hasPrefix(prefix), let process = Int32(name.dropFirst(prefix.count)),
                !isAlive(process)
            else { continue }
            remove(temporary.appending(path: name))
        }
        let url = place
        try files.createDirectory(at: url, withIntermediateDirectories: true)
        atexit { TemporaryDirectory.remove(TemporaryDirectory.place) }
        return url
    }

    private static var place: URL {
        FileManager.default.temporaryDirectory.appending(path: "\(prefix)\(getpid())")
    }

    private static func isAlive(_ process: Int32) -> Bool {
        kill(process, 0) == 0 || errno != ESRCH
    }

    /// Removes the directory of a run, after unmounting what is mounted in it.
    private static func remove(_ url: URL) {
        let mounts = (try? String(contentsOfFile: "/proc/self/mounts", encoding: .utf8)) ?? ""
        for line in mounts.split(separator: "\n") {
            let fields = line.split(separator: " ")
            guard fields.count > 1, fields[1].hasPrefix(url.path + "/") else { continue }
            let unmount = Process()
            unmount.executableURL = URL(filePath: "/bin/umount")
            unmount.arguments = ["-l", String(fields[1])]
            unmount.standardError = FileHandle.nullDevice
            guard (try? unmount.run()) != nil else { continue }
            unmount.waitUntilExit()
        }
        try? FileManager.default.removeItem(at: url)
    }
}
