import Synchronization

/// A statement of fixed text, prepared once a connection and found again by its number.
///
/// For the few statements whose cost is felt; keep each in a `static let`, since every value takes a
/// place in every connection for the life of the process:
///
///     static let byID = PreparedSQL("SELECT title, author FROM book WHERE id = ?")
///
/// `SQL` literals are prepared once too, but are built and hashed at each use (about a microsecond).
package struct PreparedSQL: Sendable {
    /// The text, with `?` for each value.
    package let text: String
    let index: Int

    private static let count = Atomic<Int>(0)

    /// Takes the text, which must be a literal.
    package init(_ text: StaticString) {
        self.text = text.description
        self.index = Self.count.wrappingAdd(1, ordering: .relaxed).oldValue
    }
}

extension PreparedSQL {
    /// The statement with its values.
    package func bound(to values: SQLValue...) -> BoundSQL {
        BoundSQL(sql: self, values: values)
    }
}

/// A prepared statement with a value for each of its places.
package struct BoundSQL: Sendable {
    let sql: PreparedSQL
    let values: [SQLValue]
}
