import Persian
import Registry
import Tabular
import VerifyCore

/// One graduate's record: a JSON object, or one row of CSV or of a workbook under its titles.
struct RecordFile {
    /// The values by column.
    let fields: Fields

    typealias Fields = [GraduateColumn: String]

    init(_ file: InputFile) throws(Failure) {
        let bytes = try file.bytes()
        let first = bytes.first { !(0x09...0x20).contains($0) }
        fields =
            first == UInt8(ascii: "{")
            ? try Self.object(bytes, file.title) : try Self.row(bytes, file.title)
    }

    private static func object(_ bytes: [UInt8], _ title: String) throws(Failure) -> Fields {
        guard let members = (try? JSON(parsing: bytes))?.members else {
            throw .usage("\(title) is not one JSON object")
        }
        var fields: Fields = [:]
        for member in members {
            let text: String? =
                switch member.value {
                case .string(let text): text
                case .integer(let number): String(number)
                case .number(let text): text
                case .null: ""
                case .bool, .array, .object: nil
                }
            guard let text else { throw .usage("\(title): \(member.name) is not text") }
            fields[try column(member.name)] = text
        }
        return fields
    }

    private static func row(_ bytes: [UInt8], _ title: String) throws(Failure) -> Fields {
        let rows: [TableRow]
        do {
            rows = try TableFile.rows(of: bytes)
        } catch {
            throw .usage("\(title): \(error.wording.en.asClause)")
        }
        guard rows.count == 2 else {
            throw .usage(
                "\(title) holds \(max(0, rows.count - 1)) records instead of one",
                hint: "a title line and one row are expected; graduates import takes many"
            )
        }
        let titles = rows[0].texts
        var values = rows[1].texts
        // A workbook has no empty cells at the end of a row.
        while rows[1].isInSheet, values.count < titles.count { values.append("") }
        guard titles.count == values.count else {
            throw .usage("\(title) has \(titles.count) titles and \(values.count) values")
        }
        var fields: Fields = [:]
        for (name, value) in zip(titles, values) { fields[try column(name)] = value }
        return fields
    }

    /// Returns the column with a name or title.
    static func column(_ name: String) throws(Failure) -> GraduateColumn {
        guard let column = GraduateColumn(title: name) else {
            throw .usage(
                "there is no column \(name)",
                hint:
                    "the columns are \(GraduateColumn.allCases.map(\.rawValue).joined(separator: ", "))"
            )
        }
        return column
    }
}
