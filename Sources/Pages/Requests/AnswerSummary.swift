import Accounts
import Casework
import Persian
import VerifyCore
import Web

/// The answers of a form for a reader: names and values in rows, with a link to change each one.
struct AnswerSummary {
    private let facts: RequestFacts

    init(_ facts: RequestFacts) { self.facts = facts }

    /// Returns a row for each shown question; `change`: the address of the form, nil where nothing can be changed.
    func rows(of typed: TypedForm, change: String?) -> [SummaryList.Row] {
        let shown = ShownFields(facts.service.form.fields, for: typed)
        return shown.fields.flatMap { field -> [SummaryList.Row] in
            let name = field.definition.name
            let isOpen = facts.correction.map { $0.fields.contains(name) } ?? true
            return rows(
                of: field.definition,
                typed.byName[name.text],
                at: "",
                under: shown.values,
                change: isOpen ? change : nil,
                suffix: ""
            )
        }
    }

    private func rows(
        of field: FieldDefinition,
        _ value: TypedValue?,
        at prefix: String,
        under outer: FormValues,
        change: String?,
        suffix: String
    ) -> [SummaryList.Row] {
        let place = prefix + field.name.text
        if case .group(let inner, _) = field.type, case .entries(let entries) = value {
            return entries.enumerated().flatMap { index, entry in
                let shown = ShownFields(inner, for: entry, under: outer)
                return shown.fields.flatMap { question in
                    rows(
                        of: question.definition,
                        entry.byName[question.definition.name.text],
                        at: "\(place).\(index).",
                        under: shown.values,
                        change: change,
                        suffix: " (\(index + 1))"
                    )
                }
            }
        }
        let title = Wording(
            fa: field.title.fa + Digits.persian(suffix),
            en: field.title.en + suffix
        )
        return [
            SummaryList.Row(
                title,
                self.value(of: field, value),
                change: change.map { "\($0)#\(place)" }
            )
        ]
    }

    /// The value of a row, with the value of the register where the two differ.
    private func value(of field: FieldDefinition, _ value: TypedValue?) -> PageValue {
        guard let value else { return .wording(Self.none) }
        if case .documents(let documents) = value {
            let names = documents.map { Self.text(of: $0, facts.files[$0.id]) }
            return .wording(
                fa: names.map(\.fa).joined(separator: "؛ "),
                en: names.map(\.en).joined(separator: "; ")
            )
        }
        guard case .text(let text) = value else { return .wording(Self.none) }
        let shown = wording(of: field, typed: text)
        guard let prefill = field.prefill, let register = facts.source[prefill],
            field.type.answer(typed: register) != field.type.answer(typed: text)
        else { return isolated(field.type, shown) }
        let known = wording(of: field, typed: register)
        return .prose(
            fa: "\(.isolated(shown.fa)) \(.soft("در ثبت ما: \(known.fa)"))",
            en: "\(.isolated(shown.en)) \(.soft("our record: \(known.en)"))"
        )
    }

    private func isolated(_ type: FieldType, _ shown: Wording) -> PageValue {
        switch type {
        case .nationalID, .foreignerID, .legalID, .iban, .mobile, .postalCode, .passport, .email:
            .prose(Prose("\(.latin(shown.en))"))
        case .money, .date, .declaration, .choice, .organisation: .wording(shown)
        default: .prose(fa: "\(.isolated(shown.fa))", en: "\(.isolated(shown.en))")
        }
    }

    private static let none = Wording(fa: "بدون پاسخ", en: "Not answered")
}

/// Values in words.
extension AnswerSummary {
    /// Returns a typed text as a reader understands it; one that breaks the rules of its type as it was typed.
    func wording(of field: FieldDefinition, typed text: String) -> Wording {
        let plain = Wording(fa: text, en: text)
        guard let answer = field.type.answer(typed: text) else { return plain }
        switch (field.type, answer) {
        case (.organisation, .text(let code)):
            return facts.organisations.name(of: code) ?? plain
        case (.choice(let choices), .choice(let word)):
            return choices.first { $0.value == word }?.title ?? plain
        case (_, .money(let rials)): return rials.inWords
        case (_, .date(let date)): return PersianTime.date(date)
        case (_, .number(let number)):
            return Wording(
                fa: PersianNumber.grouped(Int(number)),
                en: PersianNumber.groupedInEnglish(Int(number))
            )
        case (_, .confirmed): return Wording(fa: "تأیید کردید", en: "Confirmed")
        case (_, .text(let canonical)): return Wording(fa: canonical, en: canonical)
        default: return plain
        }
    }

    /// Returns the name, kind and size of a file.
    static func text(of typed: TypedDocument, _ file: StoredDocument?) -> Wording {
        let name = typed.name.isolatedName
        guard let file else { return Wording(fa: name, en: name) }
        let kind = file.kind.rawValue.uppercased()
        let size = FileSize.wording(file.bytes)
        return Wording(
            fa: "\(name) (\(kind)، \(size.fa))",
            en: "\(name) (\(kind), \(size.en))"
        )
    }

    /// Why a field or a file of it goes back.
    func reason(of entry: FieldReturn, in field: FieldDefinition) -> Wording {
        let title = ReturnReason.title(of: entry.reason)
        let note = entry.note.map { ": «\($0)»" } ?? ""
        let noteEn = entry.note.map { ": “\($0)”" } ?? ""
        let number = entry.ordinal + 1
        if case .file(let rule) = field.type, rule.count.upperBound > 1 {
            return Wording(
                fa: "فایل \(PersianNumber.plain(number)) برگشت خورده است: \(title.fa)\(note)",
                en: "File \(number) was returned: \(title.en)\(noteEn)"
            )
        }
        return Wording(
            fa: "برگشت خورده است: \(title.fa)\(note)",
            en: "It was returned: \(title.en)\(noteEn)"
        )
    }

    /// The answer that was sent before; nil for files, which the field names, and for groups.
    func former(_ value: TypedValue, of field: FieldDefinition) -> Wording? {
        guard case .text(let text) = value, field.type != .declaration else { return nil }
        let shown = wording(of: field, typed: text)
        return Wording(fa: "پاسخ پیشین: «\(shown.fa)»", en: "Former answer: “\(shown.en)”")
    }
}

extension Rials {
    /// The amount in rials with its amount in toman, in which most people count.
    var inWords: Wording {
        let toman = Int(amount / 10)
        let rest = amount % 10 == 0 ? "" : " و \(PersianNumber.plain(Int(amount % 10))) ریال"
        let restEn = amount % 10 == 0 ? "" : " and \(amount % 10) rials"
        return Wording(
            fa: """
                \(PersianNumber.grouped(Int(amount))) ریال، \(PersianWords.number(toman)) تومان\(rest)
                """,
            en: """
                \(PersianNumber.groupedInEnglish(Int(amount))) rials, \
                \(PersianNumber.groupedInEnglish(toman)) toman\(restEn)
                """
        )
    }
}
