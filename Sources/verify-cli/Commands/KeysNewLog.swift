import ArgumentParser
import Foundation
import KeyFiles
import VerifyCore

struct KeysNewLog: AsyncParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        commandName: "new-log",
        abstract: "Begin a new ceremony log where the former one is lost permanently.",
        discussion: """
            The former log, if there is one, is kept as ceremony.log.unknown-1. The keys and their states stay \
            as keyring.json has them: after an older keyring.json was restored, repeat each compromise and \
            each retirement that the former log records.
            """
    )
    static let examples = [Example("verify-cli keys new-log --keys K --yes")]

    @OptionGroup var keys: KeysOptions
    @OptionGroup var consent: ConsentOption
    @OptionGroup var output: OutputOptions

    func run() async throws {
        try Prompt.confirm(
            "Begin a new ceremony log? Only if the newest files are lost permanently.",
            yes: consent.yes
        )
        let ceremony = Ceremony(.newLog, by: NSUserName(), at: Moment.now)
        let keyring = try keys.directory().perform(ceremony)
        output.console.answer(Keyring.json(keyring.facts)) {
            output.console.answer(keyring.facts.map(\.line))
        }
    }
}
