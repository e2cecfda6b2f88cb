import Persian
import Registry
import VerifyCore
import Web

/// The fields of a degree that the tier opens, as rows of a name and a value.
struct DegreeRows {
    private let degree: DegreeView

    init(_ degree: DegreeView) { self.degree = degree }

    var rows: [SummaryList.Row] {
        let detail = degree.detail
        let claimed = degree.claimed
        // A reader who may see the name compares it with the document, so it comes first.
        let holder =
            detail.map { Self.named(Self.holder, $0.holderFa, $0.holderEn) }
            ?? claimed?.holderFa.map { Self.named(Self.holder, $0, "") }
        var rows = [
            Self.row("نوع مدرک", "Document", degree.documentKind.title),
            Self.row("مقطع", "Level", degree.level.title),
            Self.named(
                Wording(fa: "دانشگاه", en: "University"),
                degree.institution.nameFa,
                degree.institution.nameEn
            ),
        ]
        if let detail {
            rows += [
                Self.named(Wording(fa: "رشته", en: "Field"), detail.fieldFa, detail.fieldEn),
                Self.row("دوره", "Mode of study", detail.mode.title),
                Self.row("تاریخ دانش‌آموختگی", "Graduated", Self.day(detail.graduationDate)),
                Self.number("شمارهٔ مدرک", "Document number", detail.diplomaNumber),
            ]
        } else {
            rows += claimed.map(Self.rows) ?? []
            if claimed?.graduationDate == nil {
                rows.append(Self.row("سال دانش‌آموختگی", "Year of graduation", year))
            }
            if holder == nil { rows.append(Self.named(Self.holder, degree.holderMasked, "")) }
        }
        return [holder].compactMap { $0 } + rows
    }

    /// Returns the rows of what a token carries, without the name.
    private static func rows(_ claimed: DegreeView.Claimed) -> [SummaryList.Row] {
        [
            claimed.fieldFa.map {
                named(Wording(fa: "رشته", en: "Field"), $0, claimed.fieldEn)
            },
            claimed.mode.map { row("دوره", "Mode of study", $0.title) },
            claimed.graduationDate.map { row("تاریخ دانش‌آموختگی", "Graduated", day($0)) },
        ]
        .compactMap(\.self)
    }
}

/// Rows of a degree, for its other pages too.
extension DegreeRows {
    /// The name of the row of the holder.
    static let holder = Wording(fa: "صاحب مدرک", en: "Holder")

    /// Returns a row of words.
    static func row(_ fa: String, _ en: String, _ value: Wording) -> SummaryList.Row {
        .init(Wording(fa: fa, en: en), .wording(value))
    }

    /// Returns a name in both scripts, the reader's first; the Latin one may be missing.
    static func named(
        _ title: Wording,
        _ persian: String,
        _ latin: String
    ) -> SummaryList.Row {
        let alone: RichText = "\(.foreign(persian, .persian))"
        if latin.isEmpty { return .init(title, .prose(Prose(alone))) }
        return .init(
            title,
            .prose(
                fa: "\(.foreign(persian, .persian)) \(.second(latin, .english))",
                en: "\(.foreign(latin, .english)) \(.second(persian, .persian))"
            )
        )
    }

    /// Returns a number with dashes or slashes, whose parts right-to-left text would reorder.
    static func number(_ fa: String, _ en: String, _ value: String) -> SummaryList.Row {
        .init(Wording(fa: fa, en: en), .prose(Prose("\(.latin(value))")))
    }

    private var year: Wording {
        Wording(
            fa: PersianNumber.plain(degree.year),
            en: "\(degree.year) (\(degree.year + 621)/\((degree.year + 622) % 100))"
        )
    }

    /// Returns a day in both calendars.
    static func day(_ date: CivilDate) -> Wording {
        let jalali = JalaliDate(date)
        let gregorian = PersianTime.date(date).en
        let numbers = Digits.persian("\(date.year)/\(date.month)/\(date.day)")
        return Wording(
            fa: "\(jalali.inWords) (\(numbers) میلادی)",
            en: "\(gregorian) (\(jalali.day) \(MonthName.jalali(jalali.month).en) \(jalali.year))"
        )
    }
}
