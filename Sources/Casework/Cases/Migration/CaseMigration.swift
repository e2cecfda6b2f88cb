/// How the cases of one version of a service become cases of another: a mapping of steps and of fields.
///
/// It is a value that two persons agree on (docs/decisions/0150-cases-change-their-version.md); `faults` returns what it
/// leaves out.
package struct CaseMigration: Sendable, Hashable {
    /// The service.
    package let service: ServiceID
    /// The version of the cases.
    package let from: Int
    /// The version that they get.
    package let to: Int
    /// The step of the new version for each step of the former one.
    package let steps: [StepName: StepName]
    /// The field of the former version from which each field of the new one comes.
    package let fields: [FieldName: FieldName]

    /// Declares a mapping.
    package init(
        of service: ServiceID,
        from: Int,
        to: Int,
        steps: [StepName: StepName],
        fields: [FieldName: FieldName]
    ) {
        self.service = service
        self.from = from
        self.to = to
        self.steps = steps
        self.fields = fields
    }
}

/// What a mapping between versions leaves out.
package enum MigrationFault: Sendable, Hashable, CustomStringConvertible {
    /// The services are not the versions that the mapping names.
    case versions
    /// A step of the former version has no step.
    case unmappedStep(StepName)
    /// A name that the former version, or the new one, does not have as a step.
    case unknownStep(StepName)
    /// A step that waits for another kind of party, so that open errands would have no step, or a step no errands.
    case otherParty(StepName, StepName)
    /// A field that may be required has no source.
    case unmappedField(FieldName)
    /// A field that the new version, or the former one, does not have.
    case unknownField(FieldName)
    /// The field has another type than its source.
    case otherType(FieldName)

    /// What is wrong, as one clause.
    package var description: String {
        switch self {
        case .versions: "the declarations are not the versions that the mapping names"
        case .unmappedStep(let step): "the step \(step) is not mapped"
        case .unknownStep(let step): "there is no step \(step)"
        case .otherParty(let one, let other):
            "the step \(one) waits for errands and \(other) does not, or the reverse"
        case .unmappedField(let field): "the field \(field) may be required and is not mapped"
        case .unknownField(let field): "there is no field \(field)"
        case .otherType(let field): "the field \(field) has another type than its source"
        }
    }
}

extension CaseMigration {
    /// The mapping by equal names, changed by what was named: a step or a field that both versions have needs no words.
    package init(
        from former: VersionOutline,
        to new: VersionOutline,
        steps: [StepName: StepName] = [:],
        fields: [FieldName: FieldName] = [:]
    ) {
        var allSteps = steps
        for step in former.steps where allSteps[step.name] == nil {
            if new.step(step.name) != nil { allSteps[step.name] = step.name }
        }
        var allFields = fields
        for field in new.fields where allFields[field.name] == nil {
            if former.field(field.name) != nil { allFields[field.name] = field.name }
        }
        self.init(
            of: former.service,
            from: former.version,
            to: new.version,
            steps: allSteps,
            fields: allFields
        )
    }

    /// Returns what the mapping leaves out: every step, and every field that may be required, needs a source.
    package func faults(from former: VersionOutline, to new: VersionOutline) -> [MigrationFault] {
        guard former.service == service, new.service == service, former.version == from,
            new.version == to, from != to
        else { return [.versions] }
        let unknown = steps.keys.filter { former.step($0) == nil }.sorted()
        return unknown.map(MigrationFault.unknownStep)
            + former.steps.flatMap { stepFaults($0, in: new) } + fieldFaults(from: former, to: new)
    }

    private func stepFaults(_ step: VersionOutline.Step, in new: VersionOutline) -> [MigrationFault]
    {
        guard let name = steps[step.name] else { return [.unmappedStep(step.name)] }
        guard let target = new.step(name) else { return [.unknownStep(name)] }
        return (step.errands == nil) == (target.errands == nil)
            ? [] : [.otherParty(step.name, name)]
    }

    private func fieldFaults(
        from former: VersionOutline,
        to new: VersionOutline
    ) -> [MigrationFault] {
        let unknown =
            fields.keys.filter { new.field($0) == nil }
            + fields.values.filter { former.field($0) == nil }
        let mapped = new.fields.compactMap { field -> MigrationFault? in
            guard let source = fields[field.name] else {
                return field.isNeverRequired ? nil : .unmappedField(field.name)
            }
            guard let before = former.field(source) else { return nil }
            return before.shape == field.shape ? nil : .otherType(field.name)
        }
        return Set(unknown).sorted().map(MigrationFault.unknownField) + mapped
    }

    /// Returns the answers of a case in the new version.
    package func values(_ values: FormValues) -> FormValues {
        var moved = FormValues()
        for (field, source) in fields { moved[field] = values[source] }
        return moved
    }

    /// Returns where a part of the former form is in the new one: a JSON pointer; nil for a field that is dropped.
    func pointer(_ pointer: String) -> String? {
        let parts = pointer.split(separator: "/", maxSplits: 1)
        guard let first = parts.first,
            let field = fields.first(where: { $0.value.text == first })?.key
        else { return nil }
        return parts.count == 1 ? "/\(field)" : "/\(field)/\(parts[1])"
    }
}

extension CaseMigration {
    /// The mapping as text, one line for each step and field, in the order of the alphabet: what two persons agree on.
    package var text: String {
        let steps = steps.sorted { $0.key < $1.key }.map { "step \($0.key) \($0.value)" }
        let fields = fields.sorted { $0.key < $1.key }.map { "field \($0.value) \($0.key)" }
        return (steps + fields).joined(separator: "\n")
    }

    /// Reads a mapping as `text` writes it; nil for another text.
    init?(of service: ServiceID, from: Int, to: Int, text: String) {
        var steps: [StepName: StepName] = [:]
        var fields: [FieldName: FieldName] = [:]
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ").map(String.init)
            guard words.count == 3 else { return nil }
            switch words[0] {
            case "step": steps[StepName(words[1])] = StepName(words[2])
            case "field": fields[FieldName(words[2])] = FieldName(words[1])
            default: return nil
            }
        }
        self.init(of: service, from: from, to: to, steps: steps, fields: fields)
    }
}
