import ArgumentParser

/// How the answer is printed.
struct OutputOptions: ParsableArguments {
    @Flag(help: "Print one JSON object a line; the keys are stable (docs/cli.md).")
    var json = false

    /// Where the answer and the note go.
    var console: Console { Console(json: json) }
}

/// For what is asked first: what cannot be taken back, or is public at once.
struct ConsentOption: ParsableArguments {
    @Flag(name: [.short, .long], help: "Do it without asking.")
    var yes = false
}
