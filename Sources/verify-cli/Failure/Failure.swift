import ArgumentParser

/// Why a command could not do what was asked: one sentence, and what to try.
///
/// Both are lower case without a full stop, and are printed as `error: …` and `hint: …` on stderr.
struct Failure: Error, Sendable {
    let message: String
    let hint: String?
    let exit: Exit

    init(_ message: String, hint: String? = nil, exit: Exit) {
        self.message = message
        self.hint = hint
        self.exit = exit
    }

    /// The command line itself is wrong, or a file that it names.
    static func usage(_ message: String, hint: String? = nil) -> Failure {
        Failure(message, hint: hint, exit: .usage)
    }

    /// The server or the network does not do its part.
    static func server(_ message: String, hint: String? = nil) -> Failure {
        Failure(message, hint: hint, exit: .unavailable)
    }
}

/// The exit codes of every command; docs/cli.md lists them.
enum Exit: Int32, Sendable {
    case valid = 0
    case notValid = 1
    case notFound = 3
    case notAllowed = 4
    case unavailable = 5
    case usage = 64

    /// For ArgumentParser, which ends the process with it.
    var code: ExitCode { ExitCode(rawValue) }
}
