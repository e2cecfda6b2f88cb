import ArgumentParser
import Foundation

/// How the process ends after anything was thrown: help on stdout, or `error:` and `hint:` on stderr.
struct ExitReport {
    private let error: any Error
    private let arguments: [String]

    init(after error: any Error, arguments: [String]) {
        self.error = error
        self.arguments = arguments
    }

    /// Says the last words and ends the process.
    func say() -> Never {
        switch error {
        case let code as ExitCode:
            exit(code.rawValue)
        case let failure as Failure:
            complain(failure.message, hint: failure.hint, exit: failure.exit)
        default:
            if VerifyCLI.exitCode(for: error).isSuccess { teach() }
            if VerifyCLI.exitCode(for: error) == .validationFailure { correct() }
            let failure = Failure(describing: error)
            complain(failure.message, hint: failure.hint, exit: failure.exit)
        }
    }

    /// Help, the version, a completion script: what was asked for is the answer.
    private func teach() -> Never {
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

    /// A wrong command line.
    private func correct() -> Never {
        let message = VerifyCLI.message(for: error)
        let lines = message.split(separator: "\n", omittingEmptySubsequences: true)
        let first = lines.first.map(String.init) ?? "the command line is not understood"
        complain(
            first.asTalk,
            hint: (["verify-cli", "help"] + command.path).joined(separator: " ")
                + " shows the usage and examples",
            exit: .usage
        )
    }

    private func complain(_ message: String, hint: String?, exit code: Exit) -> Never {
        let error = TextStyle.bad.paint("error:", on: .note)
        Console.write("\(error) \(message.printableLine)\n", to: .standardError)
        if let hint {
            let label = TextStyle.strong.paint("hint:", on: .note)
            Console.write("\(label) \(hint.printableLine)\n", to: .standardError)
        }
        exit(code.rawValue)
    }

    /// The command that the arguments name: the words before the first that is no subcommand.
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

    /// What `--help` ends with.
    fileprivate static var examples: [Example] {
        (self as? any HasExamples.Type)?.examples ?? []
    }
}

extension String {
    /// As note: sentences in lower case, joined by semicolons, no full stop at the end.
    var asTalk: String {
        split(separator: ". ").map { String($0).asClause }.joined(separator: "; ")
    }

    private var asClause: String {
        var text = self
        while text.last == "." { text.removeLast() }
        guard let first = text.first, first.isUppercase else { return text }
        let second = text.dropFirst().first
        // "QR text …" and "API key …" keep their capitals.
        return second?.isUppercase == true ? text : first.lowercased() + text.dropFirst()
    }
}
