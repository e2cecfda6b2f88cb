import Accounts
import Persian
import Web

/// The questions for a new password.
enum NewPassword {
    static let password = field(
        "password",
        Wording(fa: "گذرواژهٔ تازه", en: "New password"),
        hint: Wording(
            fa: "۱۲ تا ۱۲۸ نویسه از هر نوع؛ چند واژهٔ بی‌ربط خوب است.",
            en: "12 to 128 characters of any kind; some unrelated words are good."
        )
    )
    static let again = field(
        "password-again",
        Wording(fa: "همان گذرواژه دوباره", en: "The same password again")
    )

    /// The fault of two different passwords.
    static let differs = FieldFault(
        field: again.name,
        wording: Wording(
            fa: "دو گذرواژه یکی نیست.",
            en: "The two passwords are different."
        )
    )

    /// Hashes a password.
    ///
    /// - Throws: the fault of a password that is not permitted; `SignInError.busy`.
    static func prepare(
        _ text: String,
        ownWords: [String],
        _ signIn: SignIn
    ) async throws -> PreparedPassword {
        do {
            return try await signIn.prepare(password: text, ownWords: ownWords)
        } catch let fault as PasswordFault {
            throw FieldFault(field: password.name, wording: wording(of: fault))
        }
    }

    private static func wording(of fault: PasswordFault) -> Wording {
        switch fault {
        case .short:
            Wording(
                fa: "گذرواژه دست‌کم ۱۲ نویسه دارد.",
                en: "A password has at least 12 characters."
            )
        case .long:
            Wording(
                fa: "گذرواژه حداکثر ۱۲۸ نویسه دارد.",
                en: "A password has at most 128 characters."
            )
        case .common:
            Wording(
                fa: "این گذرواژه بسیار رایج است و زود حدس زده می‌شود.",
                en: "This password is very common, and guessed soon."
            )
        case .ownWord:
            Wording(
                fa: "گذرواژه نباید از نام شما، شمارهٔ شما یا نام این سامانه ساخته شود.",
                en:
                    "A password must not be made of your name, your number or the name of this service."
            )
        }
    }

    private static func field(_ name: String, _ label: Wording, hint: Wording? = nil) -> PageField {
        PageField(
            name,
            .secret,
            label: label,
            hint: hint,
            required: Wording(fa: "گذرواژه را بنویسید.", en: "Enter the password."),
            limit: 200,
            autocomplete: "new-password",
            isShownAgain: false
        )
    }
}
