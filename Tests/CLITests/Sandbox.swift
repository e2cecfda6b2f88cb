import Foundation
import TestDatabases

/// A new directory in which the built program runs, without the environment of the tests.
struct Sandbox {
    let directory: URL

    /// The outcome of a command.
    struct Outcome: CustomStringConvertible {
        let command: String
        let answer: String
        let notes: String
        let exit: Int32

        var description: String {
            "$ \(command)\nstdout:\n\(answer)stderr:\n\(notes)exit \(exit)"
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
    /// `$DEMO` is the directory with the demo's files, `$BOOKS` the one with workbooks.
    func run(_ command: String) throws -> Outcome {
        var shell = Program("/bin/bash", "-c", command)
        shell.directory = directory.path()
        shell.environment = [
            "PATH": "\(Self.programs):/usr/bin:/bin", "HOME": directory.path(),
            "DEMO": Self.demo, "BOOKS": Self.workbooks, "LC_ALL": "C.UTF-8", "TZ": "UTC",
        ]
        let outcome = try shell.run()
        return Outcome(
            command: command,
            answer: outcome.answer,
            notes: outcome.talk,
            exit: outcome.status
        )
    }

    /// The directory of the built programs: that of the tests.
    private static let programs = URL(filePath: "/proc/self/exe")
        .resolvingSymlinksInPath().deletingLastPathComponent().path()

    private static let workbooks = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "TabularTests/Workbooks").path()

    private static let demo = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "scripts/demo").path()
}
