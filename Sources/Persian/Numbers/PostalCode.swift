/// The Iranian postal code (کد پستی): ten digits in two groups of five.
package struct PostalCode: Sendable, Hashable {
    /// Ten ASCII digits.
    package let digits: String
    /// What a person should look at; nil for a code without anything unusual.
    package let warning: Warning?

    /// Reads ten digits; leaves out spaces, dashes, dots and invisible characters.
    ///
    /// - Throws: `ParsingError`.
    package init(parsing text: some StringProtocol) throws(ParsingError) {
        let typed = TypedNumber(String(text))
        if let foreign = typed.foreign { throw .character(foreign) }
        let read = typed.digits
        if read.isEmpty { throw .empty }
        guard read.count == Self.count else { throw .length(read.count) }
        let group = read[..<5]
        if let place = group.firstIndex(where: { $0 == 0x30 || $0 == 0x32 }) {
            throw .forbiddenDigit(read.digit(place), place: place + 1)
        }
        if Array(read[..<4]).isOneDigit { throw .repeatedDigit }
        digits = String(decoding: read, as: UTF8.self)
        if read[4] == 0x35 {
            warning = .fifthDigit
        } else {
            warning = read[5...].contains(0x32) ? .twoInLastGroup : nil
        }
    }

    /// The code as it is printed: `15819-44734`.
    package var printed: String { "\(digits.prefix(5))-\(digits.suffix(5))" }
}

extension PostalCode {
    /// What is unusual about a possible code.
    package enum Warning: Sendable, Hashable {
        /// The fifth digit is 5.
        case fifthDigit
        /// One of the last five digits is 2.
        case twoInLastGroup
    }

    /// Why a text is not a postal code.
    package enum ParsingError: Error, Equatable, Sendable {
        /// The text has no digit.
        case empty
        /// A character that is not a digit.
        case character(Character)
        /// The text has this many digits instead of ten.
        case length(Int)
        /// A 0 or a 2 among the first five digits; the place counts from 1.
        case forbiddenDigit(Int, place: Int)
        /// The first four digits are the same.
        case repeatedDigit
    }

    static let count = 10
}
