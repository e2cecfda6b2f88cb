package import Persian
package import VerifyCore

/// The answer to one question, which passed the rules of its type.
package indirect enum FieldValue: Sendable, Hashable {
    /// Text, or the canonical form of an identifier.
    case text(String)
    /// A whole number.
    case number(Int64)
    /// An amount.
    case money(Rials)
    /// A day.
    case date(CivilDate)
    /// The word of a choice.
    case choice(String)
    /// A sentence that was confirmed.
    case confirmed
    /// Files, in order.
    case files([FileReference])
    /// The entries of a group, in order.
    case entries([FormValues])

    /// The text with which `Condition.equals` compares; nil for files and entries.
    package var compared: String? {
        switch self {
        case .text(let text), .choice(let text): text
        case .number(let number): String(number)
        case .money(let rials): String(rials.amount)
        case .date(let date): date.description
        case .confirmed: "yes"
        case .files, .entries: nil
        }
    }
}

/// A stored file in a form.
package struct FileReference: Sendable, Hashable {
    /// The id of the row of `document`.
    package let document: String
    /// The SHA-256 of the stored bytes.
    package let hash: Digest
    /// The name that the applicant gave, without marks of direction.
    package let shownName: String

    /// A stored file.
    package init(document: String, hash: Digest, shownName: String) {
        self.document = document
        self.hash = hash
        self.shownName = shownName
    }
}

/// The answers of a form or of an entry of a group; a question without an answer has no element.
package struct FormValues: Sendable, Hashable, ExpressibleByDictionaryLiteral {
    /// The answers by field.
    package private(set) var byField: [FieldName: FieldValue]

    /// Answers by field; of a field that occurs twice the last one counts.
    package init(dictionaryLiteral elements: (FieldName, FieldValue)...) {
        byField = Dictionary(elements) { _, last in last }
    }

    /// The answer to a question; nil where there is none.
    package subscript(field: FieldName) -> FieldValue? {
        get { byField[field] }
        set { byField[field] = newValue }
    }

    /// The text of an answer, as `FieldValue.compared`; nil where there is none.
    package func text(_ field: FieldName) -> String? { byField[field]?.compared }

    /// Whether no question has an answer.
    package var isEmpty: Bool { byField.isEmpty }
}
