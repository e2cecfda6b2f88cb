import Accounts
import Persian
import VerifyCore
import Web

/// The enrolment of an authenticator app: the QR code with its text, and the first code of the app.
enum AuthenticatorForm {
    /// The hidden field with the encrypted secret, which is stored only with a right code.
    static let secretField = "authenticator"

    /// The field of the first code.
    static let codeField = PageField(
        "factor",
        .digits,
        label: Wording(fa: "کدی که برنامه نشان می‌دهد", en: "The code that the app shows"),
        required: Wording(
            fa: "کد شش‌رقمی برنامه را بنویسید.",
            en: "Enter the six digits of the app."
        ),
        limit: 20,
        autocomplete: "one-time-code",
        style: "short",
        isShownAgain: false
    )

    /// Returns the form with the secret, with further fields in front of the code.
    static func fields(
        for path: String,
        _ sealed: String,
        after others: [PageField] = []
    ) -> PageForm {
        var form = PageForm(
            to: path,
            others + [codeField],
            button: Wording(fa: "ثبت برنامه", en: "Store the app")
        )
        form.hidden = [(secretField, sealed)]
        return form
    }

    /// Returns the parts of the page for an authenticator.
    static func blocks(
        _ authenticator: NewAuthenticator,
        to path: String,
        _ submitted: SubmittedForm,
        after others: [PageField] = []
    ) throws -> [PageBlock] {
        let svg = try QRCode(authenticator.uri, level: .m).svg(label: nil)
        return [
            .paragraph(
                Prose(
                    fa: """
                        یک برنامهٔ رمزساز روی گوشی باز کنید (مانند Aegis یا FreeOTP)، این کد QR را بخوانید و کد شش‌رقمی \
                        برنامه را بنویسید.
                        """,
                    en: """
                        Open an authenticator app on your phone (such as Aegis or FreeOTP), scan this QR code and enter \
                        the six digits that the app shows.
                        """
                )
            ),
            .qr(
                svg,
                title: Wording(
                    fa: "اگر دوربین ندارید، این متن را در برنامه بنویسید:",
                    en: "Without a camera, type this text into the app:"
                ),
                text: authenticator.secretText
            ),
            .form(fields(for: path, authenticator.form, after: others), submitted),
        ]
    }

    /// Returns the digits of the code.
    static func code(_ submitted: SubmittedForm) -> String {
        Digits.folded(submitted[codeField.name]).filter { $0.isASCII && $0.isNumber }
    }

    /// Returns what is wrong with a code.
    static func faults(of outcome: AuthenticatorOutcome) -> [FieldFault] {
        let factor: FactorOutcome? =
            switch outcome {
            case .confirmed: nil
            case .wrong: .wrong
            case .clockDiffers(let seconds): .clockDiffers(seconds: seconds)
            case .ended: .ended
            }
        return [factor.flatMap { FactorQuestion.fault(of: $0, otherwise: wrong) }].compactMap(
            \.self
        )
    }

    private static let wrong = Wording(
        fa: "این کد برنامه نیست. همین کد QR را بخوانید و کد تازه را بنویسید.",
        en: "This is not the code of the app. Scan the same QR code and enter the next one."
    )
}

/// The recovery codes, which are shown once.
enum RecoveryCodes {
    /// Returns the page with new codes; `next` is the page that follows.
    static func page(
        _ codes: [String],
        at path: String,
        then next: (path: String, title: Wording)
    ) -> Page {
        var page = Page.of(
            [
                .notice(
                    .wait,
                    Prose(
                        fa:
                            "این کدها فقط همین یک بار نشان داده می‌شود. آن‌ها را چاپ کنید یا بنویسید و جای امنی بگذارید.",
                        en:
                            "These codes are shown only now. Print them or write them down, and keep them in a safe place."
                    )
                ),
                .codes(codes),
                .paragraph(
                    Prose(
                        fa:
                            "هر کد یک بار به جای کد برنامه پذیرفته می‌شود؛ مثلاً وقتی گوشی در دسترس نیست.",
                        en:
                            "Each code is accepted once in the place of a code of the app, for example without your phone."
                    )
                ),
                .links([(next.path, next.title, nil)]),
            ],
            at: path,
            titled: Wording(fa: "کدهای بازیابی", en: "Recovery codes")
        )
        // The other language would be another page: the codes are not shown again.
        page.elsewhere = nil
        return page
    }
}
