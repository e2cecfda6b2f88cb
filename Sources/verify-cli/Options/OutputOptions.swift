import ArgumentParser

/// How the answer is printed.
struct OutputOptions: ParsableArguments {
    @Flag(help: "Print one JSON object a line; the keys are stable (docs/cli.md).")
    var json = false

    /// The streams for the answer and the notes.
    var console: Console { Console(json: json) }
}

/// Confirmation in advance of a change that cannot be undone, or is public immediately.
struct ConsentOption: ParsableArguments {
    @Flag(name: [.short, .long], help: "Do it without a question.")
    var yes = false
}
