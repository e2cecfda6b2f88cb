/// The questions that a page shows for what was typed so far: the rules of `FormReader`, without its refusals.
package struct ShownFields: Sendable {
    /// The questions, in the order of the form.
    package let fields: [Field]
    /// The answers that pass their rules, for the conditions in groups.
    package let values: FormValues

    /// A question that is shown.
    package struct Field: Sendable {
        /// The question.
        package let definition: FieldDefinition
        /// Whether an answer is needed.
        package let isRequired: Bool

        /// A question that is shown.
        package init(_ definition: FieldDefinition, isRequired: Bool) {
            self.definition = definition
            self.isRequired = isRequired
        }
    }

    /// The questions of a form or of an entry of a group; `outer` are the answers around an entry.
    ///
    /// An answer with a problem counts as none, so that a question behind it is shown when its condition holds.
    package init(
        _ fields: [FieldDefinition],
        for typed: TypedForm,
        under outer: FormValues = FormValues()
    ) {
        var values = outer
        for field in fields { values[field.name] = nil }
        var shown: [Field] = []
        for field in fields where field.shown.holds(for: values) {
            shown.append(
                Field(field, isRequired: field.required.holds(for: values))
            )
            values[field.name] = field.type.answer(typed.byName[field.name.text])
        }
        self.fields = shown
        self.values = values
    }
}

extension FieldType {
    /// The answer of a typed value, as far as conditions see it; nil where there is none, and where it has a problem.
    fileprivate func answer(_ typed: TypedValue?) -> FieldValue? {
        switch typed {
        case nil: nil
        case .text(let text): (try? read(text)) ?? nil
        case .documents(let documents): documents.isEmpty ? nil : .files([])
        case .entries(let entries): entries.isEmpty ? nil : .entries([])
        }
    }

    /// Returns the answer of a typed text; nil for text that is none, or that breaks the rules of the type.
    package func answer(typed text: String) -> FieldValue? { answer(.text(text)) }
}

extension FormValues {
    /// The answers as a client would type them: reading them gives equal answers.
    package var typed: TypedForm {
        var form = TypedForm()
        for (field, value) in byField { form.byName[field.text] = value.typed }
        return form
    }
}

extension FieldValue {
    fileprivate var typed: TypedValue {
        switch self {
        case .files(let files):
            .documents(files.map { TypedDocument($0.document, name: $0.shownName) })
        case .entries(let entries): .entries(entries.map(\.typed))
        case .text, .number, .money, .date, .choice, .confirmed: .text(compared ?? "")
        }
    }
}
