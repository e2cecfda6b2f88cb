package import Store

/// The id of a person: a random UUID (RFC 9562, version 4) in lower case.
package struct PersonID: Sendable, Hashable, CustomStringConvertible {
    /// The text of the column `person.id`.
    package let description: String

    /// An id that the database has.
    package init(_ text: String) { description = text }

    /// A new random id.
    package init() { description = RandomID.make() }
}

extension PersonID: SQLBindable {
    /// The text.
    package var sqlValue: SQLValue { .text(description) }
}
