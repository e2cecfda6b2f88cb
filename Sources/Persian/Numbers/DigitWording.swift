/// Sentences about the digits of a number that was typed.
///
/// They quote the letter that was typed, never the digits.
package enum DigitWording {
    /// Returns how many digits were typed, and how many are missing or too many.
    package static func count(_ count: Int, of expected: Int) -> Wording {
        let read = Wording(
            fa: "\(PersianNumber.grouped(count)) رقم نوشته‌اید",
            en: count == 1 ? "One digit was read" : "\(count) digits were read"
        )
        let difference = abs(count - expected)
        let number = PersianNumber.grouped(difference)
        return count < expected
            ? Wording(
                fa: "\(read.fa)؛ \(number) رقم کم است.",
                en: "\(read.en); \(difference) \(difference == 1 ? "is" : "are") missing."
            )
            : Wording(
                fa: "\(read.fa)؛ \(number) رقم زیاد است.",
                en: "\(read.en); that is \(difference) too many."
            )
    }

    /// Returns that a character is not a digit, with the digit that it looks like where there is one.
    ///
    /// `number` is what was to be typed: «کد صحت», "a code".
    package static func foreign(_ letter: Character, in number: Wording) -> Wording {
        guard let digit = LookAlike.digit(for: letter) else {
            return Wording(
                fa: "«\(letter)» رقم نیست؛ \(number.fa) تنها رقم دارد.",
                en: "\u{201c}\(letter)\u{201d} is not a digit; \(number.en) has digits only."
            )
        }
        return Wording(
            fa: "حرف \(letter) رقم نیست؛ به جای آن \(name(of: digit).fa) بنویسید.",
            en: "The letter \(letter) is not a digit; write \(name(of: digit).en) instead."
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
