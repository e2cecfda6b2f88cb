import ArgumentParser
import VerifyCore

struct DegreesRevoke: AsyncParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        commandName: "revoke",
        abstract: "Revoke a degree permanently.",
        discussion: """
            The class of the reason is public: error (it should not have been issued), misconduct or \
            court (a judgment). The note is stored and not public. This cannot be undone.
            """
    )
    static let examples = [
        Example(
            "verify-cli degrees revoke 1795 8396 5972 7439 0942 --reason court --note 'judgment 1405/12' "
                + "--database sqlite:D --keys K"
        )
    ]

    @OptionGroup var degree: DegreeArgument
    @Option(help: ArgumentHelp("The public class of the reason."))
    var reason: RevocationReason
    @Option(help: "Why, in a sentence; kept with the degree's history.")
    var note = ""
    @OptionGroup var consent: ConsentOption
    @OptionGroup var target: TargetOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let name = try degree.name
        try Prompt.confirm("Revoke \(name.shown)? It never becomes valid again.", yes: consent.yes)
        let changed = try await target.use {
            try await $0.change(name, .revoke(reason, note: note))
        }
        output.console.answer(changed) {
            output.console.answer("\(name.shown) is revoked (\(reason.rawValue))")
        }
    }
}

extension RevocationReason: ExpressibleByArgument {
    /// For completions.
    public static var allValueStrings: [String] { allCases.map(\.rawValue) }
}

struct DegreesSuspend: AsyncParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        commandName: "suspend",
        abstract: "Suspend a degree while it is under review."
    )
    static let examples = [
        Example(
            "verify-cli degrees suspend 1795 8396 5972 7439 0942 --note 'under review' "
                + "--database sqlite:D --keys K"
        )
    ]

    @OptionGroup var degree: DegreeArgument
    @Option(help: "Why, in a sentence; kept with the degree's history.")
    var note = ""
    @OptionGroup var consent: ConsentOption
    @OptionGroup var target: TargetOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let name = try degree.name
        try Prompt.confirm(
            "Suspend \(name.shown)? Every check shows the new status immediately.",
            yes: consent.yes
        )
        let changed = try await target.use { try await $0.change(name, .suspend(note: note)) }
        output.console.answer(changed) { output.console.answer("\(name.shown) is suspended") }
    }
}

struct DegreesResume: AsyncParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        commandName: "resume",
        abstract: "End the suspension of a degree."
    )
    static let examples = [
        Example(
            "verify-cli degrees resume 1795 8396 5972 7439 0942 --note 'review ended' "
                + "--database sqlite:D --keys K"
        )
    ]

    @OptionGroup var degree: DegreeArgument
    @Option(help: "Why, in a sentence; kept with the degree's history.")
    var note = ""
    @OptionGroup var consent: ConsentOption
    @OptionGroup var target: TargetOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let name = try degree.name
        try Prompt.confirm(
            "End the suspension of \(name.shown)? Every check shows the new status immediately.",
            yes: consent.yes
        )
        let changed = try await target.use { try await $0.change(name, .resume(note: note)) }
        output.console.answer(changed) { output.console.answer("\(name.shown) is in force again") }
    }
}
