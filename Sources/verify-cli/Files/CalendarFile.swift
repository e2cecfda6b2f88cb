import Casework
import Persian
import Tabular

/// A calendar file: CSV or a workbook with the columns of `CalendarColumn`; `kind`, `scope` and `day` are required.
struct CalendarFile {
    /// The lines that are right.
    let entries: [CalendarEntry]
    /// The rows that are wrong: the row, the column and a word.
    let problems: [RowProblem]

    init(_ file: InputFile) throws {
        var read: [CalendarEntry] = []
        var records: [Int] = []
        var problems: [RowProblem] = []
        for entry in try TitledRows(file, required: ["kind", "scope", "day"]).entries {
            do {
                if let fault = entry.fault {
                    throw RowProblem(record: entry.record, column: "", code: fault.rawValue)
                }
                read.append(try CalendarEntry { entry[$0.rawValue] })
                records.append(entry.record)
            } catch let fault as CalendarEntryFault {
                problems.append(
                    RowProblem(record: entry.record, column: fault.column.rawValue, code: "format")
                )
            } catch let problem as RowProblem {
                problems.append(problem)
            }
        }
        do {
            try CalendarStore.requireDistinct(read)
        } catch .repeated(let line) {
            problems.append(
                RowProblem(record: records[line - 1], column: "day", code: "repeated")
            )
        }
        entries = read
        self.problems = problems
    }
}
