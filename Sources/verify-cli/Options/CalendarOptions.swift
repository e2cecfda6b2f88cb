import ArgumentParser
import Casework
import Persian
import VerifyCore

/// The lines that `calendar import` and `calendar effect` work on: a file, or the calendar that the product ships with.
struct CalendarLines: ParsableArguments {
    @Argument(
        help:
            "CSV or a workbook with the columns kind, scope, day, until, hours, reason, source, announced; - is stdin.",
        completion: .file()
    )
    var file: String?
    @Flag(help: "The official calendar of this version: 1404 and 1405 complete, 1406 not.")
    var official = false

    func validate() throws {
        guard (file == nil) == official else { throw ValidationError("give a FILE or --official") }
    }

    /// Where the lines are from, for the table of changes.
    var title: String { file.map { "import \(InputFile($0).title)" } ?? "import official calendar" }

    /// Returns the lines; prints the rows that are wrong and exits with 1 when there are any: a file is loaded whole.
    func read(_ output: OutputOptions) throws -> [CalendarEntry] {
        guard let file else { return OfficialCalendar.entries }
        let read = try CalendarFile(InputFile(file))
        guard !read.problems.isEmpty else { return read.entries }
        output.console.answer(["problems": .array(read.problems.map(\.json))]) {
            output.console.answer(read.problems.map(\.line))
            output.console.answer("nothing was loaded: \(read.problems.count.counted("row")) wrong")
        }
        throw Exit.notValid.code
    }
}
