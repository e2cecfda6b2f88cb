import ArgumentParser

/// A command line that runs as it is, with a comment; `--help` ends with examples.
struct Example {
    let line: String
    let reason: String?

    init(_ line: String, _ reason: String? = nil) {
        self.line = line
        self.reason = reason
    }

    /// The text in the help: the reason as a comment above the line.
    var text: String {
        let comment = reason.map { "  # \($0)\n" } ?? ""
        return comment + "  $ \(line)"
    }
}

/// A command whose help ends with examples.
protocol HasExamples: ParsableCommand {
    static var examples: [Example] { get }
}
