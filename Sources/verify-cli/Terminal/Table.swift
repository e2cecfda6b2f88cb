/// Rows under titles; each column is as wide as its longest cell, the last one is not padded.
struct Table {
    private var rows: [[String]]

    init(_ titles: String...) {
        rows = [titles.map { $0.uppercased() }]
    }

    /// Adds a row; a missing value is a dash.
    mutating func add(_ cells: String?...) {
        rows.append(cells.map { $0?.printableLine ?? "-" })
    }

    /// The lines, the title line first.
    var lines: [String] {
        let widths = rows[0].indices.map { column in
            rows.map { $0[column].columns }.max() ?? 0
        }
        return rows.enumerated().map { number, row in
            let cells = row.enumerated().map { column, cell in
                guard column < row.count - 1 else { return cell }
                return cell + String(repeating: " ", count: widths[column] - cell.columns)
            }
            let line = cells.joined(separator: "  ")
            return number == 0 ? TextStyle.faint.paint(line) : line
        }
    }
}

extension String {
    /// The width on a terminal in columns: marks, joiners and directional isolates take none.
    var columns: Int {
        unicodeScalars.count { scalar in
            switch scalar.properties.generalCategory {
            case .format, .nonspacingMark, .enclosingMark: false
            default: true
            }
        }
    }
}
