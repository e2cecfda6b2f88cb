import Persian

/// The values from which the first answers of a form come.
package struct PrefillSource: Sendable {
    /// Values of the person.
    package let person: [PersonField: String]
    /// Values of the person's row of the data bank.
    package let graduate: [GraduateField: String]

    /// Values by their names; a missing one fills nothing.
    package init(person: [PersonField: String] = [:], graduate: [GraduateField: String] = [:]) {
        self.person = person
        self.graduate = graduate
    }

    /// The value for a field; nil where there is none.
    package subscript(prefill: Prefill) -> String? {
        switch prefill {
        case .person(let field): person[field]
        case .dataBank(let field): graduate[field]
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
