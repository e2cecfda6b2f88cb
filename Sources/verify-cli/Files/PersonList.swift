import Accounts
import Persian
import Tabular
import VerifyCore

/// A list of persons: CSV or a workbook with the columns `id_number`, `last_fa`, `birth_date`, `contact`, and where
/// needed `id_kind`, `id_country`, `first_fa`, `first_en`, `last_en`, `language`, `role`, `organisation`.
struct PersonList {
    /// A row that is right.
    struct Line {
        let record: Int
        let draft: PersonDraft
        let role: String?
        let organisation: String?
    }

    let lines: [Line]
    /// The rows that are wrong: the row, the column and a word.
    let problems: [RowProblem]

    init(_ file: InputFile) throws {
        var lines: [Line] = []
        var problems: [RowProblem] = []
        let required = ["id_number", "last_fa", "birth_date", "contact"]
        for entry in try TitledRows(file, required: required).entries {
            do {
                lines.append(
                    Line(
                        record: entry.record,
                        draft: try Self.draft(entry),
                        role: entry.optional("role"),
                        organisation: entry.optional("organisation")
                    )
                )
            } catch {
                problems.append(error)
            }
        }
        self.lines = lines
        self.problems = problems
    }

    private static func draft(_ entry: TitledRows.Entry) throws(RowProblem) -> PersonDraft {
        func problem(_ column: String, _ code: String) -> RowProblem {
            RowProblem(record: entry.record, column: column, code: code)
        }
        if let fault = entry.fault { throw problem("", fault.rawValue) }
        guard let kind = IDKind(rawValue: entry.optional("id_kind") ?? IDKind.national.rawValue)
        else { throw problem("id_kind", "unknown") }
        let number: IDNumber
        do {
            number = try IDNumber(kind, country: entry["id_country"], typed: entry["id_number"])
        } catch IDNumberFault.country {
            throw problem("id_country", "format")
        } catch {
            throw problem("id_number", "format")
        }
        guard let birthDate = try? TypedDate.parse(entry["birth_date"]) else {
            throw problem("birth_date", "format")
        }
        guard let contact = Contact(typed: entry["contact"]) else {
            throw problem("contact", "format")
        }
        guard
            let name = try? PersonName(
                firstFa: entry["first_fa"],
                lastFa: entry["last_fa"],
                firstEn: entry["first_en"],
                lastEn: entry["last_en"]
            )
        else { throw problem("last_fa", "format") }
        guard let language = MessageLanguage(rawValue: entry.optional("language") ?? "fa") else {
            throw problem("language", "unknown")
        }
        return PersonDraft(
            number: number,
            name: name,
            birthDate: birthDate,
            contact: contact,
            language: language
        )
    }
}

/// What is wrong in a row of a list; it names no value of the row.
struct RowProblem: Error {
    let record: Int
    let column: String
    let code: String

    var line: String {
        column.isEmpty ? "row \(record): \(code)" : "row \(record), \(column): \(code)"
    }

    var json: JSON {
        ["row": JSON(record), "column": .string(column), "code": .string(code)]
    }
}
