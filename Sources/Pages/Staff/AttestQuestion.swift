import Accounts
import Persian
import Web

/// The questions of an attestation that are not about the person, and the texts of the page.
enum AttestQuestion {
    static let placeField = "organisation"

    static func place(among choices: [PageField.Choice]) -> PageField {
        PageField(
            placeField,
            .choice(choices),
            label: Wording(fa: "در کدام سازمان حاضر است؟", en: "At which organisation?"),
            required: Wording(fa: "سازمان را انتخاب کنید.", en: "Choose the organisation.")
        )
    }

    static let document = PageField(
        "document",
        .text,
        label: Wording(fa: "مدرکی که دیدید", en: "The document that you saw"),
        hint: Wording(
            fa: "نوع و شمارهٔ آن، مانند گذرنامهٔ افغانستان P0123456",
            en: "Its kind and number, such as Afghan passport P0123456"
        ),
        required: Wording(fa: "مدرک را بنویسید.", en: "Enter the document."),
        limit: Attestation.documentLimit
    )

    static let presence = PageField(
        "presence",
        .checkbox,
        label: Wording(
            fa: "این شخص نزد من حاضر است و عکس مدرک از آنِ اوست.",
            en: "The person is in front of me, and the photo of the document shows this person."
        ),
        required: Wording(
            fa: "هویت کسی که حاضر نیست گواهی نمی‌شود.",
            en: "The identity of a person who is not present cannot be attested."
        )
    )

    /// Returns what is wrong; nil for an attestation that was opened.
    static func fault(of outcome: AttestationOutcome) -> FieldFault? {
        switch outcome {
        case .proposed: nil
        case .notRegistered: FieldFault(field: "mobile", wording: notRegistered)
        case .staff: FieldFault(field: "number", wording: staff)
        case .closed: FieldFault(field: "number", wording: closed)
        }
    }

    private static let notRegistered = Wording(
        fa: """
            کسی با این شماره و این راه تماس ثبت‌نام نکرده است. نخست خود شخص ثبت‌نام کند و کدی را که به راه تماسش می‌آید \
            وارد کند؛ سپس همان را این‌جا بنویسید.
            """,
        en: """
            No person has registered with this number and this contact. The person registers first and enters the code that \
            comes to the contact; then enter the same here.
            """
    )
    private static let staff = Wording(
        fa: "صاحب این شماره با گذرواژه وارد می‌شود؛ رمزهای تازه را دو مدیر سازمان می‌دهند.",
        en:
            "The person of this number signs in with a password; two administrators give new credentials."
    )
    private static let closed = Wording(
        fa: "حساب این شماره بسته است؛ به سازمان خبر دهید.",
        en: "The account of this number is closed; contact the organisation."
    )

    static let introduction = Prose(
        fa: """
            برای کسی که ثبت احوال نمی‌تواند هویتش را تطبیق دهد: اتباع خارجی، کسی بی شمارهٔ همراه ایران، یا با شماره‌ای به \
            نام خویشاوند. همچنین برای نامی که در مدرک هویتی عوض شده است. شخص نخست خودش \
            \(.link("ثبت‌نام", to: RegisterPage.path)) می‌کند؛ شماره، نام و تاریخ تولد را از روی مدرک بنویسید، نه از گفتهٔ او.
            """,
        en: """
            For a person whom the registers cannot match: foreigners, a person without an Iranian mobile number or with the \
            number of a relative. Also for a name that was changed in the document. The person first \
            \(.link("registers", to: RegisterPage.path)); enter number, names and birth date from the document, not from what \
            the person says.
            """
    )

    static let rules = Prose(
        fa: """
            گواه دیگری از همین سازمان مدرک را می‌بیند و تأیید می‌کند. به همهٔ راه‌های تماسِ این شماره خبر می‌دهیم، هر دو نام \
            در سابقه می‌ماند، و هیچ‌کدام از شما دیگر به پرونده‌های این شخص رسیدگی نمی‌کند. اگر شماره حسابی تأییدشده دارد، \
            راه تماس آن پس از ۷۲ ساعت عوض می‌شود.
            """,
        en: """
            Another attester of the same organisation sees the document and confirms. Every known contact of the number is \
            notified, both names are recorded, and neither of you takes part in cases of this person any more. If the number has \
            a proven account, its contact changes after 72 hours.
            """
    )
}

extension PageField {
    /// The field in a form about another person: the browser does not fill in the reader's own data.
    var ofAnotherPerson: PageField {
        PageField(
            name,
            kind,
            label: label,
            hint: hint,
            required: required,
            limit: limit,
            style: style,
            isShownAgain: isShownAgain,
            check: check
        )
    }
}
