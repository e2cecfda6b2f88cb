/// An Iranian IBAN (شماره شبا): `IR` and 24 digits, of which the first two check the others (ISO 13616).
package struct IBAN: Sendable, Hashable {
    /// 24 ASCII digits.
    private let digits: String

    /// The form that is stored, encrypted: `IR480170000000105123456789`.
    package var canonical: String { "IR" + digits }

    /// The form that is shown: `IR48 •••• 6789`.
    package var masked: String { "IR\(digits.prefix(2)) •••• \(digits.suffix(4))" }

    /// The bank's name by the third to fifth digit; nil for an unknown bank, which is a warning.
    package var bank: Wording? { BankNames.name(ofBank: digits.dropFirst(2).prefix(3)) }

    /// Reads an IBAN; leaves out spaces, dashes, dots and invisible characters.
    ///
    /// `IR` may be missing, in small letters, or at the end, where right-to-left text puts it.
    ///
    /// - Throws: `ParsingError`.
    package init(parsing text: some StringProtocol) throws(ParsingError) {
        var typed = TypedNumber(String(text))
        let start = Self.letters(typed.scalars.prefix(2))
        if start == "IR" {
            typed.scalars.removeFirst(2)
        } else if Self.letters(typed.scalars.suffix(2)) == "IR" {
            typed.scalars.removeLast(2)
        } else if let start, let next = typed.scalars.dropFirst(2).first, Self.isDigit(next) {
            throw .country(start)
        }
        if let foreign = typed.foreign { throw .character(foreign) }
        let read = typed.digits
        if read.isEmpty { throw .empty }
        guard read.count == Self.digitCount else { throw .length(read.count) }
        // 00, 01 and 99 leave the remainder of 97, 98 and 02.
        guard (2...98).contains(read.digit(0) * 10 + read.digit(1)) else { throw .range }
        // I is 18 and R is 27.
        let rearranged = Array(read[2...]) + Array("1827".utf8) + Array(read[..<2])
        guard rearranged.modulo97 == 1 else { throw .checkDigit }
        digits = String(decoding: read, as: UTF8.self)
    }
}

extension IBAN {
    /// Why a text is not an Iranian IBAN.
    package enum ParsingError: Error, Equatable, Sendable {
        /// The text has no digit.
        case empty
        /// A character that is not a digit.
        case character(Character)
        /// The text has this many digits instead of 24.
        case length(Int)
        /// The IBAN of another country, with its two letters.
        case country(String)
        /// The check digits are 00, 01 or 99.
        case range
        /// The check digits do not fit: a digit is mistyped.
        case checkDigit
    }

    static let digitCount = 24

    /// Returns two Latin letters, small or full-width ones too, as capitals of ASCII; nil for other characters.
    private static func letters(_ scalars: ArraySlice<Unicode.Scalar>) -> String? {
        var letters = String.UnicodeScalarView()
        for scalar in scalars {
            let value = scalar.value
            let ascii = (0xFF21...0xFF5A).contains(value) ? value - 0xFEE0 : value
            let capital = (0x61...0x7A).contains(ascii) ? ascii - 0x20 : ascii
            guard (0x41...0x5A).contains(capital), let letter = Unicode.Scalar(capital) else {
                return nil
            }
            letters.append(letter)
        }
        return letters.count == 2 ? String(letters) : nil
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }
}
