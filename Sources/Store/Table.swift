/// A table as the database itself describes it.
struct Table: Sendable {
    let name: String
    /// In the order of its definition.
    let columns: [String]
    /// The columns of the primary key, in its order.
    let key: [String]
    /// The column that the engine counts up.
    let identity: String?

    /// The names with commas between, quoted, since some are words of SQL.
    static func list(_ names: [String]) -> String {
        names.map { "\"\($0)\"" }.joined(separator: ", ")
    }
}

/// How many rows of a table were copied.
package struct CopiedTable: Sendable, Equatable {
    /// The table's name.
    package let name: String
    /// Its rows.
    package let rows: Int
}
