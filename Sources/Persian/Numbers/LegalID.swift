/// The Iranian national ID of a legal person (شناسه ملی): eleven digits, the last of which checks the others.
package struct LegalID: Sendable, Hashable {
    /// Eleven ASCII digits.
    package let digits: String
    /// Whether the text had eight to ten digits, as a spreadsheet leaves them after it dropped the zeros: a warning.
    package let lostLeadingZeros: Bool

    /// Reads eleven digits; leaves out spaces, dashes, dots and invisible characters.
    ///
    /// Eight to ten digits are read as an ID that lost its leading zeros, if the check digit fits. The check digit:
    /// with d the tenth digit + 2, the sum of (digit + d) · weight over the first ten digits modulo 11, where 10
    /// becomes 0.
    ///
    /// - Throws: `ParsingError`.
    package init(parsing text: some StringProtocol) throws(ParsingError) {
        let typed = TypedNumber(String(text))
        if let foreign = typed.foreign { throw .character(foreign) }
        let read = typed.digits
        if read.isEmpty { throw .empty }
        let count = read.count
        guard (8...Self.count).contains(count) else { throw .length(count) }
        let all = [UInt8](repeating: 0x30, count: Self.count - count) + read
        let isValid = Self.isValid(all)
        guard isValid || count == Self.count else { throw .length(count) }
        if all[3..<9].allSatisfy({ $0 == 0x30 }) { throw .range }
        guard isValid else { throw .checkDigit }
        digits = String(decoding: all, as: UTF8.self)
        lostLeadingZeros = count < Self.count
    }
}

extension LegalID {
    /// Why a text is not the ID of a legal person.
    package enum ParsingError: Error, Equatable, Sendable {
        /// The text has no digit.
        case empty
        /// A character that is not a digit.
        case character(Character)
        /// The text has this many digits instead of eleven.
        case length(Int)
        /// The fourth to ninth digits, the number of the registration, are all 0.
        case range
        /// The check digit does not fit: a digit is mistyped.
        case checkDigit
    }

    static let count = 11
    private static let weights = [29, 27, 23, 19, 17, 29, 27, 23, 19, 17]

    private static func isValid(_ digits: [UInt8]) -> Bool {
        let added = digits.digit(9) + 2
        let sum = weights.indices.reduce(0) { $0 + (digits.digit($1) + added) * weights[$1] }
        return sum % 11 % 10 == digits.digit(10)
    }
}
