import ArgumentParser
import Foundation
import KeyFiles
import Registry
import Store
import VerifyCore

struct KeysNewLog: AsyncParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        commandName: "new-log",
        abstract: "Begin a new ceremony log where the former one is lost permanently.",
        discussion: """
            The former log, if there is one, is kept as ceremony.log.unknown-1. The keys and their states stay \
            as keyring.json has them: after an older keyring.json was restored, repeat each compromise and \
            each retirement that the former log records. With --database, the serial number also becomes higher than \
            the one that the database has seen, and the database takes this keyring in place of it.
            """
    )
    static let examples = [
        Example("verify-cli keys new-log --keys K --yes"),
        Example("verify-cli keys new-log --keys K --database sqlite:D --yes"),
    ]

    @OptionGroup var keys: KeysOptions
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var consent: ConsentOption
    @OptionGroup var output: OutputOptions

    func run() async throws {
        try Prompt.confirm(
            "Begin a new ceremony log? Only if the newest files are lost permanently.",
            yes: consent.yes
        )
        let directory = try keys.directory()
        let opened = try database.text.map { _ in try database.open() }
        defer { opened?.close() }
        let recorded = opened.map(KeyringSerial.init)
        // Not checked: without its log the keyring does not open, and a number that is too high does no harm.
        let ceremony = Ceremony(
            .newLog(above: try await recorded?.unchecked() ?? 0),
            by: NSUserName(),
            at: Moment.now
        )
        let keyring = try directory.perform(ceremony)
        try await recorded?.replace(by: keyring)
        output.console.answer(Keyring.json(keyring.facts)) {
            output.console.answer(keyring.facts.map(\.line))
        }
    }
}
