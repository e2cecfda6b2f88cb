/// The tracking number of a case (کد پیگیری): eight random digits and two check digits.
///
/// A well-formed number opens nothing, and does not show that a case exists.
package struct TrackingNumber: Sendable, Hashable {
    /// Ten ASCII digits.
    package let digits: String

    /// Reads ten digits; leaves out spaces, dashes, dots and invisible characters.
    ///
    /// The whole number leaves 1 when divided by 97 (ISO/IEC 7064 MOD 97-10).
    ///
    /// - Throws: `ParsingError`.
    package init(parsing text: some StringProtocol) throws(ParsingError) {
        let typed = TypedNumber(String(text))
        if let foreign = typed.foreign { throw .character(foreign) }
        let read = typed.digits
        if read.isEmpty { throw .empty }
        guard read.count == Self.count else { throw .length(read.count) }
        // 00, 01 and 99 leave the remainder of 97, 98 and 02: each number has one form.
        let check = read.digit(8) * 10 + read.digit(9)
        guard (2...98).contains(check), read.modulo97 == 1 else { throw .checkDigit }
        digits = String(decoding: read, as: UTF8.self)
    }
}

extension TrackingNumber {
    /// Why a text is not a tracking number.
    package enum ParsingError: Error, Equatable, Sendable {
        /// The text has no digit.
        case empty
        /// A character that is not a digit.
        case character(Character)
        /// The text has this many digits instead of ten.
        case length(Int)
        /// The check digits do not fit: a digit is mistyped.
        case checkDigit
    }

    static let count = 10
}
