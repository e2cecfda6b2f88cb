import ArgumentParser
import Foundation
import KeyFiles
import Persian
import Registry
import VerifyCore

/// `verify-cli keys`: the ceremonies of the keyring (docs/operations.md).
struct KeysCommand: AsyncParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        commandName: "keys",
        abstract: "Make, rotate and retire the keys of codes, tokens and data.",
        discussion: """
            A key is staged, then active, then verify-only, then retired; each purpose has exactly one \
            active key. A running verifyd picks a change up within seconds, and codes of a verify-only key \
            continue to verify permanently. Every ceremony leaves a line in ceremony.log.
            """,
        subcommands: [
            KeysInit.self, KeysList.self, KeysStage.self, KeysActivate.self, KeysRotate.self,
            KeysRetire.self, KeysCompromise.self, KeysNewLog.self, KeysExportPublic.self,
        ]
    )

    static let examples = [
        Example("verify-cli keys init --keys K"),
        Example("verify-cli keys rotate --purpose token --keys K"),
    ]
}

extension Keyring.Purpose: ExpressibleByArgument {}

struct KeysInit: AsyncParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Make the directory with a first key of each purpose.",
        discussion: """
            The keys are wrapped under a key-encryption key: a file (--kek-file), a passphrase (typed; \
            --passphrase), or, with neither, the file kek that is made in the directory. Production keeps \
            it elsewhere: a copy of the directory together with its kek opens every key.
            """
    )
    static let examples = [
        Example("verify-cli keys init --keys K"),
        Example("verify-cli keys init --keys K2 --passphrase", "asks for a passphrase, twice"),
        Example(
            "(umask 077; openssl rand -hex 32 > kek) && verify-cli keys init --keys K3 --kek-file kek",
            "the key-encryption key in a separate file"
        ),
    ]

    @OptionGroup var keys: KeysOptions
    @Flag(help: "Protect the keys with a passphrase that is typed.")
    var passphrase = false
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let directory = try keys.newDirectory(withPassphrase: passphrase)
        let realm: Keyring.Realm = keys.development ? .development : .production
        let keyring = try directory.perform(
            Ceremony(.initialize(realm), by: NSUserName(), at: Moment.now)
        )
        let hasOwnKEK = FileManager.default.fileExists(
            atPath: "\(directory.path)/\(KEKSource.fileName)"
        )
        output.console.answer(Keyring.json(keyring.facts)) {
            output.console.answer(keyring.facts.map(\.line))
        }
        output.console.note("the keys are in \(directory.path); back them up offline")
        if hasOwnKEK, !keys.development {
            output.console.note(
                "\(directory.path)/\(KEKSource.fileName) opens them: production keeps it elsewhere (--kek-file)"
            )
        }
    }
}

struct KeysList: AsyncParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List every key, also former ones, with its state."
    )
    static let examples = [
        Example("verify-cli keys list --keys K"),
        Example("verify-cli keys list --keys K --json | head -1"),
    ]

    @OptionGroup var keys: KeysOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let directory = try keys.directory()
        let facts = try directory.load().facts
        if output.json {
            output.console.answer(facts.map(\.json))
        } else {
            var table = Table("purpose", "id", "state", "since", "made")
            for key in facts {
                table.add(
                    key.purpose.rawValue,
                    key.id,
                    key.state.word,
                    key.changedAt.description,
                    key.createdAt.description
                )
            }
            output.console.answer(table.lines)
        }
        for problem in try directory.logProblems() {
            output.console.warn("ceremony.log: \(problem)")
        }
    }
}

struct KeysExportPublic: AsyncParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        commandName: "export-public",
        abstract: "Write the public keys with which QR codes are verified offline.",
        discussion:
            "The same as /.well-known/sehat-keys.json of the server; there is no secret in it."
    )
    static let examples = [
        Example("verify-cli keys export-public --keys K --out sehat-keys.json")
    ]

    @OptionGroup var keys: KeysOptions
    @Option(
        help: ArgumentHelp("The file to write; stdout where none is given.", valueName: "file"),
        completion: .file()
    )
    var out: String?
    @OptionGroup var output: OutputOptions

    func run() async throws {
        try OutputFile(out ?? "-").write(try keys.load().publicKeySet(), isPublic: true)
        if let out { output.console.note("public keys written to \(out)") }
    }
}

extension Keyring {
    /// Keys for `--json`.
    static func json(_ facts: [KeyFacts]) -> JSON {
        ["keys": .array(facts.map(\.json))]
    }
}

extension KeyFacts {
    /// A line about the key for people.
    var line: String {
        "\(purpose.rawValue.padded(to: 6))  \(id.padded(to: 8))  \(state.word)"
    }
}
