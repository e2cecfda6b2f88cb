import Persian
import VerifyCore

/// Codes of the test realm. No sentence of a real degree may stand alone here: it would be quoted without the mark.
extension VerdictWording {
    static let test = Self(
        title: .init(fa: "آزمایشی: مدرک واقعی نیست", en: "TEST: not a real degree"),
        message: .init(
            fa: "این کد برای آزمایش ساخته شده و به هیچ مدرکی تعلق ندارد.",
            en: "This code exists for testing. It belongs to no document."
        ),
        nextStep: .init(
            fa: "اگر آن را روی مدرکی دیده‌اید، آن مدرک را نپذیرید و گزارش دهید.",
            en: "If you found it on a document, do not accept that document, and report it."
        )
    )

    /// Returns the words for a specimen, which name the verdict that programs get for it.
    static func specimen(_ verdict: Verdict) -> Self {
        let word = verdict.rawValue
        return Self(
            title: test.title,
            message: .init(
                fa: "\(test.message.fa) پاسخ آزمایشی آن برای برنامه‌ها \(word) است.",
                en: "\(test.message.en) Its test answer for programs is \(word)."
            ),
            nextStep: test.nextStep
        )
    }
}
