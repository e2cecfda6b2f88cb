package import Persian
import Tabular
package import VerifyCore

/// The result of one record of an upload.
package struct UploadResult: Sendable {
    /// From 1, the title line not counted.
    package let record: Int
    /// The outcome.
    package let outcome: RowOutcome
    /// The column of the reason; nil for a reason about the whole record, or without a reason.
    package let column: GraduateColumn?
    /// The reason; nil for a record that was simply accepted.
    package let code: RowCode?
    /// The value of the column, cut.
    package let value: String
    /// The reason in words, with the way out; nil when there is none.
    package let message: Wording?
    /// The other remarks with their places, as `B17 column: code; C17 column: code`.
    package private(set) var also = ""
    /// The code of the degree, recomputed from its row; nil when none was issued.
    package internal(set) var authenticityCode: AuthenticityCode?
    /// The cell of the column in a workbook, or the row; nil for another file.
    private(set) var place: CellPlace?
    /// The remarks behind the first, until their places are known.
    private let others: [RowRemark]
    /// The degree's row.
    var address: Int64?
    var isIssued = false

    /// A result with its remarks; the first of them is the reason, `also` lists the others.
    init(_ record: Int, _ outcome: RowOutcome, _ remarks: [RowRemark]) {
        self.record = record
        self.outcome = outcome
        others = Array(remarks.dropFirst())
        let remark = remarks.first
        column = remark?.column
        code = remark?.code
        value = remark?.value ?? ""
        message = remark?.wording
    }

    /// Adds where the remarks belong: cells of a workbook, or the line of another file.
    mutating func locate(at origin: RecordOrigin, _ place: (GraduateColumn?) -> CellPlace?) {
        self.place = place(column)
        also = others.map { remark in
            var words: [String] = []
            switch (origin, place(remark.column)) {
            case (.line(let line), _): words.append("line \(line)")
            case (.sheet, let place?): words.append(place.isCell ? place.name : "row \(place.name)")
            case (.sheet, nil): break
            }
            if let column = remark.column { words.append(column.rawValue) }
            return words.joined(separator: " ") + ": " + remark.code.rawValue
        }.joined(separator: "; ")
    }
}

/// The form in `bulk_job_result`: an object whose absent members are nil or empty.
extension UploadResult {
    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("record", record)
            writer.member("outcome", outcome.rawValue)
            if let column { writer.member("column", column.rawValue) }
            if let code { writer.member("code", code.rawValue) }
            if !value.isEmpty { writer.member("value", value) }
            if let message, message != code?.wording(for: column) {
                writer.member("fa", message.fa)
                writer.member("en", message.en)
            }
            if !also.isEmpty { writer.member("also", also) }
            if let place { writer.member("cell", place.name) }
            if let address { writer.member("degree", Int(address)) }
        }
    }

    /// Returns nil for an object that `write` does not write.
    init?(_ json: JSON) {
        guard let record = json["record"]?.integer,
            let outcome = json["outcome"]?.string.flatMap(RowOutcome.init)
        else { return nil }
        self.record = Int(record)
        self.outcome = outcome
        others = []
        column = json["column"]?.string.flatMap(GraduateColumn.init)
        code = json["code"]?.string.flatMap(RowCode.init)
        value = json["value"]?.string ?? ""
        if let fa = json["fa"]?.string, let en = json["en"]?.string {
            message = Wording(fa: fa, en: en)
        } else {
            message = code?.wording(for: column)
        }
        also = json["also"]?.string ?? ""
        place = CellPlace(stored: json["cell"]?.string)
        address = json["degree"]?.integer
    }
}

/// The form in the files of results: lines of CSV.
extension UploadResult {
    static let resultColumns = [
        "record", "outcome", "column", "code", "message", "authenticity_code",
    ]

    static let errorColumns = ["record", "column", "value", "message", "code", "also"]

    /// The message with the cell that it is about.
    private func text(in language: KeyPath<Wording, String>) -> String {
        message.map { place?.naming($0) ?? $0 }?[keyPath: language] ?? ""
    }

    func writeResult(to writer: inout CSVWriter, in language: KeyPath<Wording, String>) {
        writer.row([
            String(record), outcome.rawValue, column?.rawValue ?? "", code?.rawValue ?? "",
            text(in: language), authenticityCode?.grouped ?? "",
        ])
    }

    func writeError(to writer: inout CSVWriter, in language: KeyPath<Wording, String>) {
        writer.row([
            String(record), column?.rawValue ?? "", value, text(in: language),
            code?.rawValue ?? "", also,
        ])
    }
}

extension UploadResult {
    /// Returns the lines of the results file behind those of the records.
    static func lines(
        ignoring titles: [String],
        in language: KeyPath<Wording, String>
    ) -> [[String]] {
        if titles.isEmpty { return [] }
        let text = IgnoredTitles.wording(titles)[keyPath: language]
        return [["0", IgnoredTitles.word, "", IgnoredTitles.code, text, ""]]
    }
}
