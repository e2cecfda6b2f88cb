import ArgumentParser
import Persian
import Registry
import VerifyCore

struct LegacyShow: AsyncParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show what became of a code of the former system."
    )
    static let examples = [
        Example(
            "verify-cli legacy show 1234 5678 9012 3456 7890 --database sqlite:D --keys K"
        )
    ]

    @OptionGroup var former: FormerCodeArgument
    @OptionGroup var local: LocalOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let code = try former.code
        let client = try local.registry()
        defer { client.close() }
        let details = try await client.registry.formerCode(code, by: client.actor)
        output.console.answer(JSON(details)) {
            output.console.answer(FormerCodeText(code, details).lines)
        }
    }
}

struct LegacyRevoke: AsyncParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        commandName: "revoke",
        abstract: "Withdraw a code of the former system permanently.",
        discussion: """
            From then on it answers REVOKED, with the day and the class of the reason. The note is stored \
            and not public. This cannot be undone.
            """
    )
    static let examples = [
        Example(
            "verify-cli legacy revoke 1234 5678 9012 3456 7890 --reason court --note 'judgment 1405/12' "
                + "--database sqlite:D --keys K --yes"
        )
    ]

    @OptionGroup var former: FormerCodeArgument
    @Option(help: ArgumentHelp("The public class of the reason."))
    var reason: RevocationReason
    @Option(help: "Why, in a sentence; kept with the code's history.")
    var note = ""
    @OptionGroup var consent: ConsentOption
    @OptionGroup var local: LocalOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let code = try former.code
        let client = try local.registry()
        defer { client.close() }
        try Prompt.confirm(
            "Withdraw the former code \(code.grouped.isolated)? It never becomes valid again.",
            yes: consent.yes
        )
        let details = try await client.registry.withdrawFormerCode(
            code,
            because: reason,
            note: note,
            by: client.actor,
            at: Moment.now
        )
        output.console.answer(JSON(details)) {
            output.console.answer(
                "\(code.grouped.isolated) is withdrawn (\(reason.rawValue)); it answers REVOKED"
            )
        }
    }
}

struct LegacyLink: AsyncParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        commandName: "link",
        abstract: "Link a code of the former system to the degree that has replaced it.",
        discussion: """
            From then on it answers SUPERSEDED; REVOKED once the degree is revoked, and SUSPENDED while it \
            is suspended. It shows no field of the degree. A correction of the degree keeps the link.
            """
    )
    static let examples = [
        Example(
            "verify-cli legacy link 1234 5678 9012 3456 7890 --to '1795 8396 5972 7439 0942' "
                + "--database sqlite:D --keys K --yes"
        )
    ]

    @OptionGroup var former: FormerCodeArgument
    @Option(
        help: ArgumentHelp(
            "The degree: its code in quotes, or its identifier.",
            valueName: "degree"
        )
    )
    var to: String
    @Option(help: "Why, in a sentence; kept with the code's history.")
    var note = ""
    @OptionGroup var consent: ConsentOption
    @OptionGroup var local: LocalOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let code = try former.code
        let degree = try DegreeName(parsing: [to])
        let client = try local.registry()
        defer { client.close() }
        let id = try await client.details(degree).degree.id
        try Prompt.confirm(
            "Replace the former code \(code.grouped.isolated) by \(degree.shown)? "
                + "It never becomes valid again.",
            yes: consent.yes
        )
        let details = try await client.registry.linkFormerCode(
            code,
            to: id,
            note: note,
            by: client.actor,
            at: Moment.now
        )
        output.console.answer(JSON(details)) {
            output.console.answer(
                "\(code.grouped.isolated) is linked to \(degree.shown); it answers SUPERSEDED"
            )
        }
    }
}

/// A former code as lines for an operator: status and history.
private struct FormerCodeText {
    let lines: [String]

    init(_ code: FormerCode, _ details: FormerCodeDetails) {
        let status = details.status
        var words = status.word
        if let reason = status.reason { words += " (\(reason.rawValue))" }
        if let since = status.since { words += " since \(since)" }
        var list = LabelledLines()
        list.add("code", code.grouped.isolated)
        list.add("status", words)
        list.add("degree", status.degree?.description)
        list.add("imported", details.importedAt)
        list.lines += details.events.map { event in
            let note = event.note.isEmpty ? "" : ": \(event.note.isolatedIfPersian)"
            return "\(event.at)  \(event.kind.rawValue)  \(event.actor)\(note)"
        }
        lines = list.lines
    }
}
