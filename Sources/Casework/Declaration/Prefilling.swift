import Persian

/// The values from which the first answers of a form come.
package struct PrefillSource: Sendable {
    /// Values of the person.
    package let person: [PersonField: String]
    /// Values of the person's row of the data bank.
    package let graduate: [GraduateField: String]
    /// Values of the register's entry that the form is about.
    package let entry: [String: String]

    /// Values by their names; a missing one fills nothing.
    package init(
        person: [PersonField: String] = [:],
        graduate: [GraduateField: String] = [:],
        entry: [String: String] = [:]
    ) {
        self.person = person
        self.graduate = graduate
        self.entry = entry
    }

    /// The value for a field; nil where there is none.
    package subscript(prefill: Prefill) -> String? {
        switch prefill {
        case .person(let field): person[field]
        case .dataBank(let field): graduate[field]
        case .entry(let name): entry[name]
        }
    }
}

extension FormDefinition {
    /// Returns the first answers, which the applicant confirms one by one.
    package func prefilled(from source: PrefillSource) -> TypedForm {
        var typed = TypedForm()
        for field in fields {
            if let prefill = field.prefill, let text = source[prefill] {
                typed.byName[field.name.text] = .text(text)
            }
        }
        return typed
    }

    /// Fills the answers from the register's entry where the form has none of them yet; false where nothing was filled.
    ///
    /// The answers that name the entry are the fields which are always shown: they get the spelling of the register.
    package func fill(_ typed: inout TypedForm, from source: PrefillSource) -> Bool {
        let known = fields.compactMap { field -> (field: FieldDefinition, text: String)? in
            guard case .entry? = field.prefill, let text = field.prefill.flatMap({ source[$0] })
            else { return nil }
            return (field, text)
        }
        let values = known.filter { $0.field.shown != .always }
        let isNew = values.allSatisfy { value in
            typed.byName[value.field.name.text].map { $0 == .text("") } ?? true
        }
        guard isNew, !values.isEmpty else { return false }
        for value in known { typed.byName[value.field.name.text] = .text(value.text) }
        return true
    }

    /// Returns the fields whose answers differ from their source, which pages show next to the register's value.
    package func differences(of values: FormValues, from source: PrefillSource) -> [FieldName] {
        fields.compactMap { field in
            guard let prefill = field.prefill, let text = source[prefill],
                let answer = values[field.name],
                let expected = try? field.type.read(text), answer != expected
            else { return nil }
            return field.name
        }
    }
}
