import Accounts
import Persian
import Web

/// The question for a one-time code.
enum CodeQuestion {
    static let field = PageField(
        "code",
        .digits,
        label: Wording(fa: "کد شش‌رقمی", en: "Six-digit code"),
        required: Wording(fa: "کدی را که رسیده است بنویسید.", en: "Enter the code that arrived."),
        limit: 20,
        autocomplete: "one-time-code",
        style: "short",
        isShownAgain: false
    )

    static let title = Wording(fa: "کد را بنویسید", en: "Enter the code")

    /// The same for known and unknown numbers (casework §10, P3).
    static let introduction = Prose(
        fa: """
            اگر ممکن باشد، کدی فرستاده‌ایم که پنج دقیقه اعتبار دارد. آن را در همین مرورگر بنویسید. پیام ما همیشه \
            نام \(.host) و کاری را که کد برای آن است می‌نویسد؛ کد را به هیچ‌کس نگویید.
            """,
        en: """
            If this is possible, we have sent a code, which is valid for five minutes. Enter it in this browser. Our \
            message always names \(.host) and what the code is for; do not give it to any other person.
            """
    )

    static let patience = Prose(
        fa: "اگر تا یک دقیقه نرسید، کد دیگری بخواهید.",
        en: "If it does not arrive within a minute, ask for another one."
    )

    /// Returns the digits that were typed.
    static func read(_ submitted: SubmittedForm) -> String {
        Digits.folded(submitted[field.name]).filter { $0.isASCII && $0.isNumber }
    }

    /// The fault of a wrong code with the tries that are left.
    static func wrong(triesLeft: Int) -> FieldFault {
        FieldFault(
            field: field.name,
            wording: Wording(
                fa: """
                    این کد درست نیست. \(PersianNumber.grouped(triesLeft)) بار دیگر می‌توانید تلاش کنید.
                    """,
                en: triesLeft == 1
                    ? "The code is not right. You can try once more."
                    : "The code is not right. You can try \(triesLeft) more times."
            )
        )
    }

    /// The fault while the registers do not answer.
    static let unavailable = FieldFault(
        field: field.name,
        wording: Wording(
            fa: "سامانهٔ ثبت احوال اکنون پاسخ نمی‌دهد. چند دقیقه دیگر دوباره تلاش کنید.",
            en: "The registers do not answer now. Try again in a few minutes."
        )
    )

    /// The fault of a code that is no longer accepted.
    static let ended = FieldFault(
        field: field.name,
        wording: Wording(
            fa: "این کد دیگر پذیرفته نمی‌شود. کد تازه‌ای بخواهید.",
            en: "This code is no longer accepted. Ask for a new one."
        )
    )
}
