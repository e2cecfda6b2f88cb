import ArgumentParser
import Registry
import VerifyCore

/// `verify-cli legacy`: the codes of the former system.
struct LegacyCommand: AsyncParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        commandName: "legacy",
        abstract: "Codes of the former system.",
        subcommands: [LegacyImportCommand.self]
    )

    static let examples = LegacyImportCommand.examples
}

struct LegacyImportCommand: AsyncParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Take in codes that the former system issued.",
        discussion: """
            One code of twenty digits a line, or CSV or an Excel workbook (xlsx) with a column code. Only a keyed hash of each is \
            stored; they answer LEGACY_VALID. The same file twice changes nothing.
            """
    )
    static let examples = [
        Example("verify-cli legacy import former-codes.csv --database sqlite:D --keys K")
    ]

    @Argument(help: "The file, or - for stdin.", completion: .file())
    var file: String
    @OptionGroup var local: LocalOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let console = output.console
        let bytes = try InputFile(file).bytes()
        let client = try local.registry()
        defer { client.close() }
        let done = try await client.registry.importLegacyCodes(
            bytes,
            by: client.actor,
            at: Moment.now
        )
        for problem in done.problems {
            console.warn("record \(problem.record): \(problem.code)")
        }
        console.answer([
            "added": JSON(done.added), "unchanged": JSON(done.unchanged),
            "problems": .array(done.problems.map(JSON.init)),
        ]) {
            console.answer(
                "\(done.added.grouped) added, \(done.unchanged.grouped) unchanged, "
                    + "\(done.problems.count.grouped) refused"
            )
        }
        if !done.problems.isEmpty { throw Exit.notValid.code }
    }
}
