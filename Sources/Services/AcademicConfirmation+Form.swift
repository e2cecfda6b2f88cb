import Casework
import Persian
import VerifyCore

/// The form of a request for a code, in the names of the columns of an upload.
extension AcademicConfirmation {
    static let form = FormDefinition(version: 1, document + studies + names + files)

    private static let document = [
        FieldDefinition(
            "institution",
            Wording(fa: "دانشگاه یا مرکز", en: "University or centre"),
            .organisation,
            prefill: .dataBank(.institution)
        ),
        FieldDefinition(
            "document_kind",
            Wording(fa: "نوع مدرک", en: "Kind of document"),
            .choice([DocumentKind.diploma, .provisional].map { Choice($0.rawValue, $0.title) })
        ),
        FieldDefinition(
            "document_number",
            Wording(fa: "شمارهٔ مدرک", en: "Number of the document"),
            .text,
            help: Wording(
                fa: "همان‌گونه که روی مدرک نوشته شده است.",
                en: "As it is written on the document."
            ),
            prefill: .dataBank(.documentNumber)
        ),
        FieldDefinition(
            "former_code",
            Wording(fa: "کد صحت سامانهٔ پیشین", en: "Code of the former system"),
            .text,
            help: Wording(
                fa:
                    "اگر مدرک از سامانهٔ پیشین کد بیست‌رقمی دارد، آن را بنویسید؛ با صدور کد تازه، کد پیشین جایگزین می‌شود.",
                en: """
                    If the document has a code of twenty digits of the former system; the new code replaces it.
                    """
            ),
            required: .never
        ),
    ]

    private static let studies = [
        FieldDefinition(
            "level",
            Wording(fa: "مقطع", en: "Level"),
            .choice(Level.allCases.map { Choice($0.rawValue, $0.title) }),
            prefill: .dataBank(.level)
        ),
        FieldDefinition(
            "field_fa",
            Wording(fa: "رشتهٔ تحصیلی", en: "Field of study"),
            .text,
            prefill: .dataBank(.field)
        ),
        FieldDefinition(
            "mode",
            Wording(fa: "شیوهٔ تحصیل", en: "Mode of study"),
            .choice(StudyMode.allCases.map { Choice($0.rawValue, $0.title) })
        ),
        FieldDefinition(
            "graduation_date",
            Wording(fa: "تاریخ دانش‌آموختگی", en: "Day of graduation"),
            .date,
            prefill: .dataBank(.graduatedOn)
        ),
        FieldDefinition(
            "average",
            Wording(fa: "معدل کل", en: "Average grade"),
            .text,
            help: Wording(fa: "نمونه: ۱۷٫۵۲", en: "For example 17.52"),
            required: .never
        ),
    ]

    private static let names = [
        FieldDefinition(
            "first_name_fa",
            Wording(fa: "نام روی مدرک", en: "First name on the document, in Persian"),
            .text,
            prefill: .person(.firstFa)
        ),
        FieldDefinition(
            "last_name_fa",
            Wording(fa: "نام خانوادگی روی مدرک", en: "Last name on the document, in Persian"),
            .text,
            prefill: .person(.lastFa)
        ),
        FieldDefinition(
            "first_name_en",
            Wording(fa: "نام به لاتین، مانند گذرنامه", en: "First name as in the passport"),
            .text,
            required: .never,
            prefill: .person(.firstEn)
        ),
        FieldDefinition(
            "last_name_en",
            Wording(
                fa: "نام خانوادگی به لاتین، مانند گذرنامه",
                en: "Last name as in the passport"
            ),
            .text,
            required: .never,
            prefill: .person(.lastEn)
        ),
        FieldDefinition(
            "father_name_fa",
            Wording(fa: "نام پدر", en: "Father's name, in Persian"),
            .text,
            required: .never
        ),
    ]

    private static let files = [
        FieldDefinition(
            "scan",
            Wording(fa: "تصویر مدرک", en: "Scan of the document"),
            .file(FileRule(kinds: [.jpeg, .png, .pdf], count: 1...3)),
            help: Wording(
                fa: "هر دو روی مدرک، خوانا، با هر چهار گوشه.",
                en: "Both sides, legible, with all four corners."
            )
        ),
        FieldDefinition(
            "true",
            Wording(
                fa: "این اطلاعات درست است و مدرک از آن من است.",
                en: "This information is true, and the document is mine."
            ),
            .declaration
        ),
    ]
}
