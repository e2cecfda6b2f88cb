import Foundation

/// The list of named limits in docs/threat-model.md: the columns that no seal covers.
struct NamedLimits {
    /// The rows of the list, as they are written.
    let rows: [Row]

    /// A row of the list: `table.column` or `table.*`.
    struct Row: Hashable {
        let table: String
        /// `*` for each column that has no separate row.
        let column: String
        /// Whether the text tells that only PostgreSQL has the table.
        let isPostgreSQLOnly: Bool
    }

    /// Reads the rows whose first cell is one name of a column in backquotes.
    init() throws {
        let page = URL(filePath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "docs/threat-model.md")
        let row = /^\| `([a-z_]+)\.([a-z_]+|\*)` \|(.*)$/
        rows = try String(contentsOf: page, encoding: .utf8).split(separator: "\n").compactMap {
            guard let found = $0.wholeMatch(of: row) else { return nil }
            return Row(
                table: String(found.1),
                column: String(found.2),
                isPostgreSQLOnly: found.3.contains("PostgreSQL only")
            )
        }
    }

    /// The names of columns that the rows mean in a database with these columns.
    func names(among columns: [Column]) -> Set<String> {
        let separate = Set(rows.map { "\($0.table).\($0.column)" })
        let all = Set(rows.filter { $0.column == "*" }.map(\.table))
        return Set(
            columns.map(\.name).filter(separate.contains)
                + columns.filter { all.contains($0.table) }.map(\.name)
        )
    }

    /// The rows that mean no column of a database with these columns.
    func withoutColumn(among columns: [Column], onPostgreSQL: Bool) -> [Row] {
        rows.filter { row in
            if row.isPostgreSQLOnly, !onPostgreSQL { return false }
            return !columns.contains {
                $0.table == row.table && (row.column == "*" || $0.column == row.column)
            }
        }
    }
}
