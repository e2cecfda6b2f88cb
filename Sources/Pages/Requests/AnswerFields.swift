import Accounts
import Casework
import Persian
import Web

/// Draws the questions of a declaration, with what was typed so far, as the fields of a page.
struct AnswerFields {
    private let facts: RequestFacts
    /// The fields, in the order of the page.
    private(set) var fields: [PageField] = []
    /// The texts by the names of their fields.
    private(set) var texts: [String: String] = [:]
    /// The fields that the reader does not see.
    private(set) var hidden: [(name: String, value: String)] = []

    init(_ facts: RequestFacts, _ typed: TypedForm) {
        self.facts = facts
        let shown = ShownFields(facts.service.form.fields, for: typed)
        for field in shown.fields {
            if let correction = facts.correction,
                !correction.fields.contains(field.definition.name)
            {
                continue
            }
            draw(field, typed, at: "", under: shown.values, suffix: "")
        }
    }

    /// Returns the field of the page that a JSON pointer of the form leads to.
    func anchor(_ pointer: String) -> String {
        var parts = pointer.split(separator: "/").map(String.init)
        if parts.first == "form" { parts.removeFirst() }
        while !parts.isEmpty {
            let name = parts.joined(separator: ".")
            if fields.contains(where: { $0.name == name }) { return name }
            parts.removeLast()
        }
        return fields.first?.name ?? ""
    }
}

extension AnswerFields {
    /// `suffix`: what distinguishes the labels of the entries of a group.
    private mutating func draw(
        _ shown: ShownFields.Field,
        _ typed: TypedForm,
        at prefix: String,
        under outer: FormValues,
        suffix: String
    ) {
        let field = shown.definition
        let place = prefix + field.name.text
        let value = typed.byName[field.name.text]
        switch field.type {
        case .file(let rule): drawFiles(shown, rule, value, at: place, suffix: suffix)
        case .group(let inner, let count):
            drawEntries(shown, inner, count, value, at: place, under: outer)
        default:
            if case .text(let text) = value { keep(text, of: field.type, at: place) }
            fields.append(
                PageField(
                    place,
                    kind(of: field),
                    label: label(shown, suffix),
                    hint: hint(of: field, at: place),
                    required: shown.isRequired ? field.title : nil,
                    autocomplete: field.type.autocomplete,
                    style: field.type.isShort ? "short" : nil
                )
            )
        }
    }

    /// Keeps a text for its field; digits are folded, and a date comes back in its three parts.
    private mutating func keep(_ text: String, of type: FieldType, at place: String) {
        switch type {
        case .date:
            var parts: [String]
            if let date = try? TypedDate.parse(text) {
                let jalali = JalaliDate(date)
                parts = [jalali.year, jalali.month, jalali.day].map { String($0) }
            } else {
                parts = text.split(separator: "/", omittingEmptySubsequences: false)
                    .map(String.init)
                parts += Array(repeating: "", count: max(0, 3 - parts.count))
            }
            for (name, part) in zip(["year", "month", "day"], parts) {
                texts["\(place)-\(name)"] = part
            }
        case .number, .money, .nationalID, .foreignerID, .legalID, .iban, .mobile, .postalCode:
            texts[place] = Digits.folded(text)
        default: texts[place] = text
        }
    }

    private func kind(of field: FieldDefinition) -> PageField.Kind {
        switch field.type {
        case .text: .text
        case .longText: .multiline(rows: 6)
        case .number, .money, .nationalID, .foreignerID, .legalID, .mobile, .postalCode: .digits
        case .iban, .passport, .email: .latin
        case .date: .date
        case .choice(let choices):
            choices.count > Self.mostRadios
                ? .selection(choices.map { .init($0.value, $0.title) })
                : .choice(choices.map { .init($0.value, $0.title) })
        case .organisation:
            facts.organisations.choices(facts.service.kinds(of: field.name))
                .map { .selection($0) } ?? .text
        case .declaration: .checkbox
        case .file: .file(accept: "")
        case .group: .title
        }
    }

    /// The most answers that are all visible; more of them are in a list that opens.
    private static let mostRadios = 7

    private func label(_ shown: ShownFields.Field, _ suffix: String) -> Wording {
        let title = shown.definition.title
        let optional = shown.isRequired ? ("", "") : (" (اختیاری)", " (optional)")
        return Wording(
            fa: title.fa + suffix.persianSuffix + optional.0,
            en: title.en + suffix + optional.1
        )
    }
}

/// Files and groups.
extension AnswerFields {
    /// The most empty places for files that are shown together.
    private static let emptyPlaces = 3

    private mutating func drawFiles(
        _ shown: ShownFields.Field,
        _ rule: FileRule,
        _ value: TypedValue?,
        at place: String,
        suffix: String
    ) {
        var documents: [TypedDocument] = []
        if case .documents(let known) = value { documents = known }
        let places = min(rule.count.upperBound, documents.count + Self.emptyPlaces)
        for slot in 0..<max(places, 1) {
            let name = slot == 0 ? place : "\(place).\(slot)"
            let number = rule.count.upperBound > 1 ? suffix + " (\(slot + 1))" : suffix
            let isRequired = shown.isRequired && slot < rule.count.lowerBound
            let known = slot < documents.count ? documents[slot] : nil
            if let known { texts[name] = known.name }
            fields.append(
                PageField(
                    name,
                    .file(accept: rule.accept),
                    label: label(.init(shown.definition, isRequired: isRequired), number),
                    hint: slot == 0
                        ? .sentences([
                            shown.definition.help, rule.limits, returned(of: shown.definition),
                        ]) : nil
                )
            )
            if known != nil {
                fields.append(
                    PageField(
                        AnswerReader.remove + name,
                        .checkbox,
                        label: Wording(
                            fa: "این فایل برداشته شود؛ برای جایگزینی، فایل دیگری انتخاب کنید",
                            en: "Remove this file; to replace it, choose another one"
                        )
                    )
                )
            }
        }
    }

    private mutating func drawEntries(
        _ shown: ShownFields.Field,
        _ inner: [FieldDefinition],
        _ count: ClosedRange<Int>,
        _ value: TypedValue?,
        at place: String,
        under outer: FormValues
    ) {
        var entries: [TypedForm] = []
        if case .entries(let known) = value { entries = known }
        if entries.isEmpty, shown.isRequired { entries = [TypedForm()] }
        fields.append(
            PageField(
                place,
                .title,
                label: label(shown, ""),
                hint: .sentences([shown.definition.help, returned(of: shown.definition)])
            )
        )
        hidden.append((AnswerReader.count + place, String(entries.count)))
        for (index, entry) in entries.enumerated() {
            let path = "\(place).\(index)"
            let questions = ShownFields(inner, for: entry, under: outer)
            for field in questions.fields {
                draw(
                    field,
                    entry,
                    at: path + ".",
                    under: questions.values,
                    suffix: " (\(index + 1))"
                )
            }
            fields.append(
                PageField(
                    AnswerReader.remove + path,
                    .command,
                    label: Wording(
                        fa: "برداشتن مورد \(PersianNumber.plain(index + 1))",
                        en: "Remove entry \(index + 1)"
                    )
                )
            )
        }
        if entries.count < count.upperBound {
            fields.append(
                PageField(
                    AnswerReader.add + place,
                    .command,
                    label: Wording(fa: "افزودن یک مورد", en: "Add an entry")
                )
            )
        }
    }
}

/// Hints.
extension AnswerFields {
    private func hint(of field: FieldDefinition, at place: String) -> Wording? {
        var known: Wording?
        if let prefill = field.prefill, let text = facts.source[prefill] {
            let shown = AnswerSummary(facts).wording(of: field, typed: text)
            known = prefill.hint(shown)
        }
        return .sentences([field.help, field.type.hint, known, returned(of: field)])
    }

    /// Why a question is answered again, and the answer that was sent before.
    private func returned(of field: FieldDefinition) -> Wording? {
        guard let correction = facts.correction else { return nil }
        let summary = AnswerSummary(facts)
        let reasons = correction.returned
            .filter { $0.field.split(separator: "/").first == Substring(field.name.text) }
            .map { summary.reason(of: $0, in: field) }
        let former = correction.former.byName[field.name.text]
            .flatMap { summary.former($0, of: field) }
        return .sentences(reasons + [former])
    }
}

extension String {
    /// A number behind a label, in Persian digits.
    fileprivate var persianSuffix: String { Digits.persian(self) }
}
