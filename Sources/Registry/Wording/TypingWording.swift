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

    /// Returns what is wrong with a code as it was typed; nil where the verdict's own sentence is enough.
    ///
    /// The sentence quotes the letter that was typed, never the digits.
    package static func message(for error: AuthenticityCode.ParsingError) -> Wording? {
        switch error {
        case .empty:
            Wording(fa: "کدی وارد نشده است.", en: "No code was entered.")
        case .length(let count):
            Wording(
                fa: "\(PersianNumber.grouped(count)) رقم خوانده شد؛ کد صحت بیست رقم دارد.",
                en: count == 1
                    ? "One digit was read; a code has twenty."
                    : "\(count) digits were read; a code has twenty."
            )
        case .several(let count):
            Wording(
                fa: "این متن \(PersianNumber.grouped(count)) کد دارد؛ یکی از آنها را بنویسید.",
                en: "The text has \(count) codes; enter one of them."
            )
        case .character(let letter, let suggestion):
            suggestion.map { digit in
                Wording(
                    fa: "حرف \(letter) رقم نیست؛ آن را \(Digits.persian(String(digit))) بنویسید؟",
                    en: "The letter \(letter) is not a digit. Did you mean \(digit)?"
                )
            }
                ?? Wording(
                    fa: "«\(letter)» رقم نیست؛ کد صحت تنها رقم دارد.",
                    en: "\u{201c}\(letter)\u{201d} is not a digit; a code has digits only."
                )
        case .truncated, .reversed, .mistyped:
            nil
        }
    }
}
