import Persian
import Tabular
import VerifyCore

/// The result of one line of a batch: the cells of the results file, by the names of its columns.
struct BatchResult: Sendable {
    private var cells: [String: String] = [:]
    private var message: Wording?
    /// The cell of the code in a workbook; nil for another file.
    var place: CellPlace?

    /// The columns of the results file and of the errors file.
    static let columns = [
        "record", "code", "verdict", "test", "document_kind", "level", "institution_code",
        "institution_name_fa", "institution_name_en", "year", "holder_masked", "holder_fa",
        "holder_en", "field_fa", "field_en", "graduation_date", "diploma_number", "mode",
        "status_date", "reason", "suggestion", "message",
    ]

    /// The most Unicode scalars of a typed code that are repeated: the cell may hold anything.
    private static let shownLimit = 60

    /// The verdict on a code.
    init(_ record: Int, typed: String, _ answer: Answer) {
        cells["record"] = String(record)
        cells["code"] = Self.shown(typed)
        cells["verdict"] = answer.verdict.rawValue
        cells["test"] = answer.isTest ? Self.isTestCell : nil
        cells["status_date"] = answer.statusDate.map { JalaliDate($0).description }
        cells["reason"] = answer.reason?.rawValue
        cells["suggestion"] = answer.suggestion?.grouped
        if let degree = answer.degree { show(degree) }
        // The verdict's own words are not stored: they are looked up when the file is written.
        let words = VerdictWording(answer).message
        message = words == usualMessage ? nil : words
    }

    /// A line that could not be read.
    init(_ record: Int, unreadable code: RowCode) {
        cells["record"] = String(record)
        message = code.wording()
    }

    /// A code that was not looked up, because too many before it were not found.
    init(passedOver record: Int, typed: String) {
        cells["record"] = String(record)
        cells["code"] = Self.shown(typed)
        cells["verdict"] = Verdict.rateLimited.rawValue
        message = VerdictWording.passedOver
    }

    private mutating func show(_ degree: DegreeView) {
        cells["document_kind"] = degree.documentKind.rawValue
        cells["level"] = degree.level.rawValue
        cells["institution_code"] = degree.institution.code
        cells["institution_name_fa"] = degree.institution.nameFa
        cells["institution_name_en"] = degree.institution.nameEn
        cells["year"] = String(degree.year)
        cells["holder_masked"] = degree.holderMasked
        guard let detail = degree.detail else { return }
        cells["holder_fa"] = detail.holderFa
        cells["holder_en"] = detail.holderEn
        cells["field_fa"] = detail.fieldFa
        cells["field_en"] = detail.fieldEn
        cells["graduation_date"] = JalaliDate(detail.graduationDate).description
        cells["diploma_number"] = detail.diplomaNumber
        cells["mode"] = detail.mode.rawValue
    }

    /// The sentence of the verdict, which depends on whether the holder's name is in the row.
    private var usualMessage: Wording? {
        verdict.map { verdict in
            let words =
                verdict == .valid && cells["holder_fa"] != nil
                ? VerdictWording.validWithName : VerdictWording(verdict)
            return words.message
        }
    }

    private static func shown(_ typed: String) -> String {
        if let code = try? AuthenticityCode(parsing: typed) { return code.grouped }
        return String(
            String.UnicodeScalarView(
                typed.unicodeScalars.lazy
                    .filter { $0.properties.generalCategory != .control }.prefix(shownLimit)
            )
        )
    }
}

extension BatchResult {
    /// The verdict; nil for a line that could not be read.
    var verdict: Verdict? { cells["verdict"].flatMap(Verdict.init) }

    /// The word of the column `test` for a code of the test realm; the cell of every other code is empty.
    private static let isTestCell = "true"

    /// Whether the code is of the test realm.
    var isTest: Bool { cells["test"] == Self.isTestCell }

    /// The verdict that it is counted under: a test is never counted with real degrees.
    var countedVerdict: Verdict? { isTest ? .test : verdict }

    /// Whether it belongs in the errors file: every code that is not in force.
    var isError: Bool { isTest || verdict != .valid && verdict != .legacyValid }

    /// Writes the form that `bulk_job_result` stores.
    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            for column in Self.columns {
                if let cell = cells[column], !cell.isEmpty { writer.member(column, cell) }
            }
            if let message {
                writer.member("fa", message.fa)
                writer.member("en", message.en)
            }
            if let place { writer.member("cell", place.name) }
        }
    }

    init(_ json: JSON) {
        for member in json.members ?? [] { cells[member.name] = member.value.string }
        place = CellPlace(stored: cells["cell"])
        if let fa = cells["fa"], let en = cells["en"] {
            message = Wording(fa: fa, en: en)
        } else {
            message = usualMessage
        }
    }

    func write(to writer: inout CSVWriter, in language: KeyPath<Wording, String>) {
        for column in Self.columns.dropLast() { writer.cell(cells[column] ?? "") }
        // A cell is named where it has to be looked at.
        let located = isError ? message.map { place?.naming($0) ?? $0 } : message
        writer.cell(located?[keyPath: language] ?? "")
        writer.endRow()
    }
}

extension BatchResult {
    /// Returns the lines of the results file behind those of the codes.
    static func lines(
        ignoring titles: [String],
        _ part: BulkJobFile.Part,
        in language: KeyPath<Wording, String>
    ) -> [[String]] {
        if titles.isEmpty || part == .errors { return [] }
        let text = IgnoredTitles.wording(titles)[keyPath: language]
        return [["0"] + columns.dropFirst().dropLast().map { _ in "" } + [text]]
    }
}
