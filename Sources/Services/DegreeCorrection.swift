import Accounts
package import Casework
import Persian

extension Service {
    /// گزارش اشتباه در مشخصات مدرک: the holder reports wrong data of a degree, a changed name included; two persons agree, and
    /// the degree gets a new version with a new code.
    package static let degreeCorrection: Service = Service(
        "degree-correction",
        version: 1,
        Wording(fa: "اصلاح مشخصات مدرک", en: "Correction of a degree"),
        audiences: [.graduates],
        sector: .g2c,
        owner: "graduates",
        opening: OpeningRule(
            by: [.person(.matched)],
            about: .opener,
            once: ["opener", "code"],
            effects: [Effect("examine-correction")]
        ),
        form: FormDefinition(version: 1, DegreeCorrection.fields),
        clocks: ReviewedDocument.clocks,
        exclusions: [.decidersBefore],
        objection: "refusal-objection",
        steps: DegreeCorrection.review.steps,
        examples: DegreeCorrection.review.examples(
            DegreeCorrection.typed,
            returning: "proof",
            refusing: "right-as-it-is"
        )
    )
}

/// The parts of the declaration.
enum DegreeCorrection {
    static let review = ReviewedDocument(
        review: "review-correction",
        issue: "correct-degree",
        confirmation: Wording(
            fa: "تأیید نهایی و صدور نسخهٔ تازه",
            en: "Confirm and issue the new version"
        ),
        reasons: reasons,
        hasFiles: true
    )

    static let fields = degree + values + proof

    private static let degree = [
        FieldDefinition(
            "code",
            Wording(fa: "کد صحت مدرک", en: "Authenticity code of the degree"),
            .text,
            help: Wording(
                fa: "بیست رقم روی مدرک؛ در «مدرک‌های من» هم هست.",
                en: "The twenty digits on the document; My degrees shows them too."
            ),
            prefill: .entry("code")
        ),
        FieldDefinition(
            "institution",
            Wording(fa: "دانشگاه یا مرکز", en: "University or centre"),
            .organisation,
            shown: known,
            prefill: .entry("institution")
        ),
        FieldDefinition(
            "cause",
            Wording(fa: "چه شده است؟", en: "What is the matter?"),
            .choice([
                Choice(
                    "error",
                    Wording(
                        fa: "از آغاز اشتباه ثبت شده است",
                        en: "It was recorded wrongly from the beginning"
                    )
                ),
                Choice(
                    "name-change",
                    Wording(
                        fa: "نام من در ثبت احوال عوض شده است",
                        en: "My name was changed in the civil register"
                    )
                ),
            ]),
            shown: known
        ),
    ]

    /// The other questions follow once the code is typed.
    private static let known = Condition.present("code")

    /// An answer that is left empty changes nothing.
    private static let values =
        AcademicConfirmation.form.fields.filter { names.contains($0.name) }
        .map { $0.fromEntry(required: .never, shown: known) }
        + [
            FieldDefinition(
                "birth_date",
                Wording(fa: "تاریخ تولد", en: "Day of birth"),
                .date,
                required: .never,
                shown: known,
                prefill: .entry("birth_date")
            )
        ]

    private static let names: Set<FieldName> = [
        "level", "field_fa", "mode", "graduation_date", "average", "first_name_fa",
        "last_name_fa", "first_name_en", "last_name_en", "father_name_fa", "document_number",
    ]

    private static let proof = [
        FieldDefinition(
            "proof",
            Wording(fa: "سندی که مقدار درست را نشان می‌دهد", en: "A document with the right values"),
            .file(FileRule(kinds: [.jpeg, .png, .pdf], count: 1...3)),
            help: Wording(
                fa: "تصویر مدرک، شناسنامه یا گواهی ثبت احوال؛ خوانا و کامل.",
                en:
                    "The scan of the document, the identity booklet or the registrar's letter; legible, complete."
            ),
            shown: known
        ),
        FieldDefinition(
            "true",
            Wording(
                fa: "این اطلاعات درست است. می‌دانم که با صدور نسخهٔ تازه، کد کنونی دیگر معتبر نیست.",
                en: """
                    This information is true. I know that the present code is no longer valid once the new version is issued.
                    """
            ),
            .declaration,
            shown: known
        ),
    ]

    private static let reasons = ReasonList(
        "degree-correction",
        [
            Choice(
                "right-as-it-is",
                Wording(
                    fa: "مشخصات ثبت‌شده با سابقهٔ دانشگاه می‌خواند.",
                    en: "The recorded values match the records of the university."
                )
            ),
            Choice(
                "no-proof",
                Wording(
                    fa: "سند پیوست، مقدار تازه را نشان نمی‌دهد.",
                    en: "The attached document does not show the new value."
                )
            ),
            Choice(
                "other-person",
                Wording(
                    fa: "سند پیوست به نام شخص دیگری است.",
                    en: "The attached document is in another person's name."
                )
            ),
        ]
    )

    /// A complete form.
    static let typed: TypedForm = [
        "code": "17958396597274390528", "institution": "1004", "cause": "name-change",
        "last_name_fa": "احمدی‌نیا",
        "proof": .documents([TypedDocument("proof", name: "certificate.jpg")]), "true": "yes",
    ]
}
