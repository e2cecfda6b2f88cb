import Synchronization

/// A statement of fixed text that each connection prepares once and finds by its number.
///
/// It is written as every other statement is, as a function of the values that it binds:
///
///     static let byID = PreparedSQL { (id: Int64) in
///         "SELECT title, author FROM book WHERE id = \(id)"
///     }
///     let title = try connection.first(Self.byID(7)) { try $0.text(0) }
///
/// For the statements of look-ups and of bulk jobs, whose cost matters. Keep each in a `static let`, since every value
/// occupies a place in every connection for the life of the process. The text must not depend on the values; a
/// list, for instance, always has the same length.
package struct PreparedSQL<each Value>: Sendable {
    private let number: Int
    private let statement: @Sendable (repeat each Value) -> SQL

    /// `statement` returns the statement with the values bound, and is called at each use.
    package init(_ statement: @escaping @Sendable (repeat each Value) -> SQL) {
        number = PreparedNumbers.next()
        self.statement = statement
    }

    /// Returns the statement with its values bound.
    package func callAsFunction(_ values: repeat each Value) -> SQL {
        SQL(statement(repeat each values), number: number)
    }
}

/// Numbers the prepared statements of the process from 0.
private enum PreparedNumbers {
    private static let count = Atomic<Int>(0)

    static func next() -> Int {
        count.wrappingAdd(1, ordering: .relaxed).oldValue
    }
}
