/// An Iranian mobile number.
///
/// The prefixes of operators are not checked, because new ones are assigned.
package struct Mobile: Sendable, Hashable {
    /// Nine ASCII digits after `+989`.
    private let subscriber: String

    /// The canonical form of ITU-T E.164: `+989123456789`.
    package var canonical: String { "+989" + subscriber }

    /// The form that is dialled in Iran: `09123456789`.
    package var dialled: String { "09" + subscriber }

    /// Reads a number with the country code `+98`, `0098` or `98`, or without it; one 0 behind it is dropped.
    ///
    /// - Throws: `ParsingError`.
    package init(parsing text: some StringProtocol) throws(ParsingError) {
        try self.init(parsing: String(text))
    }

    /// Reads a number (see the generic form).
    package init(parsing text: String) throws(ParsingError) {
        var typed = TypedNumber(text)
        let hasPlus = typed.scalars.first == "+" || typed.scalars.first == "\u{FF0B}"
        if hasPlus { typed.scalars.removeFirst() }
        if let foreign = typed.foreign { throw .character(foreign) }
        let digits = typed.digits
        if digits.isEmpty { throw .empty }
        var national = try Self.withoutCountry(digits, hasPlus: hasPlus)
        let hasTrunk = national.first == Self.zero
        if hasTrunk { national = national.dropFirst() }
        switch national.first {
        case Self.nine where national.count == Self.nationalCount:
            subscriber = String(decoding: national.dropFirst(), as: UTF8.self)
        case Self.zero, Self.nine, nil:
            throw .length(digits.count)
        default:
            // The area code and the subscriber have ten digits; after 0 some short numbers have fewer.
            let isLandline = national.count == Self.nationalCount || hasTrunk && digits.count <= 11
            throw isLandline ? .landline : .length(digits.count)
        }
    }
}

extension Mobile {
    /// Why a text is not an Iranian mobile number.
    package enum ParsingError: Error, Equatable, Sendable {
        /// The text has no digit.
        case empty
        /// A character that is not a digit.
        case character(Character)
        /// The text has this many digits.
        case length(Int)
        /// The number of a landline.
        case landline
        /// A number with the code of another country.
        case foreignNumber
    }

    private static let zero = UInt8(ascii: "0")
    private static let nine = UInt8(ascii: "9")
    /// The digits of a number without country code and 0.
    private static let nationalCount = 10
    /// The most digits of an international number, with its country code (ITU-T E.164).
    private static let longest = 15

    /// Returns the digits behind the country code.
    private static func withoutCountry(
        _ digits: [UInt8],
        hasPlus: Bool
    ) throws(ParsingError) -> ArraySlice<UInt8> {
        let hasPrefix = hasPlus || digits.starts(with: "00".utf8)
        let international = hasPlus ? digits[...] : digits.dropFirst(2)
        if hasPrefix {
            if international.starts(with: "98".utf8) { return international.dropFirst(2) }
            // No country code begins with 0.
            guard let first = international.first, first != zero,
                (7...longest).contains(international.count)
            else { throw .length(digits.count) }
            throw .foreignNumber
        }
        // Ten digits that begin with 98 are a number without country code.
        if digits.count > nationalCount, digits.starts(with: "98".utf8) {
            return digits.dropFirst(2)
        }
        return digits[...]
    }
}
