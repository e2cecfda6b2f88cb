/// The Iranian national ID (شماره ملی): ten digits, the last of which checks the others.
package struct NationalID: Sendable, Hashable {
    /// Ten ASCII digits.
    package let digits: String

    /// What a person should look at; nil for an ID without anything unusual.
    package let warning: Warning?

    /// Reads ten digits of any block of `Digits`; leaves out spaces, dashes, dots and invisible characters.
    ///
    /// Eight or nine digits are read as an ID that lost its leading zeros, if the check digit fits. The check
    /// digit: the sum of the digits with weights 10…2 modulo 11; a remainder r below 2 is the check digit, else
    /// 11 − r. The first digits, which name an office, are not checked.
    ///
    /// - Throws: `ParsingError`.
    package init(parsing text: some StringProtocol) throws(ParsingError) {
        try self.init(parsing: String(text))
    }

    /// Reads ten digits (see the generic form).
    package init(parsing text: String) throws(ParsingError) {
        let typed = TypedNumber(text)
        if let foreign = typed.foreign { throw .character(foreign) }
        let read = typed.digits
        if read.isEmpty { throw .empty }
        let count = read.count
        guard (Self.count - 2...Self.count).contains(count) else { throw .length(count) }
        let ten = [UInt8](repeating: 0x30, count: Self.count - count) + read
        if ten.isOneDigit, ten != Self.ones { throw .repeatedDigit }
        guard Self.isValid(ten) else { throw count == Self.count ? .checkDigit : .length(count) }
        digits = String(decoding: ten, as: UTF8.self)
        warning = count < Self.count ? .lostLeadingZeros : ten == Self.ones ? .repeatedDigit : nil
    }
}

extension NationalID {
    /// What is unusual about a valid ID.
    package enum Warning: Sendable, Hashable {
        /// The text had eight or nine digits, as a spreadsheet leaves them after it dropped the zeros.
        case lostLeadingZeros
        /// `1111111111`, which is known as the ID of a living person, and is often invented.
        case repeatedDigit
    }

    /// Why a text is not a national ID.
    package enum ParsingError: Error, Equatable, Sendable {
        /// The text has no digit.
        case empty

        /// The text has this many digits instead of ten.
        case length(Int)

        /// A character that is not a digit.
        case character(Character)

        /// All ten digits are the same: the sum fits, but no such ID is assigned.
        case repeatedDigit

        /// The check digit does not fit: a digit is mistyped.
        case checkDigit
    }

    static let count = 10
    private static let ones = [UInt8](repeating: 0x31, count: count)

    private static func isValid(_ digits: [UInt8]) -> Bool {
        let sum = (0..<count - 1).reduce(0) { $0 + digits.digit($1) * (count - $1) }
        let remainder = sum % 11
        return digits.digit(count - 1) == (remainder < 2 ? remainder : 11 - remainder)
    }
}
