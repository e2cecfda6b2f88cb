import Persian
import Tabular

/// Where a message of a workbook's row belongs: a cell such as `B17`, or the row.
struct CellPlace: Sendable, Hashable {
    /// As it is stored: `B17`, or `17` for the row.
    let name: String

    /// The cell of a column, or the row without one; nil for a record of another file.
    init?(in row: TableRow, _ column: Int? = nil) {
        guard row.isInSheet else { return nil }
        name = column.flatMap(row.cellName) ?? String(row.record)
    }

    /// The same of a record; nil for a line of a text.
    init?(of origin: RecordOrigin, _ column: Int? = nil) {
        guard case .sheet(let row) = origin else { return nil }
        self.init(in: row, column)
    }

    /// Nil for a text that is no such place.
    init?(stored name: String?) {
        guard let name, !name.isEmpty, name.utf8.count <= 16,
            name.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) })
        else { return nil }
        self.name = name
    }

    /// Whether it is a cell, not a row.
    var isCell: Bool { name.utf8.first.map { $0 >= 0x41 } ?? false }

    /// The sentence with the place in front.
    func naming(_ sentence: Wording) -> Wording {
        Wording(
            fa: isCell
                ? "خانهٔ \(name): \(sentence.fa)" : "سطر \(Digits.persian(name)): \(sentence.fa)",
            en: isCell ? "Cell \(name): \(sentence.en)" : "Row \(name): \(sentence.en)"
        )
    }
}
