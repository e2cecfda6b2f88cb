import Accounts
import Persian
import Web

/// The question for a second factor: the code of an authenticator app, or a recovery code.
enum FactorQuestion {
    /// The field.
    static let field = PageField(
        "factor",
        .latin,
        label: Wording(
            fa: "کد برنامهٔ رمزساز، یا یکی از کدهای بازیابی",
            en: "Code of your authenticator app, or a recovery code"
        ),
        hint: Wording(
            fa: "کد برنامه شش رقم است و هر سی ثانیه عوض می‌شود.",
            en: "The code of the app has six digits and changes every thirty seconds."
        ),
        required: Wording(fa: "کد را بنویسید.", en: "Enter the code."),
        limit: 40,
        autocomplete: "one-time-code",
        style: "short",
        isShownAgain: false
    )

    /// Reads the factor: six digits are a code, anything else a recovery code.
    static func read(_ submitted: SubmittedForm) -> SecondFactor {
        let text = Digits.folded(submitted[field.name]).filter { !$0.isWhitespace && $0 != "-" }
        let isCode = text.utf8.count == 6 && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
        return isCode ? .code(text) : .recovery(text)
    }

    /// Returns what is wrong with a factor that opened no session; nil for one that did.
    static func fault(of outcome: FactorOutcome, otherwise wrong: Wording) -> FieldFault? {
        let wording: Wording? =
            switch outcome {
            case .signedIn: nil
            case .wrong: wrong
            case .ended: ended
            case .used: used
            case .clockDiffers(let seconds): clock(seconds)
            case .delayed(let seconds): delay(seconds)
            }
        return wording.map { FieldFault(field: field.name, wording: $0) }
    }

    /// What a reader learns who has to wait after wrong attempts.
    static func delay(_ seconds: Int) -> Wording {
        let wait = PersianTime.duration(seconds: max(seconds, 60))
        return Wording(
            fa: "چند بار اشتباه نوشته شده است. \(wait.fa) دیگر دوباره تلاش کنید.",
            en: "There were several wrong attempts. Try again in \(wait.en)."
        )
    }

    private static let ended = Wording(
        fa: "این تلاش تمام شده است؛ صفحه را دوباره باز کنید.",
        en: "This attempt has ended; open the page again."
    )
    private static let used = Wording(
        fa: "این کد پیش از این به کار رفته است. کد بعدی را بنویسید.",
        en: "This code was used before. Enter the next one."
    )

    private static func clock(_ seconds: Int64) -> Wording {
        let difference = PersianTime.duration(seconds: max(Int(seconds.magnitude), 60))
        let isAhead = seconds > 0
        return Wording(
            fa: """
                ساعت گوشی شما حدود \(difference.fa) \(isAhead ? "جلو" : "عقب") است. ساعت را خودکار تنظیم \
                کنید و دوباره تلاش کنید.
                """,
            en: """
                The clock of your device is about \(difference.en) \(isAhead ? "fast" : "slow"). Let it set \
                the time by itself, then try again.
                """
        )
    }
}
