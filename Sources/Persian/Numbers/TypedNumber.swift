/// A number with its signs as users type and paste it: digits in ASCII, other characters unchanged.
///
/// White space, dashes, dots and invisible characters are left out. The rules of docs/formats/identifiers.md are
/// the same for all identifiers.
struct TypedNumber {
    /// The characters that are left.
    private(set) var scalars: ArraySlice<Unicode.Scalar>

    init(_ text: String) {
        var kept: [Unicode.Scalar] = []
        for scalar in text.unicodeScalars {
            if let digit = Digits.value(of: scalar) {
                kept.append(Unicode.Scalar(digit &+ 0x30))
            } else if !Self.isLeftOut(scalar) {
                kept.append(scalar)
            }
        }
        scalars = kept[...]
    }

    /// Drops the first character if it is one of these, and returns whether it did.
    mutating func skip(oneOf signs: Set<Unicode.Scalar>) -> Bool {
        guard let first = scalars.first, signs.contains(first) else { return false }
        scalars = scalars.dropFirst()
        return true
    }

    /// The first character that is not a digit; nil when all are digits.
    var foreign: Character? {
        scalars.first { !("0"..."9").contains($0) }.map { Character($0) }
    }

    /// The digits in ASCII.
    var digits: [UInt8] {
        scalars.compactMap { scalar in
            ("0"..."9").contains(scalar) ? UInt8(truncatingIfNeeded: scalar.value) : nil
        }
    }

    private static func isLeftOut(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        // Dots; tatweel, hyphen bullet, minus, and the half-width sound mark, which keyboards have as a dash.
        case ".", "\u{B7}", "\u{640}", "\u{6D4}", "\u{2022}", "\u{2024}", "\u{2027}", "\u{2043}",
            "\u{2212}", "\u{22C5}", "\u{FF0E}", "\u{FF70}":
            true
        default:
            scalar.properties.isWhitespace || scalar.properties.isDefaultIgnorableCodePoint
                || scalar.properties.generalCategory == .format
                || scalar.properties.generalCategory == .dashPunctuation
        }
    }
}
