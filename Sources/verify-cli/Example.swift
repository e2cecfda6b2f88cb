import ArgumentParser

/// A line that a person can type, and why; `--help` ends with them.
struct Example {
    let line: String
    let reason: String?

    init(_ line: String, _ reason: String? = nil) {
        self.line = line
        self.reason = reason
    }

    /// As in the help: the reason as a comment above the line.
    var text: String {
        let comment = reason.map { "  # \($0)\n" } ?? ""
        return comment + "  $ \(line)"
    }
}

/// A command that teaches by examples.
protocol HasExamples: ParsableCommand {
    static var examples: [Example] { get }
}
