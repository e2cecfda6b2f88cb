import Accounts
import Casework
import Persian
import Web

/// Reads the fields of a sent form into the answers of a declaration.
///
/// A field of the page has the name of its question; in a group `members.0.name`. Names of commands begin with `do.`,
/// which no question of a declaration can have.
struct AnswerReader {
    private let fields: [String: String]
    private let files: [String: UploadedFile]
    private let facts: RequestFacts
    /// What is wrong with files and names of organisations, before the declaration judges the rest.
    private(set) var faults: [FieldFault] = []
    /// The group that a command changed; nil where only answers were sent.
    private(set) var changedGroup: String?

    /// The prefix of a command that adds an entry to a group.
    static let add = "do.add."
    /// The prefix of a command that removes an entry, and of a mark that removes a file.
    static let remove = "do.remove."
    /// The prefix of the hidden number of entries of a group.
    static let count = "do.count."
    /// The command that keeps the answers without judging them.
    static let save = "do.save"

    /// Reads a form that was sent to a page.
    init(_ request: PageRequest, _ facts: RequestFacts) {
        self.init(facts, request.fields, request.files)
    }

    init(
        _ facts: RequestFacts,
        _ fields: [String: String],
        _ files: [String: UploadedFile] = [:]
    ) {
        (self.fields, self.files, self.facts) = (fields, files, facts)
    }

    /// Returns the answers; `former` are those of the draft, whose files stay unless they are replaced or removed.
    mutating func read(over former: TypedForm) -> TypedForm {
        guard let correction = facts.correction else {
            return read(facts.service.form.fields, at: "", over: former)
        }
        let open = facts.service.form.fields.filter { correction.fields.contains($0.name) }
        let typed = read(open, at: "", over: former)
        var form = former
        for field in open { form.byName[field.name.text] = typed.byName[field.name.text] }
        return form
    }

    private mutating func read(
        _ definitions: [FieldDefinition],
        at prefix: String,
        over former: TypedForm
    ) -> TypedForm {
        var form = TypedForm()
        for field in definitions {
            let place = prefix + field.name.text
            let known = former.byName[field.name.text]
            form.byName[field.name.text] =
                switch field.type {
                case .file(let rule): readFiles(rule, at: place, over: known)
                case .group(let inner, let count):
                    readEntries(inner, count, at: place, over: known)
                case .date: readDate(at: place)
                case .organisation: readOrganisation(field.name, at: place)
                default: fields[place].flatMap { $0.isEmpty ? nil : .text($0) }
                }
        }
        return form
    }

    /// Three fields become one text, year first; a text that is not a date is kept as it was typed.
    private func readDate(at place: String) -> TypedValue? {
        let parts = ["year", "month", "day"].map { fields["\(place)-\($0)"]?.trimmingSpaces ?? "" }
        if parts.allSatisfy(\.isEmpty) { return nil }
        if let date = try? TypedDate.parse(day: parts[2], month: parts[1], year: parts[0]) {
            return .text(date.description)
        }
        return .text(parts.joined(separator: "/"))
    }

    private mutating func readOrganisation(_ name: FieldName, at place: String) -> TypedValue? {
        guard let text = fields[place], !text.trimmingSpaces.isEmpty else { return nil }
        let read = facts.organisations.read(text, of: facts.service.kinds(of: name))
        if let fault = read.fault { faults.append(FieldFault(field: place, wording: fault)) }
        return .text(read.code ?? text)
    }

    private mutating func readFiles(
        _ rule: FileRule,
        at place: String,
        over former: TypedValue?
    ) -> TypedValue? {
        var known: [TypedDocument] = []
        if case .documents(let documents) = former { known = documents }
        var documents: [TypedDocument] = []
        for slot in 0..<max(known.count, rule.count.upperBound) {
            let name = slot == 0 ? place : "\(place).\(slot)"
            let old = slot < known.count ? known[slot] : nil
            let isRemoved = fields[Self.remove + name] != nil
            switch files[name]?.result {
            case .stored(let document):
                documents.append(TypedDocument(document.id, name: files[name]?.name ?? ""))
            case .refused(let refusal):
                faults.append(
                    FieldFault(field: name, wording: refused(files[name]?.name ?? "", refusal))
                )
                if let old, !isRemoved { documents.append(old) }
            case nil:
                if let old, !isRemoved { documents.append(old) }
            }
        }
        return documents.isEmpty ? nil : .documents(documents)
    }

    private func refused(_ name: String, _ refusal: DocumentRefusal) -> Wording {
        let shown = name.isolatedName
        return Wording(
            fa: "«\(shown)»: \(refusal.wording.fa)",
            en: "“\(shown)”: \(refusal.wording.en)"
        )
    }

    private mutating func readEntries(
        _ inner: [FieldDefinition],
        _ count: ClosedRange<Int>,
        at place: String,
        over former: TypedValue?
    ) -> TypedValue? {
        var known: [TypedForm] = []
        if case .entries(let entries) = former { known = entries }
        let number = fields[Self.count + place].flatMap { Int($0) } ?? 0
        var entries: [TypedForm] = []
        for index in 0..<min(max(number, 0), count.upperBound) {
            let path = "\(place).\(index)"
            let entry = read(
                inner,
                at: path + ".",
                over: index < known.count ? known[index] : TypedForm()
            )
            if fields[Self.remove + path] != nil {
                changedGroup = place
            } else {
                entries.append(entry)
            }
        }
        if fields[Self.add + place] != nil {
            changedGroup = place
            if entries.count < count.upperBound { entries.append(TypedForm()) }
        } else {
            // An entry in which nothing was typed is none.
            entries.removeAll { $0.byName.isEmpty && changedGroup == nil }
        }
        return entries.isEmpty ? nil : .entries(entries)
    }
}

extension String {
    /// A name of a file in a sentence: without marks of direction, in an isolate of a separate direction.
    var isolatedName: String {
        let scalars = unicodeScalars.filter {
            !$0.properties.isBidiControl && $0.properties.generalCategory != .control
        }
        return "\u{2068}\(String(String.UnicodeScalarView(scalars)))\u{2069}"
    }
}
