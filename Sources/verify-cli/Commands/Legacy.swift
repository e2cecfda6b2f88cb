import ArgumentParser
import Persian
import Registry
import VerifyCore

/// `verify-cli legacy`: the codes of the former system.
struct LegacyCommand: AsyncParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        commandName: "legacy",
        abstract: "Codes of the former system.",
        discussion: """
            A code that was imported answers LEGACY_VALID, until it is withdrawn (revoke) or linked to \
            the degree of this register that has replaced it (link).
            """,
        subcommands: [
            LegacyImportCommand.self, LegacyShow.self, LegacyRevoke.self, LegacyLink.self,
        ]
    )

    static let examples = LegacyImportCommand.examples
}

/// The code of the former system that a command is about.
struct FormerCodeArgument: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            "The twenty digits (their groups may be words).",
            valueName: "code"
        )
    )
    var words: [String]

    var code: FormerCode {
        get throws {
            guard let code = FormerCode(parsing: words.joined(separator: " ")) else {
                throw Failure.usage(
                    "a code of the former system has twenty digits",
                    hint: "verify-cli check explains what is wrong with a code"
                )
            }
            return code
        }
    }
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
