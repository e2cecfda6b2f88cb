import Persian
import VerifyCore

/// Which cell of a row belongs to which column.
struct UploadColumns: Sendable {
    /// By the order of `GraduateColumn`; nil for a column that the file has not.
    private let cells: [Int?]
    private let count: Int
    /// Titles that nobody knows.
    let ignored: [String]

    /// Reads the title line of a CSV file, or says why it does not do.
    init(_ titles: CSVRow?) throws(DeliveryProblem) {
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

extension DeliveryProblem: Error {
    /// A problem with its words.
    init(_ code: Code, _ columns: [GraduateColumn] = [], limit: Int = 0) {
        let fa = columns.map { "«\($0.title.fa)» (\($0.rawValue))" }.joined(separator: "، ")
        let en = columns.map(\.rawValue).joined(separator: ", ")
        self.code = code
        wording =
            switch code {
            case .empty:
                Wording(
                    fa: "پرونده هیچ رکوردی ندارد؛ سطر عنوان و دست‌کم یک رکورد لازم است.",
                    en: "The file has no record; it needs a title line and at least one record."
                )
            case .columnsMissing:
                Wording(
                    fa: "این ستون‌ها در سطر عنوان نیستند: \(fa). آن‌ها را بیفزایید و دوباره بفرستید.",
                    en: "The title line lacks these columns: \(en). Add them and send it again."
                )
            case .columnTwice:
                Wording(
                    fa: "ستون \(fa) دو بار آمده است؛ یکی را بردارید.",
                    en: "The column \(en) is there twice; remove one."
                )
            case .tooManyRecords:
                Wording(
                    fa:
                        "پرونده بیش از \(PersianNumber.grouped(limit)) رکورد دارد؛ آن را چند پرونده کنید.",
                    en: "The file has more than \(limit) records; split it."
                )
            case .titles:
                Wording(
                    fa: "سطر عنوان درست نوشته نشده است؛ گیومه‌های آن را بررسی کنید.",
                    en: "The title line is not well-formed CSV; check its quotes."
                )
            case .integrityFailure:
                Wording(
                    fa: """
                        این پرونده دیگر همان نیست که فرستاده شد، یا کلیدی که گواه آن بود کنار گذاشته شده است؛ \
                        رکوردهایی که نتیجه دارند انجام شده‌اند. آن را دوباره بفرستید و به سازمان خبر دهید.
                        """,
                    en: """
                        The file is not as it was sent, or the key that vouched for it is used no more; \
                        records that have results are done. Send it again, and tell the organisation.
                        """
                )
            case .givenUp:
                Wording(
                    fa: """
                        بررسی این پرونده \(PersianNumber.grouped(limit)) بار پیاپی در همان‌جا ناتمام ماند و \
                        کنار گذاشته شد؛ رکوردهای پیش از آن نتیجه دارند. بقیه را دوباره بفرستید، و اگر باز \
                        چنین شد به سازمان خبر دهید.
                        """,
                    en: """
                        Work on this file broke off \(limit) times in a row at the same place and was given \
                        up; the records before it have results. Send the rest again, and tell the \
                        organisation if it happens again.
                        """
                )
            }
    }
}
