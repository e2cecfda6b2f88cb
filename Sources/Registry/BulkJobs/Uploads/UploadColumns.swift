import Persian
import Tabular
import VerifyCore

/// The cells of a row by column, as the title line names them.
struct UploadColumns: Sendable {
    /// In the order of `GraduateColumn`; nil for a column that the file does not have.
    private let cells: [Int?]
    private let count: Int
    /// Titles that name no column.
    let ignored: [String]

    /// Reads the title line of a CSV file.
    ///
    /// - Throws: `BulkJobProblem` for a line that is not well-formed, lacks required columns, or names one twice.
    init(_ titles: TableRow?) throws(BulkJobProblem) {
        guard let titles else { throw .init(.empty) }
        if titles.fault != nil { throw .init(.titles) }
        var cells: [GraduateColumn: Int] = [:]
        var ignored: [String] = []
        let texts = titles.texts
        for (index, column) in GraduateColumn.columns(of: texts).enumerated() {
            guard let column else {
                let title = texts[index]
                if !title.isEmpty { ignored.append(RowRemark.shown(Letters.stored(title))) }
                continue
            }
            if cells[column] != nil { throw .init(.columnTwice, [column]) }
            cells[column] = index
        }
        let missing = Self.missing(in: Set(cells.keys))
        if !missing.isEmpty { throw .init(.columnsMissing, missing) }
        self.cells = GraduateColumn.allCases.map { cells[$0] }
        self.count = titles.count
        self.ignored = ignored
    }

    /// Whether a row has a cell for every title.
    ///
    /// Empty cells after the last one are a spreadsheet's, and a workbook has no empty ones at the end.
    func fit(_ row: TableRow) -> Bool {
        if row.count < count { return row.isInSheet }
        return (count..<row.count).allSatisfy(row.isEmpty)
    }

    /// The cell of a column.
    func text(of column: GraduateColumn, in row: TableRow) -> String? {
        guard let cell = cells[column.index], cell < row.count else { return nil }
        let text = row.text(cell)
        // A date in another column is what a spreadsheet made of a number: in this notation it is refused.
        return row.isDate(cell) && !column.definition.isDate ? "\(text.prefix(10)) 00:00:00" : text
    }

    /// The place of a column in a workbook's row, or the row; nil for a record of another file.
    func place(of column: GraduateColumn?, at origin: RecordOrigin) -> CellPlace? {
        CellPlace(of: origin, column.flatMap { cells[$0.index] })
    }
}

extension UploadColumns {
    /// The names of members of NDJSON that name no column.
    static func ignored(amongMembers names: [String]) -> [String] {
        zip(names, GraduateColumn.columns(of: names)).filter { $0.1 == nil && !$0.0.isEmpty }
            .map { RowRemark.shown(Letters.stored($0.0)) }
    }

    /// The title line among the first rows of a file: the first row that has most of the required columns.
    ///
    /// Institutions put their name above the titles. Without such a row it is the first one, whose problem is then
    /// reported.
    static func titles(among rows: [TableRow]) -> TableRow? {
        let required = GraduateColumn.allCases.filter(\.isRequired).count
        let titles = rows.first { row in
            let known = Set(GraduateColumn.columns(of: row.texts).compactMap { $0 })
            return known.filter(\.isRequired).count * 2 > required
        }
        return titles ?? rows.first
    }

    /// The required columns that are not among some.
    ///
    /// A file of foreign nationals needs no national IDs.
    private static func missing(in columns: Set<GraduateColumn>) -> [GraduateColumn] {
        GraduateColumn.allCases.filter { column in
            column.isRequired && !columns.contains(column)
                && !(column == .nationalID && columns.contains(.idNumber))
        }
    }
}

extension GraduateReader {
    /// Reads an object of a line: members by the names of columns, with texts or numbers as values.
    func read(_ object: JSON) -> Reading {
        let members = object.members ?? []
        var texts = [String?](repeating: nil, count: GraduateColumn.allCases.count)
        var seen: Set<GraduateColumn> = []
        for (member, column) in zip(members, Self.columns(of: members)) {
            guard let column else { continue }
            guard seen.insert(column).inserted else {
                return .refused([RowRemark(.columnTwice, column)])
            }
            switch member.value {
            case .string(let text), .number(let text): texts[column.index] = text
            case .integer(let number): texts[column.index] = String(number)
            case .null: break
            case .bool, .array, .object: return .refused([RowRemark(.json, column)])
            }
        }
        return read { texts[$0.index] }
    }

    private static func columns(of members: [JSON.Member]) -> [GraduateColumn?] {
        let named = members.map { GraduateColumn(rawValue: $0.name) }
        if !named.contains(nil) { return named }
        return GraduateColumn.columns(of: members.map(\.name))
    }
}
