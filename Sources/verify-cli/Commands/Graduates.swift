import ArgumentParser
import VerifyCore

/// `verify-cli graduates`: the data bank of graduates.
struct GraduatesCommand: AsyncParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        commandName: "graduates",
        abstract: "The data bank of graduates.",
        subcommands: [GraduatesImport.self]
    )

    static let examples = GraduatesImport.examples
}

struct GraduatesImport: AsyncParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Take in a file of graduates; with --issue, issue their degrees.",
        discussion: """
            CSV, NDJSON or an Excel workbook (xlsx, first sheet) with the columns national_id, first_name_fa, last_name_fa, first_name_en, \
            last_name_en, father_name_fa, birth_date, institution_code, document_kind, level, field_code, \
            field_fa, field_en, mode, entrance_date, graduation_date, diploma_number and average; Persian \
            titles and values are accepted, and so are the separators ; | and tab, UTF-16 and Windows-1256. \
            Columns that are not known are named and not read.

            Correct records are kept even where others are rejected; the same file twice changes nothing. Exits \
            with 1 when a record was refused: --errors FILE then lists each with its reason.
            """
    )

    static let examples = [
        Example("verify-cli graduates import graduates.csv --dry-run --database sqlite:D"),
        Example(
            "verify-cli graduates import graduates.csv --issue --results r.csv --errors e.csv "
                + "--database sqlite:D --keys K"
        ),
        Example(
            "verify-cli graduates import graduates.csv --server http://127.0.0.1:8080 --api-key-file key",
            "a university, at a server"
        ),
    ]

    @Argument(help: "The file, or - for stdin.", completion: .file())
    var file: String
    @Flag(help: "Also issue a degree for every accepted record.")
    var issue = false
    @Flag(help: "Report the outcome of every record and keep nothing.")
    var dryRun = false
    @Option(
        help: ArgumentHelp(
            "The file for the outcome and code of every record (CSV).",
            valueName: "file"
        ),
        completion: .file()
    )
    var results: String?
    @Option(
        help: ArgumentHelp("The file for the refused records (CSV).", valueName: "file"),
        completion: .file()
    )
    var errors: String?

    @OptionGroup var target: TargetOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let console = output.console
        let input = InputFile(file)
        let request = UploadRequest(
            file: input,
            issue: issue,
            dryRun: dryRun,
            results: results.map(OutputFile.init),
            errors: errors.map(OutputFile.init)
        )
        // Only issuing a degree needs keys.
        let report = try await target.use(keys: issue ? .required : .transient) { client in
            console.note("importing \(input.title) into \(client.title)")
            let progress = Progress("importing")
            defer { progress.finish() }
            return try await client.importGraduates(request) { progress.update($0, of: $1) }
        }
        console.warnOfIgnoredTitles(report)
        console.answer(report.object) {
            console.summary(lines(report), next: results, errors)
        }
        let refused = report.count("rejected")
        if refused > 0, errors == nil {
            console.note("--errors FILE writes the refused records with their reasons")
        }
        if refused > 0 { throw Exit.notValid.code }
    }

    private func lines(_ report: UploadReport) -> [String] {
        var lines = [report.count("records").counted("record")]
        for (name, words) in [
            ("accepted", "accepted"), ("accepted_with_warning", "accepted with a warning"),
            ("unchanged", "unchanged"), ("rejected", "rejected"), ("issued", "degrees issued"),
        ] where report.count(name) > 0 || name == "accepted" {
            let line = "  \(report.count(name).grouped) \(words)"
            lines.append(name == "rejected" ? TextStyle.bad.paint(line) : line)
        }
        if dryRun { lines.append("nothing was kept (--dry-run)") }
        if let results { lines.append("results: \(results)") }
        if let errors { lines.append("errors: \(errors)") }
        return lines
    }
}
