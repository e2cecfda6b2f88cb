/// A statement whose interpolated values are always bound, never spliced into its text.
///
///     "SELECT name FROM shelf WHERE code = \(code)"
///
/// Only literals make one, so a string from outside cannot become SQL. Pieces compose with `+` or by
/// interpolating one `SQL` in another. The text names a place for a value by `?` in every engine;
/// PostgreSQL's numbers the places itself, so `?` may not be used as an operator.
package struct SQL: Sendable, Hashable, ExpressibleByStringInterpolation {
    /// The text, with `?` for each value.
    package var text: String
    /// The values, in the order of their places.
    package var values: [SQLValue]

    /// A statement without values.
    package init(stringLiteral text: String) {
        self.text = text
        self.values = []
    }

    /// A statement with the values that were interpolated.
    package init(stringInterpolation: StringInterpolation) {
        self.text = stringInterpolation.text
        self.values = stringInterpolation.values
    }

    /// Joins two pieces; neither adds a space.
    package static func + (left: SQL, right: SQL) -> SQL {
        var joined = left
        joined += right
        return joined
    }

    /// Appends a piece; adds no space.
    package static func += (left: inout SQL, right: SQL) {
        left.text += right.text
        left.values += right.values
    }
}

extension SQL {
    /// What the compiler builds an `SQL` literal with.
    package struct StringInterpolation: StringInterpolationProtocol {
        var text: String
        var values: [SQLValue] = []

        /// Makes room.
        package init(literalCapacity: Int, interpolationCount: Int) {
            text = ""
            text.reserveCapacity(literalCapacity + 2 * interpolationCount)
            values.reserveCapacity(interpolationCount)
        }

        /// Takes SQL as it is written.
        package mutating func appendLiteral(_ literal: String) {
            text += literal
        }

        /// Binds a value.
        package mutating func appendInterpolation(_ value: some SQLBindable) {
            text += "?"
            values.append(value.sqlValue)
        }

        /// Binds a value, or NULL.
        package mutating func appendInterpolation<Value: SQLBindable>(_ value: Value?) {
            text += "?"
            values.append(value.sqlValue)
        }

        /// Inserts another statement's text and values.
        package mutating func appendInterpolation(_ piece: SQL) {
            text += piece.text
            values += piece.values
        }

        /// Binds each of some values, with commas between: `IN (\(list: codes))`.
        ///
        /// No values make `NULL`, which `IN` never matches.
        package mutating func appendInterpolation(list: some Collection<some SQLBindable>) {
            text +=
                list.isEmpty
                ? "NULL" : Array(repeating: "?", count: list.count).joined(separator: ", ")
            for value in list {
                values.append(value.sqlValue)
            }
        }
    }
}
