/// When a field is shown or required: a value that can be printed, compared and tested, and no closure.
package indirect enum Condition: Sendable, Hashable {
    /// In every case.
    case always
    /// In no case.
    case never
    /// The field has this value, in its canonical text (`FieldValue.compared`).
    case equals(FieldName, String)
    /// The field has a value.
    case present(FieldName)
    /// Each of these holds.
    case all([Condition])
    /// At least one of these holds.
    case any([Condition])
    /// The condition does not hold.
    case not(Condition)
}

extension Condition {
    /// Returns whether the condition holds for the values of a form.
    package func holds(for values: FormValues) -> Bool {
        switch self {
        case .always: true
        case .never: false
        case .equals(let field, let text): values[field]?.compared == text
        case .present(let field): values[field] != nil
        case .all(let conditions): conditions.allSatisfy { $0.holds(for: values) }
        case .any(let conditions): conditions.contains { $0.holds(for: values) }
        case .not(let condition): !condition.holds(for: values)
        }
    }

    /// The fields that the condition reads.
    package var fields: Set<FieldName> {
        switch self {
        case .always, .never: []
        case .equals(let field, _), .present(let field): [field]
        case .all(let conditions), .any(let conditions):
            conditions.reduce(into: []) { $0.formUnion($1.fields) }
        case .not(let condition): condition.fields
        }
    }
}
