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
            message(forLength: count)
        case .several(let count):
            Wording(
                fa: "این متن \(PersianNumber.grouped(count)) کد دارد؛ یکی از آنها را بنویسید.",
                en: "The text has \(count) codes; enter one of them."
            )
        case .character(let letter, let suggestion):
            suggestion.map { digit in
                Wording(
                    fa: "حرف \(letter) رقم نیست؛ به جای آن \(name(of: digit).fa) بنویسید.",
                    en: "The letter \(letter) is not a digit; write \(name(of: digit).en) instead."
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

    /// The number of digits of a code.
    private static let length = 20

    private static func message(forLength count: Int) -> Wording {
        let read = Wording(
            fa: "\(PersianNumber.grouped(count)) رقم نوشته‌اید",
            en: count == 1 ? "One digit was read" : "\(count) digits were read"
        )
        let difference = abs(count - length)
        let number = PersianNumber.grouped(difference)
        return count < length
            ? Wording(
                fa: "\(read.fa)؛ \(number) رقم کم است.",
                en: "\(read.en); \(difference) \(difference == 1 ? "is" : "are") missing."
            )
            : Wording(
                fa: "\(read.fa)؛ \(number) رقم زیاد است.",
                en: "\(read.en); that is \(difference) too many."
            )
    }

    /// Returns a digit by its name and its sign, since ۰ is hardly seen alone.
    private static func name(of digit: Character) -> Wording {
        let names: [Character: Wording] = [
            "0": .init(fa: "صفر", en: "zero"), "1": .init(fa: "یک", en: "one"),
            "2": .init(fa: "دو", en: "two"), "5": .init(fa: "پنج", en: "five"),
            "6": .init(fa: "شش", en: "six"), "7": .init(fa: "هفت", en: "seven"),
            "8": .init(fa: "هشت", en: "eight"), "9": .init(fa: "نه", en: "nine"),
        ]
        let sign = Digits.persian(String(digit))
        guard let name = names[digit] else { return .init(fa: sign, en: String(digit)) }
        return .init(fa: "\(name.fa) (\(sign))", en: "\(name.en) (\(digit))")
    }
}
