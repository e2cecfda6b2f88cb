/// The decimal digits that people in Iran type and read.
///
/// Four blocks and no other: ASCII, Persian ۰–۹, Arabic-Indic ٠–٩ and full-width ０–９. What Unicode
/// calls a number besides (`④`, `三`, `½`) is not a digit here.
package enum Digits {
    /// The value 0…9 of a digit of one of the four blocks; nil for anything else.
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

    /// The text with every digit as ASCII; the rest is untouched.
    package static func folded(_ text: some StringProtocol) -> String {
        folded(String(text))
    }

    /// The text with every digit as ASCII; the rest is untouched.
    package static func folded(_ text: String) -> String {
        var text = text
        text.makeContiguousUTF8()
        // Every digit outside ASCII begins with one of these bytes: most texts have neither.
        guard text.utf8.contains(where: { $0 >= 0xD9 }) else { return text }
        var folded = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            folded.append(value(of: scalar).map { Unicode.Scalar($0 &+ 0x30) } ?? scalar)
        }
        return String(folded)
    }

    /// The text with its ASCII digits as Persian ones, for people to read.
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
