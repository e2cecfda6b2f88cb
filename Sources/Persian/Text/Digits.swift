/// The decimal digits of Persian text.
///
/// Exactly four blocks: ASCII, Persian ۰–۹, Arabic-Indic ٠–٩ and full-width ０–９. Other Unicode numbers
/// (`④`, `三`, `½`) are not digits.
package enum Digits {
    /// Returns the value 0…9 of a digit of the four blocks; nil for any other scalar.
    @inlinable
    package static func value(of scalar: Unicode.Scalar) -> UInt8? {
        switch scalar.value {
        case 0x30...0x39: UInt8(truncatingIfNeeded: scalar.value &- 0x30)
        case 0x6F0...0x6F9: UInt8(truncatingIfNeeded: scalar.value &- 0x6F0)
        case 0x660...0x669: UInt8(truncatingIfNeeded: scalar.value &- 0x660)
        case 0xFF10...0xFF19: UInt8(truncatingIfNeeded: scalar.value &- 0xFF10)
        default: nil
        }
    }

    /// Returns the text with each digit in ASCII, and the rest unchanged.
    package static func folded(_ text: some StringProtocol) -> String {
        folded(String(text))
    }

    /// Returns the text with each digit in ASCII (see the generic form).
    package static func folded(_ text: String) -> String {
        var text = text
        text.makeContiguousUTF8()
        // Each digit outside ASCII begins with such a byte in UTF-8; most texts have none.
        guard text.utf8.contains(where: { $0 >= 0xD9 }) else { return text }
        var folded = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            folded.append(value(of: scalar).map { Unicode.Scalar($0 &+ 0x30) } ?? scalar)
        }
        return String(folded)
    }

    /// Returns the text with its ASCII digits as Persian digits, for display.
    package static func persian(_ text: some StringProtocol) -> String {
        var persian = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            persian.append(asPersian(scalar))
        }
        return String(persian)
    }

    private static func asPersian(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        guard (0x30...0x39).contains(scalar.value) else { return scalar }
        return Unicode.Scalar(scalar.value - 0x30 + 0x6F0) ?? scalar
    }
}
