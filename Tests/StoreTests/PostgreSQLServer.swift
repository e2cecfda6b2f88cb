#if PostgreSQL
import Foundation
import Store
import Synchronization

/// A PostgreSQL 15 of the tests' own, in a temporary directory, on a socket of its own; ends with them.
final class PostgreSQLServer: Sendable {
    /// Started when the first test asks for it.
    static let shared = Result { try PostgreSQLServer() }

    private let folder: String
    private let names = Atomic<Int>(0)

    private static let programs = "/usr/lib/postgresql/15/bin/"

    struct NotStarted: Error {
        let program: String
    }

    private init() throws {
        folder = "/tmp/pg-\(UUID().uuidString.prefix(8))"
        try FileManager.default.createDirectory(
            atPath: folder,
            withIntermediateDirectories: true
        )
        let data = folder + "/data"
        if getuid() == 0 {
            try Self.run("chown", ["postgres", folder])
        }
        try Self.runAsOwner(
            Self.programs + "initdb",
            ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync"]
        )
        // Stops by itself when these tests are gone, however they went.
        let options =
            "-c listen_addresses= -c unix_socket_directories=\(folder) -c fsync=off -c max_connections=400"
        try Self.runAsOwner(
            Self.programs + "pg_ctl",
            ["-D", data, "-w", "-l", folder + "/log", "-o", options, "start"]
        )
        atexit {
            if case .success(let server) = PostgreSQLServer.shared {
                server.stop()
            }
        }
    }

    private func stop() {
        try? Self.runAsOwner(
            Self.programs + "pg_ctl",
            ["-D", folder + "/data", "-m", "immediate", "stop"]
        )
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// An empty database.
    func newDatabase() throws -> DatabaseLocation {
        let name = "test\(names.wrappingAdd(1, ordering: .relaxed).newValue)"
        try Self.run(Self.programs + "createdb", ["-h", folder, "-U", "postgres", name])
        let host = folder.replacing("/", with: "%2F")
        return try DatabaseLocation(parsing: "postgres://postgres@\(host)/\(name)")
    }

    /// The server refuses to run as root.
    private static func runAsOwner(_ program: String, _ arguments: [String]) throws {
        if getuid() == 0 {
            try run("runuser", ["-u", "postgres", "--", program] + arguments)
        } else {
            try run(program, arguments)
        }
    }

    private static func run(_ program: String, _ arguments: [String]) throws {
        let process = Process()
        // Without Foundation's own descriptors: it would wait until the server has closed them too.
        let closing =
            "for fd in $(ls /proc/self/fd); do [ $fd -gt 2 ] && eval \"exec $fd>&-\"; done"
        process.executableURL = URL(filePath: "/bin/bash")
        process.arguments = ["-c", closing + "; exec \"$@\"", "bash", program] + arguments
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        process.currentDirectoryURL = URL(filePath: "/tmp")
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw NotStarted(program: program)
        }
    }
}
#endif
