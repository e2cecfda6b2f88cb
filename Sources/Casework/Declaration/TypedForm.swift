/// What a client sent for a form, before any rule was applied.
///
/// Pages and the API make the same value, so that one reader judges both.
package struct TypedForm: Sendable, Hashable, ExpressibleByDictionaryLiteral {
    /// What was sent, by the name of the field; the names are the client's and may be unknown.
    package var byName: [String: TypedValue]

    /// A form by the names of its fields; of a name that occurs twice the last one counts.
    package init(dictionaryLiteral elements: (String, TypedValue)...) {
        byName = Dictionary(elements) { _, last in last }
    }

    /// A form by the names of its fields.
    package init(_ byName: [String: TypedValue]) { self.byName = byName }
}

/// What a client sent for one field.
package indirect enum TypedValue: Sendable, Hashable, ExpressibleByStringLiteral {
    /// Text; empty text is no answer.
    case text(String)
    /// The ids of uploaded documents, each with the name that the client gave.
    case documents([TypedDocument])
    /// The entries of a group.
    case entries([TypedForm])

    /// Text.
    package init(stringLiteral text: String) { self = .text(text) }
}

/// A document that a client names.
package struct TypedDocument: Sendable, Hashable {
    /// The id.
    package let id: String
    /// The name for readers.
    package let name: String

    /// A document by its id.
    package init(_ id: String, name: String) {
        self.id = id
        self.name = name
    }
}
