package import Persian

/// A form of a page: the fields, in the order of the page, and where they are sent.
package struct PageForm: Sendable {
    /// The address within a language, from the slash.
    package let action: String
    /// The fields, in the order of the page.
    package let fields: [PageField]
    /// The words of the button.
    package let button: Wording
    /// The fields that the reader does not see, in order.
    package var hidden: [(name: String, value: String)] = []
    /// The look of the form.
    package var look = Look.card
    /// Whether the fields are sent as `multipart/form-data`, which has no limit of 64 fields; a form with a file always is.
    package var isMultipart = false

    /// The looks of a form.
    package enum Look: Sendable {
        /// A card with the fields below each other.
        case card
        /// A single button in a line.
        case line
        /// A single button in a line, for what cannot be undone.
        case grave
    }

    /// The name of the field that repeats the token of the form (docs/decisions/0061-sessions-and-form-tokens.md).
    package static let tokenField = "form-token"

    /// A form that sends `fields` to `action`.
    package init(to action: String, _ fields: [PageField], button: Wording) {
        self.action = action
        self.fields = fields
        self.button = button
    }
}

/// What was submitted to a form, and what is wrong with it.
package struct SubmittedForm: Sendable {
    /// The texts by the names of their fields, as they were typed; of a date, its three parts.
    package var texts: [String: String]
    /// The dates, by the names of their fields.
    package private(set) var dates: [String: CivilDate] = [:]
    /// What is wrong, in the order of the page.
    package var faults: [FieldFault] = []

    /// Nothing yet, or texts that were not checked.
    package init(_ texts: [String: String] = [:]) { self.texts = texts }

    /// The text of a field; empty where the body had no such field.
    package subscript(name: String) -> String { texts[name] ?? "" }
}

extension SubmittedForm {
    /// The same with one fault.
    package init(_ texts: [String: String], fault: FieldFault) {
        self.texts = texts
        faults = [fault]
    }

    fileprivate mutating func read(_ field: PageField) {
        let wording: Wording? =
            switch field.kind {
            case .text, .latin, .digits, .secret, .multiline: textFault(of: field)
            case .choice(let choices), .selection(let choices):
                choiceFault(of: field, among: choices)
            case .checkbox: self[field.name].isEmpty ? field.required : nil
            case .date: readDate(of: field)
            // A file comes in another kind of body, which its page reads.
            case .file, .title, .note, .command: nil
            }
        if let wording { faults.append(FieldFault(field: field.name, wording: wording)) }
    }

    private func textFault(of field: PageField) -> Wording? {
        let text = self[field.name]
        if text.allSatisfy(\.isWhitespace) { return field.required }
        // Bytes first, so that a huge text is refused without counting its scalars.
        guard text.utf8.count <= field.limit * 4, text.unicodeScalars.count <= field.limit else {
            return FormWording.tooLong
        }
        return field.check(text)
    }

    private func choiceFault(of field: PageField, among choices: [PageField.Choice]) -> Wording? {
        let value = self[field.name]
        if choices.contains(where: { $0.value == value }) { return field.check(value) }
        return value.isEmpty ? field.required : field.required ?? FormWording.unknownChoice
    }

    private mutating func readDate(of field: PageField) -> Wording? {
        let parts = DatePart.allCases.map { self[$0.name(in: field)] }
        do {
            dates[field.name] = try TypedDate.parse(day: parts[0], month: parts[1], year: parts[2])
            return nil
        } catch .empty {
            return field.required
        } catch {
            return error.wording
        }
    }
}

extension PageForm {
    /// Reads a body by the declaration; fields that it does not name are dropped.
    package func read(_ body: [String: String]) -> SubmittedForm {
        var submitted = SubmittedForm(body.filter { name, _ in names.contains(name) })
        for field in fields { submitted.read(field) }
        return submitted
    }

    /// The names that a body may have.
    private var names: Set<String> {
        Set(
            fields.flatMap { field -> [String] in
                guard case .date = field.kind else { return [field.name] }
                return DatePart.allCases.map { $0.name(in: field) }
            } + hidden.map(\.name)
        )
    }
}

/// The inputs of a date, in the order of the page.
enum DatePart: String, CaseIterable {
    case day
    case month
    case year

    /// Returns the name of the input in the body.
    func name(in field: PageField) -> String { "\(field.name)-\(rawValue)" }
}
