/// A table as the database itself describes it.
struct Table: Sendable {
    let name: String
    /// In the order of its definition.
    let columns: [String]
    /// The columns of the primary key, in its order.
    let key: [String]
    /// The column that the engine numbers.
    let identity: String?

    /// Quotes a name: some are keywords of SQL, and the names in a database that is copied are not trusted.
    static func quoted(_ name: String) -> String {
        "\"\(name.replacing("\"", with: "\"\""))\""
    }

    /// Quotes names and joins them with commas.
    static func list(_ names: [String]) -> String {
        names.map(quoted).joined(separator: ", ")
    }
}

/// How many rows of a table were copied.
package struct CopiedTable: Sendable, Equatable {
    /// The table's name.
    package let name: String
    /// Its rows.
    package let rows: Int
}
