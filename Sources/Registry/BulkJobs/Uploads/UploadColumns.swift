import Persian
import Tabular
import VerifyCore

/// Which cell of a row belongs to which column.
struct UploadColumns: Sendable {
    /// By the order of `GraduateColumn`; nil for a column that the file has not.
    private let cells: [Int?]
    private let count: Int
    /// Titles that nobody knows.
    let ignored: [String]

    /// Reads the title line of a CSV file, or says why it does not do.
    init(_ titles: CSVRow?) throws(BulkJobProblem) {
        guard let titles else { throw .init(.empty) }
        if titles.fault != nil { throw .init(.titles) }
        var cells: [GraduateColumn: Int] = [:]
        var ignored: [String] = []
        for (index, title) in titles.texts.enumerated() {
            guard let column = GraduateColumn(title: title) else {
                if !title.isEmpty { ignored.append(RowRemark.shown(Letters.stored(title))) }
                continue
            }
            if cells[column] != nil { throw .init(.columnTwice, [column]) }
            cells[column] = index
        }
        let missing = GraduateColumn.allCases.filter { $0.isRequired && cells[$0] == nil }
        if !missing.isEmpty { throw .init(.columnsMissing, missing) }
        self.cells = GraduateColumn.allCases.map { cells[$0] }
        self.count = titles.count
        self.ignored = ignored
    }

    /// Whether a row has a cell for every title; empty cells after the last one are a spreadsheet's.
    func fit(_ row: CSVRow) -> Bool {
        row.count >= count && (count..<row.count).allSatisfy(row.isEmpty)
    }

    /// The cell of a column.
    func text(of column: GraduateColumn, in row: CSVRow) -> String? {
        cells[column.index].map(row.text)
    }
}

extension GraduateColumn {
    /// The place in the order of the template.
    var index: Int {
        switch self {
        case .nationalID: 0
        case .firstNameFa: 1
        case .lastNameFa: 2
        case .firstNameEn: 3
        case .lastNameEn: 4
        case .fatherNameFa: 5
        case .birthDate: 6
        case .institutionCode: 7
        case .documentKind: 8
        case .level: 9
        case .fieldCode: 10
        case .fieldFa: 11
        case .fieldEn: 12
        case .mode: 13
        case .entranceDate: 14
        case .graduationDate: 15
        case .diplomaNumber: 16
        case .average: 17
        }
    }
}

extension GraduateReader {
    /// Reads an object of a line: members by the names of columns, values text or numbers.
    func read(_ object: JSON) -> Reading {
        var texts = [String?](repeating: nil, count: GraduateColumn.allCases.count)
        for member in object.members ?? [] {
            let column = GraduateColumn(rawValue: member.name) ?? GraduateColumn(title: member.name)
            guard let column else { continue }
            switch member.value {
            case .string(let text), .number(let text): texts[column.index] = text
            case .integer(let number): texts[column.index] = String(number)
            case .null: break
            case .bool, .array, .object: return .refused([RowRemark(.json, column)])
            }
        }
        return read { texts[$0.index] }
    }
}
