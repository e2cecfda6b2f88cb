/// The number of a foreign national in Iran (کد فراگیر، فیدا، یکتا): twelve digits.
///
/// No check digit is published, so that a number only proves that it was typed. Older documents have numbers of
/// other lengths, which are stored with the kind of the document and not as this type.
package struct ForeignerID: Sendable, Hashable {
    /// Twelve ASCII digits.
    package let digits: String

    /// Reads twelve digits; leaves out spaces, dashes, dots and invisible characters.
    ///
    /// - Throws: `ParsingError`.
    package init(parsing text: some StringProtocol) throws(ParsingError) {
        let typed = TypedNumber(String(text))
        if let foreign = typed.foreign { throw .character(foreign) }
        let read = typed.digits
        if read.isEmpty { throw .empty }
        digits = String(decoding: read, as: UTF8.self)
        guard read.count == Self.count else {
            if read.count == NationalID.count, (try? NationalID(parsing: digits)) != nil {
                throw .nationalID
            }
            throw .length(read.count)
        }
        if read.isOneDigit { throw .repeatedDigit }
    }
}

extension ForeignerID {
    /// Why a text is not the number of a foreign national.
    package enum ParsingError: Error, Equatable, Sendable {
        /// The text has no digit.
        case empty
        /// A character that is not a digit.
        case character(Character)
        /// The text has this many digits instead of twelve.
        case length(Int)
        /// All twelve digits are the same.
        case repeatedDigit
        /// The national ID of an Iranian.
        case nationalID
    }

    static let count = 12
}
