import ArgumentParser
import Foundation
import KeyFiles
import Persian
import Registry
import VerifyCore

/// The options of every change of the keyring.
struct CeremonyOptions: ParsableArguments {
    @OptionGroup var keys: KeysOptions
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: OutputOptions

    /// Performs the ceremony and prints the keys that it changed.
    ///
    /// Where a database is named, it must not have seen a newer keyring, and then has seen this one.
    func perform(_ change: Ceremony.Change) async throws {
        let directory = try keys.directory()
        let former = try directory.load()
        let serial = RecordedSerial(database, output.console)
        defer { serial.close() }
        try await serial.require(former)
        let before = Set(former.facts)
        let after = try directory.perform(Ceremony(change, by: NSUserName(), at: Moment.now))
        await serial.record(after)
        let changed = after.facts.filter { !before.contains($0) }
        output.console.answer(Keyring.json(changed)) {
            output.console.answer(changed.map(\.line))
        }
    }
}

/// The key that a ceremony is about.
struct KeyIDArgument: ParsableArguments {
    @Argument(help: ArgumentHelp("The key's id, as keys list shows it.", valueName: "id"))
    var id: String
}

struct KeysStage: AsyncParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        commandName: "stage",
        abstract: "Make a key that is published but not used yet.",
        discussion:
            "Verifiers who keep the public keys offline should have a token key before its first use."
    )
    static let examples = [Example("verify-cli keys stage --purpose token --keys K")]

    @Option(help: "What the key is for.")
    var purpose: Keyring.Purpose
    @OptionGroup var ceremony: CeremonyOptions

    func run() async throws {
        try await ceremony.perform(.stage(purpose))
    }
}

struct KeysActivate: AsyncParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        commandName: "activate",
        abstract: "Make a staged key the active one; the former one only verifies from now on."
    )
    static let examples = [Example("verify-cli keys activate 11 --keys K")]

    @OptionGroup var key: KeyIDArgument
    @OptionGroup var ceremony: CeremonyOptions

    func run() async throws {
        try await ceremony.perform(.activate(id: key.id))
    }
}

struct KeysRotate: AsyncParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        commandName: "rotate",
        abstract: "Make a new key and activate it immediately.",
        discussion: "Stage and activate in one step. Old codes and tokens continue to verify."
    )
    static let examples = [
        Example("verify-cli keys rotate --purpose token --keys K"),
        Example("verify-cli keys rotate --purpose code --keys K"),
    ]

    @Option(help: "What the key is for.")
    var purpose: Keyring.Purpose
    @OptionGroup var ceremony: CeremonyOptions

    func run() async throws {
        try await ceremony.perform(.rotate(purpose))
    }
}

struct KeysRetire: AsyncParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        commandName: "retire",
        abstract: "Retire a key permanently; its codes and tokens no longer verify.",
        discussion:
            "Only a staged or verify-only key can be retired. Its codes then answer NOT_FOUND."
    )
    static let examples = [Example("verify-cli keys retire 10 --keys K --yes")]

    @OptionGroup var key: KeyIDArgument
    @OptionGroup var consent: ConsentOption
    @OptionGroup var ceremony: CeremonyOptions

    func run() async throws {
        try Prompt.confirm(
            "Retire key \(key.id)? Its codes and tokens never verify again.",
            yes: consent.yes
        )
        try await ceremony.perform(.retire(id: key.id))
    }
}

struct KeysCompromise: AsyncParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        commandName: "compromise",
        abstract: "Mark a key as compromised; its codes and tokens are refused everywhere.",
        discussion: """
            When it is the active one, the newest staged key of its purpose takes over, or a new one. A \
            running verifyd refuses the key within a minute.
            """
    )
    static let examples = [
        Example("verify-cli keys compromise 10 --since 1405/08/30 --keys K --yes")
    ]

    @OptionGroup var key: KeyIDArgument
    @Option(
        help: ArgumentHelp(
            "Since when: a day, or a moment like 2026-11-21T08:00:00Z.",
            valueName: "time"
        )
    )
    var since: String
    @OptionGroup var consent: ConsentOption
    @OptionGroup var ceremony: CeremonyOptions

    func run() async throws {
        let moment = try Moment.start(ofDay: since)
        guard moment <= Moment.now else {
            throw Failure.usage("--since \(since) is in the future")
        }
        try Prompt.confirm(
            "Mark key \(key.id) as compromised? Its codes and tokens are refused from now on.",
            yes: consent.yes
        )
        try await ceremony.perform(.compromise(id: key.id, since: moment))
    }
}
