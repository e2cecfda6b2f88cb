import Persian
import Tabular
import VerifyCore

/// The result of importing codes of the former system.
package struct LegacyImport: Sendable, Equatable {
    /// Codes that were new.
    package var added = 0
    /// Codes that were known already.
    package var unchanged = 0
    /// The records that were refused.
    package var problems: [ImportProblem] = []
}

/// A CSV list of codes of the former system.
enum LegacyList {
    private static let titles: Set<String> = ["code", "authenticitycode", "legacycode", "کدصحت"]

    /// Reads a code from each record.
    ///
    /// - Throws: `TableFileError` for a file that has no rows to read.
    static func read(
        _ file: [UInt8]
    ) throws(TableFileError) -> (codes: [FormerCode], problems: [ImportProblem]) {
        var rows = try TableFile.rows(of: file)[...]
        var place = 0
        let mayBeCode = { (text: String) in
            FormerCode(parsing: text) != nil || FormerCode.isDamagedNumber(text)
        }
        if let first = rows.first, !first.texts.contains(where: mayBeCode) {
            place = first.texts.firstIndex { titles.contains(Self.key($0)) } ?? 0
            rows = rows.dropFirst()
        }
        var codes: [FormerCode] = []
        var problems: [ImportProblem] = []
        for (index, row) in rows.enumerated() {
            let record = index + 1
            if let fault = row.fault {
                problems.append(.init(record: record, column: "", code: fault.rawValue))
            } else if place < row.count, FormerCode.isDamagedNumber(row.text(place)) {
                problems.append(
                    .init(record: record, column: "code", code: RowCode.spreadsheet.rawValue)
                )
            } else if place < row.count, let code = FormerCode(parsing: row.text(place)) {
                codes.append(code)
            } else {
                problems.append(.init(record: record, column: "code", code: "format"))
            }
        }
        return (codes, problems)
    }

    private static func key(_ title: String) -> String {
        Letters.key(title).filter { $0 != "_" }
    }
}
