import Persian
import Tabular

/// The rows of a table file by their titles: CSV or a workbook.
struct TitledRows {
    /// A row, with its number in the file from 1.
    struct Entry {
        let record: Int
        fileprivate let cells: [String: String]
        let fault: RowFault?

        /// The text under a title; empty where there is none.
        subscript(title: String) -> String { cells[title] ?? "" }

        /// The text under a title; nil where there is none.
        func optional(_ title: String) -> String? {
            let text = self[title]
            return text.isEmpty ? nil : text
        }
    }

    let entries: [Entry]

    /// The country has some 2,500 centres; a list is read as a whole.
    private static let limit = 20_000

    /// Reads a file whose first row has the titles.
    ///
    /// - Throws: `Failure` for a file without one of the titles `required`; `TableFileError`.
    init(_ file: InputFile, required: [String]) throws {
        let rows = try TableFile.rows(of: try file.bytes())
        let titles = rows.first?.texts.map { Letters.stored($0).lowercased() } ?? []
        for title in required where !titles.contains(title) {
            throw Failure.usage("\(file.title) has no column \(title)")
        }
        guard rows.count <= Self.limit else {
            throw Failure.usage("\(file.title) has more than \(Self.limit.grouped) rows")
        }
        entries = rows.dropFirst().enumerated().filter { !$0.element.isBlank }.map { index, row in
            var cells: [String: String] = [:]
            for (place, title) in titles.enumerated() where place < row.count {
                cells[title] = Letters.stored(row.text(place))
            }
            return Entry(record: index + 1, cells: cells, fault: row.fault)
        }
    }
}
