/// An amount of money in rials, 0 or more.
package struct Rials: Sendable, Hashable, Comparable {
    /// The number of rials.
    package let amount: Int64

    /// The most rials of an amount: a thousand million million.
    package static let limit: Int64 = 1_000_000_000_000_000

    /// Nothing: the price of every service of the first stage.
    package static let zero = Rials(checked: 0)

    private init(checked amount: Int64) { self.amount = amount }

    /// An amount; nil for a negative number or one above `limit`.
    package init?(_ amount: Int64) {
        guard (0...Self.limit).contains(amount) else { return nil }
        self.amount = amount
    }

    /// Reads an amount in digits of any block; leaves out grouping, spaces and invisible characters.
    ///
    /// - Throws: `ParsingError`.
    package init(parsing text: some StringProtocol) throws(ParsingError) {
        let grouping: Set<Character> = [",", "٬", "،", "'"]
        let typed = TypedNumber(String(text.filter { !grouping.contains($0) }))
        if let foreign = typed.foreign { throw .character(foreign) }
        let digits = typed.digits
        if digits.isEmpty { throw .empty }
        guard let amount = Int64(String(decoding: digits, as: UTF8.self)), amount <= Self.limit
        else { throw .tooLarge }
        self.amount = amount
    }

    /// Orders amounts.
    package static func < (one: Rials, other: Rials) -> Bool { one.amount < other.amount }
}

extension Rials {
    /// Why a text is not an amount.
    package enum ParsingError: Error, Equatable, Sendable {
        /// The text has no digit.
        case empty
        /// A character that is not a digit.
        case character(Character)
        /// The amount is above `limit`.
        case tooLarge

        /// What is wrong, and what to do.
        package var wording: Wording {
            switch self {
            case .empty:
                Wording(fa: "مبلغ را به ریال بنویسید.", en: "Enter the amount in rials.")
            case .character(let letter):
                DigitWording.foreign(letter, in: Wording(fa: "مبلغ", en: "an amount"))
            case .tooLarge:
                Wording(
                    fa: "این مبلغ بیش از اندازه بزرگ است؛ آن را بازبینی کنید.",
                    en: "This amount is too large; check it."
                )
            }
        }
    }
}
