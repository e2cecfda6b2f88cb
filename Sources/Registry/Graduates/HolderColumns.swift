import Persian
import Store

extension GraduateColumn {
    /// The columns that, together with `national_id`, identify a graduate who has no national ID.
    var holderPart: ColumnDefinition {
        switch self {
        case .idKind:
            .holder(
                Wording(fa: "نوع شناسه", en: "kind of ID"),
                ["نوع شماره شناسایی", "نوع مدرک شناسایی", "id type"],
                sql: StoredValue {
                    .integer($0.idKind.code)
                } load: {
                    guard let kind = HolderIDKind(code: try $1.int($2)) else {
                        throw StoreError.column($2, expected: "a kind of ID")
                    }
                    $0.idKind = kind
                },
                text: { $0.idKind.rawValue }
            )
        case .idCountry:
            .holder(
                Wording(fa: "کشور صادرکننده", en: "issuing state"),
                ["کشور صادرکننده گذرنامه", "کد کشور", "country", "issuing country"],
                limit: 3,
                sql: .text(\.idCountry),
                text: { $0.idCountry }
            )
        case .idPlace:
            .holder(
                Wording(fa: "محل صدور شناسنامه", en: "place of issue of the birth certificate"),
                ["محل صدور", "place of issue"],
                sql: .text(\.idPlace),
                text: { $0.idPlace }
            )
        default:
            .holder(
                Wording(fa: "شماره شناسه", en: "ID number"),
                [
                    "شماره شناسایی", "شماره گذرنامه", "کد فراگیر", "شماره شناسنامه",
                    "passport number",
                ],
                limit: 40,
                sql: .text(\.idNumber),
                text: { $0.idKind == .national ? "" : $0.idNumber }
            )
        }
    }
}

extension ColumnDefinition {
    /// The average, in hundredths.
    static let average = ColumnDefinition(
        title: Wording(fa: "معدل", en: "average"),
        otherTitles: ["معدل کل", "میانگین", "میانگین کل", "gpa"],
        isRequired: false,
        limit: 100,
        sql: StoredValue {
            $0.average.map { .integer(Int64($0)) } ?? .null
        } load: {
            $0.average = try $1.optionalInt($2).map { Int($0) }
        },
        text: { $0.average.map(Average.text) ?? "" },
        read: { $1.graduate.average = $1.average($0) }
    )

    /// The same column with another reader of its cells.
    func reading(
        _ read: @escaping @Sendable (String, inout RecordDraft) -> Void
    ) -> ColumnDefinition {
        ColumnDefinition(
            title: title,
            otherTitles: otherTitles,
            isRequired: isRequired,
            limit: limit,
            sql: sql,
            text: text,
            read: read
        )
    }
}
