/// The Iranian national ID (شماره ملی): ten digits, the last of which checks the others.
package struct NationalID: Sendable, Hashable {
    /// Ten ASCII digits.
    package let digits: String

    /// Whether the text had eight or nine digits, as a spreadsheet leaves them after it dropped the zeros.
    package let lostLeadingZeros: Bool

    /// Reads ten digits of any block of `Digits`; drops spaces, dashes, dots and invisible characters.
    ///
    /// Eight or nine digits are read as an ID that lost its leading zeros, if the check digit fits. The check
    /// digit: the sum of the digits with weights 10…2 modulo 11; a remainder r below 2 is the check digit, else
    /// 11 − r.
    ///
    /// - Throws: `ParsingError`.
    package init(parsing text: some StringProtocol) throws(ParsingError) {
        try self.init(parsing: String(text))
    }

    /// Reads ten digits (see the generic form).
    package init(parsing text: String) throws(ParsingError) {
        var number: UInt64 = 0
        var count = 0
        for scalar in text.unicodeScalars {
            if let digit = Digits.value(of: scalar) {
                count += 1
                if count <= 10 { number = number * 10 + UInt64(digit) }
            } else if !Self.isDropped(scalar) {
                throw .character(Character(scalar))
            }
        }
        if count == 0 { throw .empty }
        guard (8...10).contains(count) else { throw .length(count) }
        // With fewer than ten digits only 0 is such a number: ten zeros, whose sum fits too.
        if number % 1_111_111_111 == 0 { throw .repeatedDigit }
        guard Self.isValid(number) else {
            throw count == 10 ? .checkDigit : .length(count)
        }
        let plain = String(number)
        digits = String(repeating: "0", count: 10 - plain.utf8.count) + plain
        lostLeadingZeros = count < 10
    }
}

extension NationalID {
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

    private static func isValid(_ number: UInt64) -> Bool {
        var rest = number / 10
        var sum: UInt64 = 0
        for weight: UInt64 in 2...10 {
            sum += rest % 10 * weight
            rest /= 10
        }
        let remainder = sum % 11
        return number % 10 == (remainder < 2 ? remainder : 11 - remainder)
    }

    private static func isDropped(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x2D, 0x2E, 0x640, 0x2010...0x2015: true
        default: scalar.properties.isWhitespace || scalar.properties.generalCategory == .format
        }
    }
}
