import Casework
import Persian
import Web

/// The answers of a form as rows of names and values, in the order of the form.
struct CaseAnswers {
    let site: GatedSite
    let form: FormDefinition

    /// Returns the answers that a reader sees; files are listed on their own.
    func rows(of values: FormValues) async throws -> [SummaryList.Row] {
        try await rows(of: values, in: form.fields, under: nil)
    }

    private func rows(
        of values: FormValues,
        in fields: [FieldDefinition],
        under entry: Wording?
    ) async throws -> [SummaryList.Row] {
        var rows: [SummaryList.Row] = []
        for field in fields {
            guard let value = values[field.name] else { continue }
            if case .group(let inner, _) = field.type, case .entries(let entries) = value {
                for (index, one) in entries.enumerated() {
                    let title = Self.numbered(field.title, index)
                    rows += try await self.rows(of: one, in: inner, under: title)
                }
            } else if let drawn = try await drawn(value, of: field.type) {
                rows.append(SummaryList.Row(Self.joined(entry, field.title), drawn))
            }
        }
        return rows
    }

    /// Returns the value of one answer; nil for files.
    func drawn(_ value: FieldValue, of type: FieldType) async throws -> PageValue? {
        switch value {
        case .text(let text):
            switch type {
            case .organisation: return .wording(try await site.organisationName(text))
            case .nationalID, .foreignerID, .passport, .legalID, .iban, .mobile, .email,
                .postalCode:
                return .prose(Prose("\(.latin(text))"))
            default: return .prose(Prose("\(.isolated(text))"))
            }
        case .number(let number): return .number(Int(number))
        case .money(let rials):
            return .wording(
                fa: "\(PersianNumber.grouped(Int(rials.amount))) ریال",
                en: "\(PersianNumber.groupedInEnglish(Int(rials.amount))) rials"
            )
        case .date(let date): return .wording(PersianTime.date(date))
        case .choice(let word):
            guard case .choice(let choices) = type,
                let choice = choices.first(where: { $0.value == word })
            else { return .text(word) }
            return .wording(choice.title)
        case .confirmed: return .wording(fa: "تأیید شده", en: "Confirmed")
        case .files, .entries: return nil
        }
    }

    /// The title of the field at a JSON pointer; a file has a number where the field has several.
    static func title(of pointer: String, _ ordinal: Int = 0, in form: FormDefinition) -> Wording {
        var fields = form.fields
        var title: Wording?
        for part in pointer.split(separator: "/") {
            if let index = Int(part) {
                title = title.map { numbered($0, index) }
                continue
            }
            guard let field = fields.first(where: { $0.name.text == part }) else { break }
            title = joined(title, field.title)
            if case .group(let inner, _) = field.type { fields = inner }
        }
        let found = title ?? Wording(fa: "فایل", en: "File")
        return ordinal == 0 ? found : numbered(found, ordinal)
    }

    private static func numbered(_ title: Wording, _ index: Int) -> Wording {
        Wording(
            fa: "\(title.fa) (\(PersianNumber.plain(index + 1)))",
            en: "\(title.en) (\(index + 1))"
        )
    }

    private static func joined(_ outer: Wording?, _ inner: Wording) -> Wording {
        guard let outer else { return inner }
        return Wording(fa: "\(outer.fa)، \(inner.fa)", en: "\(outer.en), \(inner.en)")
    }
}
