/// A statement whose interpolated values are always bound, never spliced into its text.
///
///     "SELECT name FROM shelf WHERE code = \(code)"
///
/// Only literals make one, so a string from outside cannot become SQL. Pieces compose with `+` or by
/// interpolating one `SQL` in another, which is how a list of columns is written once. The text marks the place of a
/// value with `?` in every engine; PostgreSQL's engine numbers the places itself, so `?` may not be used as an
/// operator.
///
/// Each connection keeps the statements it has prepared and finds them by their text, which costs about a
/// microsecond; `PreparedSQL` is for statements where that is too much.
package struct SQL: Sendable, ExpressibleByStringInterpolation {
    /// What the text consists of: literals are not copied until the text is needed.
    private var pieces: [String]
    /// The values, in the order of their places.
    package private(set) var values: [SQLValue]
    /// The number of the `PreparedSQL` that made the statement; nil for one that is found by its text.
    let number: Int?

    /// The text, with `?` for each value.
    package var text: String { pieces.joined() }

    /// A statement without values.
    package init(stringLiteral text: String) {
        self.init([text], [])
    }

    /// A statement with the values that were interpolated.
    package init(stringInterpolation: StringInterpolation) {
        self.init(stringInterpolation.pieces, stringInterpolation.values)
    }

    /// A statement of a text that is no literal, such as one with the names of a database's own tables.
    ///
    /// The caller quotes every name in the text.
    init(composed text: String, values: [SQLValue] = []) {
        self.init([text], values)
    }

    /// The statement of a `PreparedSQL`.
    init(_ sql: SQL, number: Int) {
        self.init(sql.pieces, sql.values, number: number)
    }

    private init(_ pieces: [String], _ values: [SQLValue], number: Int? = nil) {
        self.pieces = pieces
        self.values = values
        self.number = number
    }

    /// Joins two pieces; adds no space.
    package static func + (left: SQL, right: SQL) -> SQL {
        SQL(left.pieces + right.pieces, left.values + right.values)
    }

    /// Joins pieces by commas, as in a list of columns or of assignments.
    package static func list(_ pieces: [SQL]) -> SQL {
        var joined: SQL = ""
        for (index, piece) in pieces.enumerated() {
            joined += index == 0 ? piece : ", \(piece)"
        }
        return joined
    }

    /// Appends a piece; adds no space.
    package static func += (left: inout SQL, right: SQL) {
        left = left + right
    }
}

extension SQL {
    /// The buffer with which the compiler builds an `SQL` literal.
    package struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var pieces: [String] = []
        fileprivate var values: [SQLValue] = []

        /// Reserves capacity for the pieces of a literal.
        package init(literalCapacity: Int, interpolationCount: Int) {
            pieces.reserveCapacity(2 * interpolationCount + 1)
            values.reserveCapacity(interpolationCount)
        }

        /// Appends a part of the literal as it is written.
        package mutating func appendLiteral(_ literal: String) {
            if !literal.isEmpty {
                pieces.append(literal)
            }
        }

        /// Binds a value.
        package mutating func appendInterpolation(_ value: some SQLBindable) {
            pieces.append("?")
            values.append(value.sqlValue)
        }

        /// Binds a value, or NULL.
        package mutating func appendInterpolation<Value: SQLBindable>(_ value: Value?) {
            pieces.append("?")
            values.append(value.sqlValue)
        }

        /// Inserts another statement's text and values.
        package mutating func appendInterpolation(_ piece: SQL) {
            pieces += piece.pieces
            values += piece.values
        }

        /// Inserts the name of a table or column that a table of the program holds, such as an enumeration's.
        ///
        /// - Precondition: the name consists of a…z, 0…9 and `_`, so that no other text becomes SQL.
        package mutating func appendInterpolation(identifier name: String) {
            precondition(
                name.utf8.allSatisfy {
                    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0)
                        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
                        || $0 == UInt8(ascii: "_")
                },
                "an identifier has other characters than a…z, 0…9 and _"
            )
            pieces.append(name)
        }

        /// Binds each of some values, with commas between: `IN (\(list: codes))`.
        ///
        /// No values make `NULL`, which `IN` never matches.
        package mutating func appendInterpolation(list: some Collection<some SQLBindable>) {
            pieces.append(
                list.isEmpty
                    ? "NULL" : Array(repeating: "?", count: list.count).joined(separator: ", ")
            )
            for value in list {
                values.append(value.sqlValue)
            }
        }
    }
}
