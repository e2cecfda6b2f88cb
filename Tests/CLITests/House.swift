import Foundation
import TestDatabases

/// A fresh directory in which the built program is run, with nothing of the tester's environment.
struct House {
    let directory: URL

    /// What a command did.
    struct Outcome: CustomStringConvertible {
        let command: String
        let answer: String
        let talk: String
        let exit: Int32

        var description: String {
            "$ \(command)\nstdout:\n\(answer)stderr:\n\(talk)exit \(exit)"
        }
    }

    init() throws {
        directory = try TemporaryDirectory.make("cli")
    }

    func tearDown() {
        try? FileManager.default.removeItem(at: directory)
    }

    /// Runs a line of shell in the directory.
    ///
    /// `$DEMO` is the directory with the demo's files. Output goes through files, so that no pipe fills up.
    func run(_ command: String) throws -> Outcome {
        let outside = try TemporaryDirectory.make("answer")
        defer { try? FileManager.default.removeItem(at: outside) }
        let answer = outside.appending(path: "answer")
        let talk = outside.appending(path: "talk")
        for file in [answer, talk] {
            try Data().write(to: file)
        }
        let shell = Process()
        shell.executableURL = URL(filePath: "/bin/bash")
        shell.arguments = ["-c", command]
        shell.currentDirectoryURL = directory
        shell.environment = [
            "PATH": "\(Self.programs):/usr/bin:/bin", "HOME": directory.path(),
            "DEMO": Self.demo, "LC_ALL": "C.UTF-8", "TZ": "UTC",
        ]
        shell.standardInput = FileHandle.nullDevice
        shell.standardOutput = try FileHandle(forWritingTo: answer)
        shell.standardError = try FileHandle(forWritingTo: talk)
        try shell.run()
        shell.waitUntilExit()
        return Outcome(
            command: command,
            answer: String(decoding: try Data(contentsOf: answer), as: UTF8.self),
            talk: String(decoding: try Data(contentsOf: talk), as: UTF8.self),
            exit: shell.terminationStatus
        )
    }

    /// Where the build put the programs: beside the tests.
    private static let programs = URL(filePath: "/proc/self/exe")
        .resolvingSymlinksInPath().deletingLastPathComponent().path()

    private static let demo = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "scripts/demo").path()
}
