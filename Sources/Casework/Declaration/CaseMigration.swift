/// How the cases of one version of a service become cases of another: a mapping of steps and of fields.
///
/// It is a value that two persons approve; `faults` tells what it leaves out, and `preview` what it would change.
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
    /// A name that the new version does not have as a step.
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
        case .unknownStep(let step): "the new version has no step \(step)"
        case .otherParty(let one, let other):
            "the step \(one) waits for errands and \(other) does not, or the reverse"
        case .unmappedField(let field): "the field \(field) may be required and is not mapped"
        case .unknownField(let field): "there is no field \(field)"
        case .otherType(let field): "the field \(field) has another type than its source"
        }
    }
}

extension CaseMigration {
    /// Returns what the mapping leaves out: every step, and every field that may be required, needs a source.
    package func faults(from former: Service, to new: Service) -> [MigrationFault] {
        guard former.id == service, new.id == service, former.version == from, new.version == to
        else { return [.versions] }
        return former.steps.flatMap { stepFaults($0, in: new) }
            + fieldFaults(from: former.form, to: new.form)
    }

    private func stepFaults(_ step: Step, in new: Service) -> [MigrationFault] {
        guard let name = steps[step.name] else { return [.unmappedStep(step.name)] }
        guard let target = new.step(name) else { return [.unknownStep(name)] }
        let waits = (step.waitsFor == .errands, target.waitsFor == .errands)
        return waits.0 == waits.1 ? [] : [.otherParty(step.name, name)]
    }

    private func fieldFaults(
        from former: FormDefinition,
        to new: FormDefinition
    ) -> [MigrationFault] {
        let unknown =
            fields.keys.filter { new[$0] == nil }
            + fields.values.filter { former[$0] == nil }
        let mapped = new.fields.compactMap { field -> MigrationFault? in
            guard let source = fields[field.name] else {
                return field.required == .never ? nil : .unmappedField(field.name)
            }
            guard let before = former[source] else { return nil }
            return before.type.canonicalShape == field.type.canonicalShape
                ? nil : .otherType(field.name)
        }
        return Set(unknown).sorted().map(MigrationFault.unknownField) + mapped
    }

    /// Returns the answers of a case in the new version.
    package func values(_ values: FormValues) -> FormValues {
        var moved = FormValues()
        for (field, source) in fields { moved[field] = values[source] }
        return moved
    }

    /// Returns what the mapping would change in a case, one line for each step and field, without any answer.
    package func preview(_ snapshot: CaseSnapshot) -> String {
        let target = steps[snapshot.file.step]?.text ?? "not mapped"
        var lines = [
            "version \(from) -> \(to)",
            "step \(snapshot.file.step) -> \(target)",
        ]
        let values = snapshot.submission?.values ?? FormValues()
        for (field, source) in fields.sorted(by: { $0.key < $1.key }) where values[source] != nil {
            lines.append("field \(source) -> \(field)")
        }
        let kept = Set(fields.values)
        for field in values.byField.keys.sorted() where !kept.contains(field) {
            lines.append("field \(field) -> dropped")
        }
        return lines.joined(separator: "\n") + "\n"
    }
}

extension FieldType {
    /// The type with the fields of a group: answers move only between equal shapes.
    fileprivate var canonicalShape: String {
        guard case .group(let inner, _) = self else { return canonicalWord }
        return canonicalWord
            + CanonicalLines.list(inner.map { "\($0.name) \($0.type.canonicalShape)" })
    }
}
