import Foundation
import FoundationNetworking
import NIOCore
import NIOPosix

/// A `verifyd` of its own: a process on a free port of loopback, its log in a file.
struct Daemon {
    let database: String
    private let address: String
    private let file: URL
    private let process = Process()

    /// Starts it in a directory that has `keys` and `sehat.db`.
    init(in place: URL) throws {
        database = place.appending(path: "sehat.db").path
        file = place.appending(path: "log")
        address = "http://127.0.0.1:\(try Self.freePort())"
        try Data().write(to: file)
        process.executableURL = Self.program
        process.arguments = [
            "serve", "--database", "sqlite:\(database)",
            "--keys", place.appending(path: "keys").path, "--listen", String(address.dropFirst(7)),
            "--public-url", address, "--set", "metrics=off", "--set", "drain.delay=2s",
        ]
        process.environment = ["PATH": "/usr/bin:/bin"]
        // No stream of ours: whatever becomes of the tests, nobody waits for it.
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = try FileHandle(forWritingTo: file)
        try process.run()
    }

    /// Where the build put the program: beside the tests.
    private static let program = URL(filePath: "/proc/self/exe")
        .resolvingSymlinksInPath().deletingLastPathComponent().appending(path: "verifyd")

    private static func freePort() throws -> Int {
        let channel = try ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .bind(host: "127.0.0.1", port: 0).wait()
        defer { try? channel.close().wait() }
        return channel.localAddress?.port ?? 0
    }

    /// The status of the answer to a GET, or to a POST of some JSON; 0 when nobody answers.
    func status(_ path: String, posting body: String? = nil) async -> Int {
        guard let url = URL(string: address + path) else { return 0 }
        var request = URLRequest(url: url, timeoutInterval: 5)
        if let body {
            request.httpMethod = "POST"
            request.httpBody = Data(body.utf8)
            request.setValue("application/json", forHTTPHeaderField: "Content-Type")
        }
        let answer = try? await URLSession.shared.data(for: request).1
        return (answer as? HTTPURLResponse)?.statusCode ?? 0
    }

    /// Waits until `/readyz` answers with a status; returns what it answered in the end.
    func readiness(after status: Int) async throws -> Int {
        var found = 0
        for _ in 0..<200 {
            found = await self.status("/readyz")
            if found == status { return found }
            try await Task.sleep(for: .milliseconds(50))
        }
        return found
    }

    /// Asks it to stop, as systemd does.
    func terminate() { process.terminate() }

    /// Waits until it has ended.
    func exit() async throws -> Int32? {
        for _ in 0..<400 where process.isRunning { try await Task.sleep(for: .milliseconds(50)) }
        return process.isRunning ? nil : process.terminationStatus
    }

    /// Ends it in any case.
    func end() {
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    }

    /// The lines of its log.
    func log() throws -> [String] {
        try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map(String.init)
    }
}
