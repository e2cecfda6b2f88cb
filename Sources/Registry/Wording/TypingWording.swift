package import Persian
package import VerifyCore

extension VerdictWording {
    /// Why a code of a batch was not looked up.
    static let passedOver = Wording(
        fa: """
            این کد جست‌وجو نشد، چون بسیاری از کدهای پیش از آن در این فایل پیدا نشد. فایل را بازبینی کنید و \
            کدهای مانده را دوباره بفرستید.
            """,
        en: """
            This code was not looked up, because very many before it in the file were not found. Look the \
            file over, and send the remaining codes again.
            """
    )

    /// Returns the words about a code as it was typed: what is wrong with it, where that is known.
    func about(_ error: AuthenticityCode.ParsingError) -> Self {
        guard let message = Self.message(for: error) else { return self }
        // Nothing was typed, so nothing is wrong with it.
        let title = error == .empty ? Self.enterTheCode : title
        return Self(title: title, message: message, nextStep: nextStep)
    }

    private static let enterTheCode = Wording(fa: "کد صحت را بنویسید", en: "Enter the code")

    /// Returns what is wrong with a code as it was typed; nil where the verdict's own sentence is enough.
    ///
    /// The sentence quotes the letter that was typed, never the digits.
    package static func message(for error: AuthenticityCode.ParsingError) -> Wording? {
        switch error {
        case .empty:
            Wording(fa: "کد صحت را بنویسید.", en: "Enter the authenticity code.")
        case .length(let count):
            DigitWording.count(count, of: length)
        case .several(let count):
            Wording(
                fa: "این متن \(PersianNumber.grouped(count)) کد دارد؛ یکی از آنها را بنویسید.",
                en: "The text has \(count) codes; enter one of them."
            )
        case .character(let letter, _):
            DigitWording.foreign(letter, in: Wording(fa: "کد صحت", en: "a code"))
        case .truncated, .reversed, .mistyped:
            nil
        }
    }

    /// The number of digits of a code.
    private static let length = 20
}
