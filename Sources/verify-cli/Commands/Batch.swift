import ArgumentParser
import VerifyCore

/// `verify-cli batch`: a file of codes in, a file of verdicts out.
struct BatchCommand: AsyncParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        commandName: "batch",
        abstract: "Check a file of codes.",
        discussion: """
            The file is CSV or an Excel workbook (xlsx, first sheet) with a column code (or کد صحت), or \
            one code a line. --out gets every record \
            once with its verdict; --errors gets those that are not in force. With --purpose and --consent \
            a registered organisation also gets the names, fields and dates.

            Exits with 0 when all are in force, 1 otherwise.
            """
    )

    static let examples = [
        Example("verify-cli batch codes.csv --out verdicts.csv --database sqlite:D --keys K"),
        Example(
            "verify-cli batch codes.csv --out verdicts.csv --errors not-valid.csv "
                + "--server http://127.0.0.1:8080 --api-key-file key"
        ),
    ]

    @Argument(help: "The file, or - for stdin.", completion: .file())
    var file: String
    @Option(
        help: ArgumentHelp("The file for the verdict of every code (CSV).", valueName: "file"),
        completion: .file()
    )
    var out: String?
    @Option(
        help: ArgumentHelp(
            "The file for the codes that are not in force (CSV).",
            valueName: "file"
        ),
        completion: .file()
    )
    var errors: String?
    @Option(help: ArgumentHelp("The purpose of the check, e.g. recruitment.", valueName: "text"))
    var purpose: String?
    @Option(help: ArgumentHelp("The reference of the graduates' consent.", valueName: "text"))
    var consent: String?

    @OptionGroup var target: TargetOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard (purpose == nil) == (consent == nil) else {
            throw ValidationError("--purpose and --consent belong together")
        }
    }

    func run() async throws {
        let console = output.console
        let input = InputFile(file)
        let request = BatchRequest(
            file: input,
            consent: purpose.flatMap { purpose in consent.map { (purpose, $0) } },
            out: out.map(OutputFile.init),
            errors: errors.map(OutputFile.init)
        )
        let report = try await target.use { client in
            console.note("checking \(input.title) at \(client.title)")
            let progress = Progress("checking")
            defer { progress.finish() }
            return try await client.check(request) { progress.update($0, of: $1) }
        }
        console.warnOfIgnoredTitles(report)
        let counts = report.object["counts"]?.members ?? []
        console.answer(report.object) {
            var lines = [report.count("records").counted("code")]
            for count in counts {
                lines.append("  \(Int(count.value.integer ?? 0).grouped) \(count.name)")
            }
            if let out { lines.append("verdicts: \(out)") }
            if let errors { lines.append("not in force: \(errors)") }
            console.summary(lines, next: out, errors)
        }
        let valid = counts.filter { ["VALID", "LEGACY_VALID"].contains($0.name) }
            .reduce(0) { $0 + Int($1.value.integer ?? 0) }
        if valid < report.count("records") { throw Exit.notValid.code }
    }
}
