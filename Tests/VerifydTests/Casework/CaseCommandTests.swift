import Accounts
import Casework
import Foundation
import KeyFiles
import Persian
import TestDatabases
import Testing
import VerifyCore

@testable import Web
@testable import verifyd

/// `verify-cli cases try` and `cases move` over a case that a person opened; the program runs with its own clock.
struct CaseCommandTests {
    /// The keys of the test app as a directory, and the program next to the tests.
    private struct CommandLine {
        let place: TestPlace
        let keys: String

        init(_ test: TestApp) throws {
            place = test.place
            keys = "\(test.place.folder)/command-keys"
            try FileManager.default.createDirectory(
                atPath: keys,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
            let bytes = [UInt8](repeating: 7, count: KeyEncryptionKey.count)
            let kek = try KeyEncryptionKey(bytes)
            var files = test.app.domain.keyring.current.files(sealedBy: kek)
            files[KEKSource.fileName] = Array("\(Hex.encode(bytes))\n".utf8)
            for (name, content) in files {
                let isMade = FileManager.default.createFile(
                    atPath: "\(keys)/\(name)",
                    contents: Data(content),
                    attributes: [.posixPermissions: 0o600]
                )
                #expect(isMade)
            }
        }

        func run(_ words: String...) throws -> Program.Outcome {
            let program = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
                .deletingLastPathComponent().appending(path: "verify-cli").path
            let line = ([program] + words + ["--database", place.address, "--keys", keys])
                .map { "'\($0)'" }.joined(separator: " ")
            return try Program("/bin/sh", "-c", line).run()
        }
    }

    @Test func `a move is tried without a trace, and then done in the name of the person`()
        async throws
    {
        try await ConfirmationDesk.with { desk in
            let id = try await desk.request()
            let tracking = try #require(try await desk.cases.snapshot(id)?.file.tracking)
            let program = try CommandLine(desk.staff.test)
            let person = desk.graduate.person.description
            let trial = try program.run("cases", "try", tracking, "withdraw", "--as", person)
            #expect(trial.status == 0, "\(trial.talk)")
            #expect(
                trial.answer.hasPrefix(
                    "event 2: case \(tracking) would be at review\nclosed as withdrawn\n"
                ),
                "\(trial.answer)"
            )
            #expect(try await desk.cases.snapshot(id)?.file.revision == 1)
            let refused = try program.run(
                "cases",
                "try",
                tracking,
                "agree",
                "--as",
                person,
                "--json"
            )
            #expect(refused.status == 1, "\(refused.talk)")
            #expect(refused.answer.contains("\"possible\":false"), "\(refused.answer)")
            let moved = try program.run(
                "cases",
                "move",
                tracking,
                "withdraw",
                "--as",
                person,
                "--yes",
                "--json"
            )
            #expect(moved.status == 0, "\(moved.talk)")
            let answer = try JSON(parsing: Array(moved.answer.utf8.dropLast()))
            #expect(answer["tracking"]?.string == tracking)
            #expect(answer["event"]?.integer == 2)
            let snapshot = try #require(try await desk.cases.snapshot(id))
            #expect(snapshot.file.outcome == .withdrawn)
            #expect(snapshot.events.last?.via == .commandLine)
            #expect(snapshot.events.last?.actor == person)
            let again = try program.run(
                "cases",
                "move",
                tracking,
                "withdraw",
                "--as",
                person,
                "--yes"
            )
            #expect(again.status == 4, "\(again.talk)")
        }
    }
}
