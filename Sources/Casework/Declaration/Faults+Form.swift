import Persian

/// The form and what refers to its fields.
extension FormDefinition {
    func nameFaults() -> [DeclarationFault] { Self.nameFaults(fields, at: "form") }

    private static func nameFaults(
        _ fields: [FieldDefinition],
        at place: String
    ) -> [DeclarationFault] {
        Service.named(fields.map(\.name), "field", at: place)
            + fields.flatMap { field -> [DeclarationFault] in
                guard case .group(let inner, _) = field.type else { return [] }
                return nameFaults(inner, at: "field \(field.name)")
            }
    }
}

extension Service {
    func formFaults() -> [DeclarationFault] {
        var faults = Self.faults(of: form.fields, at: "field ", under: [], depth: 0)
        let count = form.fields.reduce(0) { $0 + $1.count }
        if form.version < 1 {
            faults.append(.init(.limit, at: "form", "the version \(form.version) is not 1 or more"))
        }
        if count > FormLimit.fields {
            faults.append(
                .init(.limit, at: "form", "\(count) fields are more than \(FormLimit.fields)")
            )
        }
        return faults
    }

    func openingFaults() -> [DeclarationFault] {
        var faults: [DeclarationFault] = []
        if opening.by.isEmpty {
            faults.append(.init(.party, at: "opening", "nothing opens a case"))
        }
        for name in opening.once where name != OpeningRule.opener && form[name] == nil {
            faults.append(.init(.unknownField, at: "opening", "the once-key has no field \(name)"))
        }
        switch opening.about {
        case .opener, .none: break
        case .named(let field):
            faults += need(field, at: "opening", "the number of a person") { $0.isPersonNumber }
        case .organisation(let field):
            faults += need(field, at: "opening", "an organisation") { $0 == .organisation }
        }
        if let rule = opening.objects {
            faults += need(rule.field, at: "opening", "a text") { $0 == .text }
            if rule.days < 1 {
                faults.append(.init(.budget, at: "opening", "the term is not one day or more"))
            }
        }
        if tariff != nil {
            faults.append(.init(.laterStage, "a price belongs to a later stage"))
        }
        let retained = [retention.drafts, retention.refusedFiles, retention.completed]
        if retained.contains(where: { $0 < 1 }) {
            faults.append(.init(.budget, at: "retention", "a period is not one day or more"))
        }
        return faults
    }

    /// Returns a fault where a field is unknown or has another type.
    func need(
        _ name: FieldName,
        at place: String,
        _ noun: String,
        _ fits: (FieldType) -> Bool
    ) -> [DeclarationFault] {
        guard let field = form[name] else {
            return [.init(.unknownField, at: place, "the form has no field \(name)")]
        }
        return fits(field.type)
            ? [] : [.init(.fieldType, at: place, "the field \(name) is not \(noun)")]
    }
}

extension Service {
    private static func faults(
        of fields: [FieldDefinition],
        at prefix: String,
        under outer: Set<FieldName>,
        depth: Int
    ) -> [DeclarationFault] {
        var faults: [DeclarationFault] = []
        var before = outer
        for field in fields {
            let place = "\(prefix)\(field.name)"
            faults += unworded(field.title, "title", at: place)
            faults += field.help.map { unworded($0, "help", at: place) } ?? []
            for missing in field.shown.fields.union(field.required.fields).subtracting(before)
                .sorted()
            {
                faults.append(
                    .init(
                        .condition,
                        at: place,
                        "a condition depends on \(missing), which is no field before this one"
                    )
                )
            }
            if field.viewers.isEmpty {
                faults.append(.init(.party, at: place, "no reader sees the answer"))
            }
            faults += faultsOfType(field, at: place, under: before, depth: depth)
            before.insert(field.name)
        }
        return faults
    }

    private static func faultsOfType(
        _ field: FieldDefinition,
        at place: String,
        under before: Set<FieldName>,
        depth: Int
    ) -> [DeclarationFault] {
        switch field.type {
        case .choice(let choices):
            var faults = choices.flatMap { unworded($0.title, "answer \($0.value)", at: place) }
            if choices.isEmpty || Set(choices.map(\.value)).count != choices.count
                || choices.contains(where: { Letters.stored($0.value) != $0.value })
                || choices.contains(where: { $0.value.isEmpty })
            {
                faults.append(.init(.limit, at: place, "the answers need different, plain words"))
            }
            return faults
        case .file(let rule):
            let fits =
                !rule.kinds.isEmpty && (1...FormLimit.files).contains(rule.count.upperBound)
                && rule.count.lowerBound >= 1 && (1...FormLimit.fileBytes).contains(rule.bytes)
            return fits ? [] : [.init(.limit, at: place, "the rule of files is outside the limits")]
        case .group(let inner, let count):
            let fits =
                !inner.isEmpty && count.lowerBound >= 1 && count.upperBound <= FormLimit.entries
                && depth < FormLimit.depth
            return faults(of: inner, at: "\(place)/", under: before, depth: depth + 1)
                + (fits ? [] : [.init(.limit, at: place, "the group is outside the limits")])
        default: return []
        }
    }
}

extension FieldDefinition {
    /// The number of fields, those of a group included.
    fileprivate var count: Int {
        guard case .group(let inner, _) = type else { return 1 }
        return inner.reduce(1) { $0 + $1.count }
    }
}

extension FieldType {
    /// Whether an answer names a natural person.
    var isPersonNumber: Bool {
        switch self {
        case .nationalID, .foreignerID, .passport: true
        default: false
        }
    }

    /// Whether the field or a field of the group has files.
    var hasFiles: Bool {
        switch self {
        case .file: true
        case .group(let inner, _): inner.contains { $0.type.hasFiles }
        default: false
        }
    }

    /// Whether the field or a field of the group names a natural person.
    var namesPersons: Bool {
        if case .group(let inner, _) = self { return inner.contains { $0.type.namesPersons } }
        return isPersonNumber
    }
}
