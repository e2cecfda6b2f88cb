import Accounts
package import Casework
import Persian
import VerifyCore

extension Service {
    /// تأیید مشخصات پیش از صدور مدرک: a student confirms, value by value, what the university recorded, and the code is
    /// issued with the document (R138).
    package static let graduationConfirmation: Service = Service(
        "graduation-confirmation",
        version: 1,
        Wording(fa: "تأیید مشخصات پیش از صدور مدرک", en: "Confirmation before graduation"),
        audiences: [.graduates],
        sector: .g2c,
        owner: "graduates",
        opening: OpeningRule(
            by: [.person(.matched)],
            about: .opener,
            once: ["opener", "institution", "document_kind", "document_number"],
            effects: [Effect("examine-confirmation")]
        ),
        form: FormDefinition(version: 1, GraduationConfirmation.fields),
        clocks: ReviewedDocument.clocks,
        exclusions: [.decidersBefore],
        objection: "refusal-objection",
        steps: GraduationConfirmation.review.steps,
        examples: GraduationConfirmation.review.examples(
            GraduationConfirmation.typed,
            returning: "field_fa",
            refusing: "not-complete"
        )
    )
}

/// The parts of the declaration.
enum GraduationConfirmation {
    static let review = ReviewedDocument(
        review: "review-confirmation",
        issue: "issue-confirmed",
        confirmation: Wording(fa: "تأیید نهایی و صدور کد صحت", en: "Confirm and issue the code"),
        reasons: reasons,
        hasFiles: false
    )

    static let fields = document + values(studies) + [studiesRight] + values(names) + [namesRight]

    /// What names the entry of the university: the student has the number from the university.
    private static let document = [
        FieldDefinition(
            "institution",
            Wording(fa: "دانشگاه یا مرکز", en: "University or centre"),
            .organisation
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
                fa: "دانشگاه آن را به شما گفته است. با آن، آنچه دانشگاه ثبت کرده نشان داده می‌شود.",
                en: "The university gave it to you. With it you see what the university recorded."
            ),
            prefill: .entry("document_number")
        ),
    ]

    private static let studies: Set<FieldName> = [
        "level", "field_fa", "mode", "graduation_date", "average",
    ]
    private static let names: Set<FieldName> = [
        "first_name_fa", "last_name_fa", "first_name_en", "last_name_en", "father_name_fa",
    ]

    /// The questions of the academic confirmation with these names, each with the university's value.
    private static func values(_ names: Set<FieldName>) -> [FieldDefinition] {
        AcademicConfirmation.form.fields.filter { names.contains($0.name) }
            .map { $0.fromEntry(shown: .present("document_number")) }
    }

    private static let studiesRight = FieldDefinition(
        "studies_right",
        Wording(
            fa: "مشخصات تحصیل را یک‌به‌یک دیدم؛ آنچه بالا نوشته شده درست است.",
            en: "I have read each value of the studies; what is written above is right."
        ),
        .declaration,
        shown: .present("document_number")
    )
    private static let namesRight = FieldDefinition(
        "names_right",
        Wording(
            fa: "نام‌ها را یک‌به‌یک دیدم؛ آنچه بالا نوشته شده درست است.",
            en: "I have read each name; what is written above is right."
        ),
        .declaration,
        shown: .present("document_number")
    )

    private static let reasons = ReasonList(
        "graduation-confirmation",
        [
            Choice(
                "not-complete",
                Wording(
                    fa: "تحصیل به پایان نرسیده یا تسویه نشده است.",
                    en: "The studies or the settlement are not complete."
                )
            ),
            Choice(
                "other-person",
                Wording(
                    fa: "این مدرک به نام شخص دیگری است.",
                    en: "The document is in another person's name."
                )
            ),
            Choice(
                "not-issued-here",
                Wording(
                    fa: "این دانشگاه چنین مدرکی صادر نمی‌کند.",
                    en: "The university issues no such document."
                )
            ),
        ]
    )

    /// A complete form.
    static let typed: TypedForm = [
        "institution": "1004", "document_kind": "diploma", "document_number": "ب/۱۴۰۵/۴۷۱",
        "level": "bachelor", "field_fa": "مهندسی عمران", "mode": "day",
        "graduation_date": "1399/06/31", "average": "17.52", "studies_right": "yes",
        "first_name_fa": "زهرا", "last_name_fa": "احمدی", "names_right": "yes",
    ]
}
