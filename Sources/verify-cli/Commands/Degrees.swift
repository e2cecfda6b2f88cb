import ArgumentParser
import VerifyCore

/// `verify-cli degrees`: one degree's life, from its code to its revocation.
struct DegreesCommand: AsyncParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        commandName: "degrees",
        abstract: "Issue, show, correct, revoke, suspend and resume single degrees.",
        discussion: """
            A degree is named by its authenticity code or by its identifier. At a server an API key of \
            the scope institution (its own degrees) or admin is needed.
            """,
        subcommands: [
            DegreesIssue.self, DegreesShow.self, DegreesCorrect.self, DegreesRevoke.self,
            DegreesSuspend.self, DegreesResume.self,
        ]
    )

    static let examples = [
        Example("verify-cli degrees show 1795 8396 5972 7439 0942 --database sqlite:D --keys K")
    ]
}

/// The degree that a command is about.
struct DegreeArgument: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            "The degree's code (its groups may be words) or identifier.",
            valueName: "code"
        )
    )
    var words: [String]

    var name: DegreeName {
        get throws { try DegreeName(parsing: words) }
    }
}

struct DegreesShow: AsyncParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show a degree's record, status and history."
    )
    static let examples = [
        Example("verify-cli degrees show 1795 8396 5972 7439 0942 --database sqlite:D --keys K")
    ]

    @OptionGroup var degree: DegreeArgument
    @OptionGroup var target: TargetOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let found = try await target.use { try await $0.degree(try degree.name) }
        output.console.answer(found) {
            output.console.answer(DegreeText(found).lines)
            if let text = found["qr_text"]?.string { output.console.note(target.note(on: text)) }
        }
    }
}

struct DegreesIssue: AsyncParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        commandName: "issue",
        abstract: "Issue one degree, and print its code.",
        discussion: """
            The record is a file with one JSON object, or one row of CSV or of an Excel workbook (xlsx) under \
            its titles, with the columns \
            of graduates import. Issuing the same document again answers with the first code.
            """
    )
    static let examples = [
        Example("verify-cli degrees issue record.json --database sqlite:D --keys K"),
        Example("head -2 graduates.csv | verify-cli degrees issue - --database sqlite:D --keys K"),
    ]

    @Argument(help: "The file with the record, or - for stdin.", completion: .file())
    var file: String

    @OptionGroup var target: TargetOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let record = try RecordFile(InputFile(file)).fields
        let issued = try await target.use { try await $0.issue(record) }
        output.console.answer(issued) {
            let code = issued["code"]?.string ?? ""
            output.console.note(issued["is_new"]?.bool == false ? "issued before" : "issued")
            output.console.answer(AuthenticityCode.shown(code))
        }
    }
}

struct DegreesCorrect: AsyncParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        commandName: "correct",
        abstract:
            "Issue a corrected version with a new code; the old code answers SUPERSEDED permanently.",
        discussion:
            "Columns are those of graduates import, e.g. last_name_en, graduation_date, average."
    )
    static let examples = [
        Example(
            "verify-cli degrees correct 1795 8396 5972 7439 0942 --set last_name_en=Kazemipour "
                + "--database sqlite:D --keys K"
        )
    ]

    @OptionGroup var degree: DegreeArgument
    @Option(
        name: .customLong("set"),
        parsing: .singleValue,
        help: ArgumentHelp(
            "A column and its correct value; may be repeated.",
            valueName: "column=value"
        )
    )
    var changes: [String]
    @OptionGroup var consent: ConsentOption
    @OptionGroup var target: TargetOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let name = try degree.name
        var corrected: RecordFile.Fields = [:]
        for change in changes {
            let parts = change.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, !parts[0].isEmpty else {
                throw Failure.usage("--set \(change) is not COLUMN=VALUE")
            }
            corrected[try RecordFile.column(String(parts[0]))] = String(parts[1])
        }
        try Prompt.confirm(
            "Replace \(name.shown) by a corrected version? The old code never becomes valid again.",
            yes: consent.yes
        )
        let issued = try await target.use { try await $0.correct(name, changes: corrected) }
        output.console.answer(issued) {
            output.console.note("corrected; the new code is")
            output.console.answer(AuthenticityCode.shown(issued["code"]?.string ?? ""))
        }
    }
}
