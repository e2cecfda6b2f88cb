/// A table as the database itself describes it.
struct Table: Sendable {
    let name: String
    /// In the order of its definition.
    let columns: [String]
    /// The columns of the primary key, in its order.
    let key: [String]
    /// The column that the engine counts up.
    let identity: String?

    /// A name as SQL takes it: some are words of SQL, and a database that is copied is not trusted with others.
    static func quoted(_ name: String) -> String {
        "\"\(name.replacing("\"", with: "\"\""))\""
    }

    /// The names with commas between.
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
