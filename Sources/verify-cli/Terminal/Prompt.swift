import Foundation

/// Questions at the terminal; secrets are typed there, never arguments.
enum Prompt {
    /// Asks before a change that cannot be undone, or that every verifier sees immediately.
    ///
    /// With `--yes` there is no question; without a terminal the change is refused.
    static func confirm(_ question: String, yes: Bool) throws(Failure) {
        if yes { return }
        guard Terminal.isTerminal(.input), Terminal.isTerminal(.note) else {
            throw .usage(
                "this needs a confirmation, and there is no terminal to answer at",
                hint: "add --yes to do it without a question"
            )
        }
        Console.write("\(question.printableLine) [y/N] ", to: .standardError)
        let answer = readLine()?.trimmingCharacters(in: .whitespaces).lowercased()
        guard answer == "y" || answer == "yes" else {
            throw Failure("not confirmed, nothing was changed", exit: .notAllowed)
        }
    }

    /// Prompts for an existing passphrase.
    static func passphrase(_ purpose: String) throws(Failure) -> String {
        guard Terminal.isTerminal(.input) else {
            throw .usage(
                "a passphrase is typed at a terminal, and there is none",
                hint: "use --passphrase-file FILE without a terminal"
            )
        }
        Console.write("\(purpose): ", to: .standardError)
        let typed = Terminal.hiddenLine()
        Console.write("\n", to: .standardError)
        guard let typed, !typed.isEmpty else {
            throw Failure("no passphrase was typed", exit: .notAllowed)
        }
        return typed
    }

    /// Prompts twice for a new passphrase; a mistyped one would lock the keys permanently.
    static func newPassphrase() throws(Failure) -> String {
        let first = try passphrase("New passphrase (at least \(leastPassphrase) characters)")
        guard first.count >= leastPassphrase else {
            throw .usage(
                "the passphrase is shorter than \(leastPassphrase) characters",
                hint: "five random words are easy to remember and hard to guess"
            )
        }
        guard try passphrase("The same again") == first else {
            throw .usage("the two passphrases differ", hint: "start again; nothing was written")
        }
        return first
    }

    /// Shorter ones can be guessed in spite of scrypt.
    private static let leastPassphrase = 12
}
