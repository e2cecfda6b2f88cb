/// A value of JSON (RFC 8259).
///
/// The parser is strict: it rejects text that two parsers could read differently. Objects keep the order of their
/// members; a name occurs once. Numbers that are not 64-bit integers keep their text, so nothing is rounded.
package enum JSON: Sendable, Equatable {
    /// `null`.
    case null
    /// `true` or `false`.
    case bool(Bool)
    /// A signed integer of 64 bits.
    case integer(Int64)
    /// Any other number, as written.
    case number(String)
    /// Text.
    case string(String)
    /// An array.
    case array([JSON])
    /// An object.
    case object([Member])

    /// A name of an object with its value.
    package struct Member: Sendable, Equatable {
        /// The name.
        package let name: String
        /// The value.
        package let value: JSON

        /// Creates a member.
        package init(_ name: String, _ value: JSON) {
            self.name = name
            self.value = value
        }
    }
}

extension JSON {
    /// The text, if the value is text.
    package var string: String? {
        if case .string(let text) = self { text } else { nil }
    }

    /// The integer, if the value is one.
    package var integer: Int64? {
        if case .integer(let value) = self { value } else { nil }
    }

    /// The truth value, if the value is one.
    package var bool: Bool? {
        if case .bool(let value) = self { value } else { nil }
    }

    /// The items, if the value is an array.
    package var array: [JSON]? {
        if case .array(let items) = self { items } else { nil }
    }

    /// The members, if the value is an object.
    package var members: [Member]? {
        if case .object(let members) = self { members } else { nil }
    }

    /// The value of a name, if the value is an object that has it; `.null` for a written `null`.
    package subscript(name: String) -> JSON? {
        members?.first { $0.name == name }?.value
    }

    /// Returns the object with more members at its end.
    package func with(_ more: Member...) -> JSON {
        .object((members ?? []) + more)
    }
}

extension JSON: ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral,
    ExpressibleByStringInterpolation, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByNilLiteral
{
    /// An object; its members keep the order of the source.
    package init(dictionaryLiteral elements: (String, JSON)...) {
        self = .object(elements.map { Member($0, $1) })
    }

    /// An array.
    package init(arrayLiteral elements: JSON...) {
        self = .array(elements)
    }

    /// Text.
    package init(stringLiteral value: String) {
        self = .string(value)
    }

    /// An integer.
    package init(integerLiteral value: Int64) {
        self = .integer(value)
    }

    /// `true` or `false`.
    package init(booleanLiteral value: Bool) {
        self = .bool(value)
    }

    /// `null`.
    package init(nilLiteral: ()) {
        self = .null
    }

    /// Text, or `null` when there is none.
    package init(_ text: String?) {
        self = text.map(JSON.string) ?? .null
    }

    /// An integer, or `null` when there is none.
    package init(_ integer: Int?) {
        self = integer.map { .integer(Int64($0)) } ?? .null
    }
}
