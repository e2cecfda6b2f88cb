import Persian

extension FormDefinition {
    /// Reads what a client sent: each answer passes the rules of its field, or all problems are returned together.
    ///
    /// The answer to a question that is not shown is dropped. Where a condition depends on an answer with a problem,
    /// nothing that follows from the condition is reported.
    package func read(_ typed: TypedForm, knowing facts: FormFacts = FormFacts()) -> FormReading {
        var reader = FormReader(facts: facts)
        let values = reader.read(fields, of: typed, at: "", under: FormReader.Scope())
        return reader.problems.isEmpty ? .values(values) : .problems(reader.problems)
    }
}

/// Reads a form in one pass: a condition depends on fields before it only (`Service.faults()`).
struct FormReader {
    let facts: FormFacts
    private(set) var problems: [FormProblem] = []
    /// The number of files so far.
    private var files = 0

    /// What the conditions of a field see: the answers around an entry and those of the entry.
    struct Scope {
        var values = FormValues()
        /// The fields whose answers have a problem.
        var doubted: Set<FieldName> = []

        /// Whether a condition holds; nil where it depends on an answer with a problem.
        func holds(_ condition: Condition) -> Bool? {
            condition.fields.isDisjoint(with: doubted) ? condition.holds(for: values) : nil
        }
    }

    init(facts: FormFacts) {
        self.facts = facts
    }

    mutating func read(
        _ fields: [FieldDefinition],
        of typed: TypedForm,
        at pointer: String,
        under outer: Scope
    ) -> FormValues {
        var scope = outer
        var values = FormValues()
        for field in fields {
            // An entry's own answers hide those around it.
            scope.values[field.name] = nil
            scope.doubted.remove(field.name)
        }
        if !typed.byName.keys.allSatisfy({ name in fields.contains { $0.name.text == name } }) {
            problems.append(FormProblem(pointer, .unknown, .unknownField))
        }
        for field in fields {
            let isShown = scope.holds(field.shown)
            if isShown == false { continue }
            let place = "\(pointer)/\(field.name)"
            let before = problems.count
            let value = read(field, typed.byName[field.name.text], at: place, under: scope)
            let isMissing = value == nil && problems.count == before
            if isMissing, isShown == true, scope.holds(field.required) == true {
                problems.append(FormProblem(place, .required, field.type.missing))
            }
            if problems.count > before { scope.doubted.insert(field.name) }
            values[field.name] = value
            scope.values[field.name] = value
        }
        return values
    }

    private mutating func read(
        _ field: FieldDefinition,
        _ typed: TypedValue?,
        at pointer: String,
        under scope: Scope
    ) -> FieldValue? {
        switch (field.type, typed) {
        case (_, nil): return nil
        case (.file(let rule), .documents(let documents)):
            return read(documents, by: rule, at: pointer)
        case (.group(let fields, let count), .entries(let entries)):
            return read(entries, of: fields, count: count, at: pointer, under: scope)
        case (.file, _), (.group, _), (_, .documents), (_, .entries):
            // A page sends empty text for a field without a file.
            if typed == .text("") { return nil }
            problems.append(FormProblem(pointer, .type, .wrongShape))
            return nil
        case (_, .text(let text)):
            do throws(FieldFault) {
                let value = try field.type.read(text)
                if case .organisation = field.type, case .text(let code) = value,
                    !facts.organisations.contains(code)
                {
                    throw FieldFault(.organisation, .unknownOrganisation)
                }
                return value
            } catch {
                problems.append(FormProblem(pointer, error.reason, error.sentence))
                return nil
            }
        }
    }

    private mutating func read(
        _ entries: [TypedForm],
        of fields: [FieldDefinition],
        count: ClosedRange<Int>,
        at pointer: String,
        under scope: Scope
    ) -> FieldValue? {
        if entries.isEmpty { return nil }
        guard check(entries.count, in: count, at: pointer) else { return nil }
        var read: [FormValues] = []
        for (index, entry) in entries.enumerated() {
            read.append(self.read(fields, of: entry, at: "\(pointer)/\(index)", under: scope))
        }
        return .entries(read)
    }

    private mutating func read(
        _ documents: [TypedDocument],
        by rule: FileRule,
        at pointer: String
    ) -> FieldValue? {
        if documents.isEmpty { return nil }
        files += documents.count
        guard check(documents.count, in: rule.count, at: pointer) else { return nil }
        guard files <= FormLimit.files else {
            problems.append(FormProblem(pointer, .tooMany, .tooManyFiles))
            return nil
        }
        var references: [FileReference] = []
        for (index, document) in documents.enumerated() {
            let place = "\(pointer)/\(index)"
            do throws(FieldFault) {
                let reference = try rule.read(document, in: facts)
                guard !references.contains(where: { $0.hash == reference.hash }) else {
                    throw FieldFault(.repeated, .repeatedFile)
                }
                references.append(reference)
            } catch {
                problems.append(FormProblem(place, error.reason, error.sentence))
            }
        }
        return references.isEmpty ? nil : .files(references)
    }

    private mutating func check(
        _ number: Int,
        in range: ClosedRange<Int>,
        at pointer: String
    ) -> Bool {
        if range.contains(number) { return true }
        let isTooFew = number < range.lowerBound
        problems.append(
            FormProblem(
                pointer,
                isTooFew ? .tooFew : .tooMany,
                isTooFew ? .tooFew(range.lowerBound) : .tooMany(range.upperBound)
            )
        )
        return false
    }
}

extension FileRule {
    /// Reads one document that a client names.
    fileprivate func read(
        _ document: TypedDocument,
        in facts: FormFacts
    ) throws(FieldFault) -> FileReference {
        guard let file = facts.files[document.id] else {
            throw FieldFault(.document, .unknownDocument)
        }
        guard kinds.contains(file.kind) else { throw FieldFault(.kind, .wrongKind(kinds)) }
        guard file.bytes <= bytes else { throw FieldFault(.bytes, .tooManyBytes(bytes)) }
        return FileReference(
            document: file.document,
            hash: file.hash,
            shownName: ShownName(document.name).text
        )
    }
}

/// The name of a file as pages show it.
///
/// Without folders, marks of direction and control characters: U+202E would display `gpj.exe` as `exe.jpg`.
struct ShownName {
    let text: String

    init(_ name: String) {
        let last = name.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last ?? ""
        var scalars = String.UnicodeScalarView()
        for scalar in Letters.stored(String(last)).unicodeScalars
        where scalar.properties.generalCategory != .control {
            scalars.append(scalar)
            if scalars.count == FormLimit.nameScalars { break }
        }
        text = Letters.stored(String(scalars))
    }
}
