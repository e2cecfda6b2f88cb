import Persian
import Registry
import VerifyCore
import Web

/// The facts of a degree for its holder.
enum HeldDegreeRows {
    /// Returns what is on the document, the name first; never the number of the ID, because the rows are printed too.
    static func rows(of record: DegreeRecord) -> [SummaryList.Row] {
        let fields = ShareField.allCases.filter(\.isOnDocument)
        let person: Set<ShareField> = [.holder, .fatherName]
        let document = [
            DegreeRows.row("نوع مدرک", "Document", record.documentKind.title),
            DegreeRows.row("مقطع", "Level", record.level.title),
            institution(record),
        ]
        return fields.filter(person.contains).compactMap { row(of: $0, in: record) } + document
            + fields.filter { !person.contains($0) }.compactMap { row(of: $0, in: record) }
    }

    /// Returns the row of the institution, as it was named when the degree was issued.
    static func institution(_ record: DegreeRecord) -> SummaryList.Row {
        DegreeRows.named(
            Wording(fa: "دانشگاه", en: "University"),
            record.institutionNameFa,
            record.institutionNameEn
        )
    }

    private static func row(of field: ShareField, in record: DegreeRecord) -> SummaryList.Row? {
        field.value(in: record).map { row(of: field, $0) }
    }

    /// Returns the row of a field with its value.
    static func row(of field: ShareField, _ value: ShownValue) -> SummaryList.Row {
        switch value {
        case .name(let fa, let en): DegreeRows.named(field.title, fa, en)
        case .number(let text): .init(field.title, .prose(Prose("\(.latin(text))")))
        case .date(let date): .init(field.title, .wording(DegreeRows.day(date)))
        case .mode(let mode): .init(field.title, .wording(mode.title))
        case .mark(let hundredths): .init(field.title, .wording(mark(hundredths)))
        }
    }

    private static func mark(_ hundredths: Int) -> Wording {
        let rest = hundredths % 100
        let decimals = rest < 10 ? "0\(rest)" : "\(rest)"
        return Wording(
            fa: Digits.persian("\(hundredths / 100)٫\(decimals)"),
            en: "\(hundredths / 100).\(decimals)"
        )
    }
}

extension HeldDegree {
    /// The level and the field, by which lists name a degree.
    var name: Prose {
        let field = record.fieldEn.isEmpty ? record.fieldFa : record.fieldEn
        return Prose(
            fa: "\(record.level.title.fa)، \(.isolated(record.fieldFa))",
            en: "\(record.level.title.en), \(.isolated(field))"
        )
    }

    /// The same as plain words, for links.
    var title: Wording {
        Wording(
            fa: "\(record.level.title.fa)، \(record.fieldFa)",
            en:
                "\(record.level.title.en), \(record.fieldEn.isEmpty ? record.fieldFa : record.fieldEn)"
        )
    }
}
