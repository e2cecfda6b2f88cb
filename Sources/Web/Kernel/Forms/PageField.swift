package import Persian

/// One field of a form, declared once: its page draws it and reads it by the same declaration.
package struct PageField: Sendable {
    /// The name in the body, and the id of the first input.
    package let name: String
    /// What is typed or chosen.
    package let kind: Kind
    /// The question, or the name of the value.
    package let label: Wording
    /// What helps to answer; nil for none.
    package let hint: Wording?
    /// What is said of a field that is empty; nil for one that may be empty.
    package let required: Wording?
    /// The most Unicode scalars of its text.
    package let limit: Int
    /// The value of `autocomplete` (HTML §4.10.18.7): `off`, `email`, `given-name`, `bday`.
    package let autocomplete: String
    /// A class of the style sheet for the input.
    package let style: String?
    /// Whether a page that shows a fault has the text again; false for what must not stay on a screen.
    package let isShownAgain: Bool
    /// Returns what is wrong with a text of the right length, by a rule of the field's domain.
    package let check: @Sendable (String) -> Wording?

    /// The kinds of fields.
    package enum Kind: Sendable {
        /// One line of text in any language.
        case text
        /// One line of Latin letters: an address, a telephone number.
        case latin
        /// A number or a code, also with zeros at its beginning.
        case digits
        /// A secret, which is neither visible nor shown again.
        case secret
        /// Several lines of text.
        case multiline(rows: Int)
        /// One of a few words.
        case choice([Choice])
        /// One of many words, in a list that opens.
        case selection([Choice])
        /// A statement to agree to.
        case checkbox
        /// A day in three inputs: day, month by number or name, year; Jalali or Gregorian.
        case date
        /// A file of one of the types of `accept`.
        case file(accept: String)
        /// A title between the fields, which holds no value.
        case title
        /// Words between the fields, in place of a value that the reader does not change.
        case note(PageValue)
        /// A button in the middle of the form, which sends all fields and its own name.
        case command
    }

    /// One word of a choice.
    package struct Choice: Sendable {
        /// The value in the body.
        package let value: String
        /// The words that the reader chooses.
        package let title: Wording

        /// A word with its title.
        package init(_ value: String, _ title: Wording) {
            self.value = value
            self.title = title
        }
    }

    /// A declaration of a field; the properties say what each part means.
    package init(
        _ name: String,
        _ kind: Kind,
        label: Wording,
        hint: Wording? = nil,
        required: Wording? = nil,
        limit: Int = 500,
        autocomplete: String = "off",
        style: String? = nil,
        isShownAgain: Bool = true,
        check: @escaping @Sendable (String) -> Wording? = { _ in nil }
    ) {
        self.name = name
        self.kind = kind
        self.label = label
        self.hint = hint
        self.required = required
        self.limit = limit
        self.autocomplete = autocomplete
        self.style = style
        self.isShownAgain = isShownAgain
        self.check = check
    }
}
