/// A number as users type and paste it: digits in ASCII, other characters unchanged.
///
/// White space, dashes, dots and invisible characters are left out, in any place. The rules of
/// docs/formats/identifiers.md are the same for all identifiers.
struct TypedNumber {
    /// The characters that are left.
    var scalars: ArraySlice<Unicode.Scalar>
    /// Whether the text is the notation of a decimal number, `1038028479.0`: without the point it would be another
    /// number.
    private let isDecimal: Bool

    init(_ text: String) {
        var kept: [Unicode.Scalar] = []
        var points = 0
        var digitsBehindPoint = 0
        for scalar in text.unicodeScalars {
            if let digit = Digits.value(of: scalar) {
                kept.append(Unicode.Scalar(digit &+ 0x30))
                digitsBehindPoint += 1
            } else if scalar == "." || scalar == "\u{FF0E}" {
                points += 1
                digitsBehindPoint = 0
            } else if !Self.isLeftOut(scalar) {
                kept.append(scalar)
            }
        }
        scalars = kept[...]
        isDecimal = points == 1 && digitsBehindPoint == 1 && kept.count > 1 && kept.last == "0"
    }

    /// The first character that is not a digit; nil when all are digits.
    var foreign: Character? {
        if isDecimal { return "." }
        return scalars.first { !("0"..."9").contains($0) }.map { Character($0) }
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
        case "\u{B7}", "\u{640}", "\u{6D4}", "\u{2022}", "\u{2024}", "\u{2027}", "\u{2043}",
            "\u{2212}", "\u{22C5}", "\u{FF70}":
            true
        default:
            scalar.properties.isWhitespace || scalar.properties.isDefaultIgnorableCodePoint
                || scalar.properties.generalCategory == .format
                || scalar.properties.generalCategory == .dashPunctuation
        }
    }
}

extension [UInt8] {
    /// The value of a digit in ASCII at an index.
    func digit(_ index: Int) -> Int { Int(self[index]) - 0x30 }

    /// Whether all digits are the same.
    var isOneDigit: Bool { allSatisfy { $0 == first } }

    /// The remainder of the decimal number when divided by 97.
    var modulo97: Int { reduce(0) { ($0 * 10 + Int($1) - 0x30) % 97 } }
}
