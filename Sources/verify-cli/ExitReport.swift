import ArgumentParser
import Foundation

/// How the process ends after an error: help on stdout, or `error:` and `hint:` on stderr.
struct ExitReport {
    private let error: any Error
    private let arguments: [String]

    init(after error: any Error, arguments: [String]) {
        self.error = error
        self.arguments = arguments
    }

    /// Prints the report and ends the process.
    func end() -> Never {
        switch error {
        case let code as ExitCode:
            exit(code.rawValue)
        case let failure as Failure:
            report(failure.message, hint: failure.hint, exit: failure.exit)
        default:
            if VerifyCLI.exitCode(for: error).isSuccess { printHelp() }
            if VerifyCLI.exitCode(for: error) == .validationFailure { reportUsage() }
            let failure = Failure(describing: error)
            report(failure.message, hint: failure.hint, exit: failure.exit)
        }
    }

    /// Prints help, the version or a completion script, which are the answer here.
    private func printHelp() -> Never {
        var text = VerifyCLI.fullMessage(for: error)
        while text.last == "\n" { text.removeLast() }
        if text.contains("USAGE:") {
            let examples = command.type.examples
            if !examples.isEmpty {
                text += "\n\nEXAMPLES:\n" + examples.map(\.text).joined(separator: "\n")
            }
        }
        Console.write(text + "\n", to: .standardOutput)
        exit(Exit.valid.rawValue)
    }

    /// Reports a wrong command line.
    private func reportUsage() -> Never {
        let message = VerifyCLI.message(for: error)
        let lines = message.split(separator: "\n", omittingEmptySubsequences: true)
        let first = lines.first.map(String.init) ?? "the command line is not understood"
        report(
            first.asClause,
            hint: (["verify-cli", "help"] + command.path).joined(separator: " ")
                + " shows the usage and examples",
            exit: .usage
        )
    }

    private func report(_ message: String, hint: String?, exit code: Exit) -> Never {
        let error = TextStyle.bad.paint("error:", on: .note)
        Console.write("\(error) \(message.withoutSecrets.printableLine)\n", to: .standardError)
        if let hint {
            let label = TextStyle.strong.paint("hint:", on: .note)
            Console.write("\(label) \(hint.withoutSecrets.printableLine)\n", to: .standardError)
        }
        exit(code.rawValue)
    }

    /// The command that the arguments name: the words before the first that is not a subcommand.
    private var command: (type: any ParsableCommand.Type, path: [String]) {
        var type: any ParsableCommand.Type = VerifyCLI.self
        var path: [String] = []
        for word in arguments where word != "help" {
            let next = type.subcommands.first { $0._commandName == word }
            guard let next else { break }
            type = next
            path.append(word)
        }
        return (type, path)
    }
}

extension ParsableCommand {
    fileprivate static var subcommands: [any ParsableCommand.Type] {
        configuration.ungroupedSubcommands
            + configuration.groupedSubcommands.flatMap(\.subcommands)
    }

    /// The examples at the end of `--help`.
    fileprivate static var examples: [Example] {
        (self as? any HasExamples.Type)?.examples ?? []
    }
}
