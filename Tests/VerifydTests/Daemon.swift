import Foundation
import FoundationNetworking
import TestDatabases

/// A `verifyd` process on a free port of loopback, with its log in a file.
struct Daemon {
    let database: String
    /// Its port on loopback.
    let port: Int
    private let file: URL
    private let process = Process()

    /// Starts it in a directory that has `keys` and `sehat.db`, at a free port or at `port`, with
    /// `settings` in addition to those of every test.
    init(in place: URL, port: Int? = nil, _ settings: [String] = ["metrics=off"]) throws {
        database = place.appending(path: "sehat.db").path
        file = place.appending(path: "log")
        self.port = try port ?? LoopbackListener().freed()
        let address = "127.0.0.1:\(self.port)"
        try Data().write(to: file)
        process.executableURL = Self.program
        process.arguments =
            [
                "serve", "--database", "sqlite:\(database)",
                "--keys", place.appending(path: "keys").path, "--listen", address,
                "--public-url", "http://\(address)", "--set", "drain.delay=8s",
            ] + settings.flatMap { ["--set", $0] }
        process.environment = ["PATH": "/usr/bin:/bin"]
        // No stream of this process, so that nothing waits for the daemon when the tests end early.
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = try FileHandle(forWritingTo: file)
        try process.run()
    }

    /// The program, which the build puts next to the tests.
    private static let program = URL(filePath: "/proc/self/exe")
        .resolvingSymlinksInPath().deletingLastPathComponent().appending(path: "verifyd")

    /// Runs `verifyd config check` over a directory that has `keys` and `sehat.db`.
    static func checkConfiguration(in place: URL) throws -> Program.Outcome {
        var check = Program(
            program.path,
            "config",
            "check",
            "--database",
            "sqlite:\(place.appending(path: "sehat.db").path)",
            "--keys",
            place.appending(path: "keys").path,
            "--public-url",
            "http://127.0.0.1"
        )
        // Without the variables of the tests, which are no settings.
        check.environment = ["PATH": "/usr/bin:/bin"]
        return try check.run()
    }

    /// Returns the status of the response to a GET, or to a POST of some JSON; 0 without a response.
    func status(_ path: String, port: Int? = nil, posting body: String? = nil) async -> Int {
        let port = port ?? self.port
        guard let url = URL(string: "http://127.0.0.1:\(port)\(path)") else { return 0 }
        var request = URLRequest(url: url, timeoutInterval: 5)
        if let body {
            request.httpMethod = "POST"
            request.httpBody = Data(body.utf8)
            request.setValue("application/json", forHTTPHeaderField: "Content-Type")
        }
        let answer = try? await URLSession.shared.data(for: request).1
        return (answer as? HTTPURLResponse)?.statusCode ?? 0
    }

    /// Waits until `/readyz` responds with a status; returns its last status.
    func readiness(after status: Int) async throws -> Int {
        var found = 0
        for _ in 0..<1200 {
            found = await self.status("/readyz")
            if found == status { return found }
            try await Task.sleep(for: .milliseconds(50))
        }
        return found
    }

    /// Sends SIGTERM, as systemd does.
    func terminate() { process.terminate() }

    /// Waits until it has ended.
    func exit() async throws -> Int32? {
        for _ in 0..<1200 where process.isRunning { try await Task.sleep(for: .milliseconds(50)) }
        return process.isRunning ? nil : process.terminationStatus
    }

    /// Ends it in any case.
    func end() {
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    }

    /// Waits for a line with these words; answers whether it came.
    func says(_ words: String) async throws -> Bool {
        for _ in 0..<1200 {
            if try log().contains(where: { $0.contains(words) }) { return true }
            try await Task.sleep(for: .milliseconds(50))
        }
        return false
    }

    /// The lines of its log, and what it said on standard error.
    func log() throws -> [String] {
        try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map(String.init)
    }
}
