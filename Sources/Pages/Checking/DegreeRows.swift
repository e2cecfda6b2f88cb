import Persian
import Registry
import VerifyCore
import Web

/// The fields of a degree that the tier opens, as rows of a name and a value.
struct DegreeRows {
    private let degree: DegreeView
    private let language: Language

    init(_ degree: DegreeView, in language: Language) {
        self.degree = degree
        self.language = language
    }

    var rows: [PageValue] {
        let detail = degree.detail
        // A reader who may see the name compares it with an ID document, so it comes first.
        let holder = detail.map { named("صاحب مدرک", "Holder", $0.holderFa, $0.holderEn) }
        var rows = [
            row("نوع مدرک", "Document", degree.documentKind.title.text(in: language)),
            row("مقطع", "Level", degree.level.title.text(in: language)),
            named("دانشگاه", "University", degree.institution.nameFa, degree.institution.nameEn),
        ]
        if let detail {
            rows += [
                named("رشته", "Field", detail.fieldFa, detail.fieldEn),
                row("دوره", "Mode of study", detail.mode.title.text(in: language)),
                row("تاریخ دانش‌آموختگی", "Graduated", day(detail.graduationDate)),
                number("شمارهٔ مدرک", "Document number", detail.diplomaNumber),
            ]
        } else {
            rows += [
                row("سال دانش‌آموختگی", "Year of graduation", year),
                named("صاحب مدرک", "Holder", degree.holderMasked, ""),
            ]
        }
        return [holder].compactMap { $0 } + rows
    }
}

extension DegreeRows {
    private func row(_ fa: String, _ en: String, _ value: String) -> PageValue {
        ["name": .text(Wording(fa: fa, en: en).text(in: language)), "value": .text(value)]
    }

    /// Returns a name in both scripts, the reader's first; one of them may be missing.
    private func named(_ fa: String, _ en: String, _ persian: String, _ latin: String) -> PageValue
    {
        let name = PageValue.text(Wording(fa: fa, en: en).text(in: language))
        let inPersian: PageValue = ["lang": "fa", "dir": "rtl", "text": .text(persian)]
        let inLatin: PageValue = ["lang": "en", "dir": "ltr", "text": .text(latin)]
        if latin.isEmpty { return ["name": name, "first": inPersian] }
        return language == .persian
            ? ["name": name, "first": inPersian, "second": inLatin]
            : ["name": name, "first": inLatin, "second": inPersian]
    }

    /// Returns a number with dashes or slashes, whose parts right-to-left text would reorder.
    private func number(_ fa: String, _ en: String, _ value: String) -> PageValue {
        [
            "name": .text(Wording(fa: fa, en: en).text(in: language)),
            "first": ["lang": .text(language.tag), "dir": "ltr", "text": .text(value)],
        ]
    }

    private var year: String {
        Wording(
            fa: PersianNumber.plain(degree.year),
            en: "\(degree.year) (\(degree.year + 621)/\((degree.year + 622) % 100))"
        )
        .text(in: language)
    }

    private func day(_ date: CivilDate) -> String {
        let jalali = JalaliDate(date)
        let gregorian = PersianTime.date(date).en
        let numbers = Digits.persian("\(date.year)/\(date.month)/\(date.day)")
        return Wording(
            fa: "\(jalali.inWords) (\(numbers) میلادی)",
            en: "\(gregorian) (\(jalali.day) \(MonthName.jalali(jalali.month).en) \(jalali.year))"
        )
        .text(in: language)
    }
}
