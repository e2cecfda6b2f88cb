import Foundation

extension Letters {
    /// Returns bytes whose lexicographic order is the order of a Persian dictionary.
    ///
    /// Lists of people are sorted by this key, which the database stores: the engines' own orders differ from each
    /// other and from Persian. The order is that of CLDR's `fa`: آ before ا, hamza (أ إ ؤ ئ too) after ا, و before
    /// ه before ی; spaces before letters; ZWNJ, tatweel and marks count only between texts that are equal without
    /// them.
    package static func collationKey(_ text: some StringProtocol) -> [UInt8] {
        let stored = stored(text)
        var first: [UInt8] = []
        var second: [UInt8] = []
        for scalar in stored.unicodeScalars {
            let (weight, variant) = Collation.weights(of: scalar)
            first += weight
            if !weight.isEmpty {
                second.append(variant)
            } else if variant > 0 {
                // A letter with a mark sorts after the bare letter.
                second.append(0xF0)
            }
        }
        return first + [0x01] + second + [0x01] + Array(stored.utf8)
    }
}

/// The weights of scalars in the collation key; each byte is above 1, the separator of the levels.
private enum Collation {
    /// Returns the weight of the letter (empty if the scalar is ignored) and of its variant.
    static func weights(of scalar: Unicode.Scalar) -> (letter: [UInt8], variant: UInt8) {
        if let digit = Digits.value(of: scalar) {
            return ([0x10 + digit], scalar.value < 0x80 ? 2 : 3)
        }
        switch scalar.value {
        case 0x20: return ([0x02], 2)
        case 0x640, 0x200C, 0x200D: return ([], 0)
        case 0x61...0x7A: return ([UInt8(scalar.value - 0x61 + 0x20)], 2)
        case 0x41...0x5A: return ([UInt8(scalar.value - 0x41 + 0x20)], 3)
        case 0...0x7F: return ([0x03, UInt8(scalar.value) | 0x80], 2)
        default: break
        }
        if let known = letters[scalar.value] { return ([known.letter], known.variant) }
        if scalar.properties.generalCategory == .nonspacingMark { return ([], 1) }
        return others(scalar)
    }

    private static func others(_ scalar: Unicode.Scalar) -> (letter: [UInt8], variant: UInt8) {
        let parts = String(Character(scalar)).decomposedStringWithCompatibilityMapping
        if let base = parts.unicodeScalars.first, base != scalar {
            return (weights(of: base).letter, 4)
        }
        let value = scalar.value
        return (
            [
                0xF0, UInt8(value >> 14 | 0x80), UInt8(value >> 7 & 0x7F | 0x80),
                UInt8(value & 0x7F | 0x80),
            ], 2
        )
    }

    private static let letters: [UInt32: (letter: UInt8, variant: UInt8)] = {
        let order: [String] = [
            "آ", "اٱ", "ءأإؤئ", "ب", "پ", "ت", "ث", "ج", "چ", "ح", "خ", "د", "ذ", "ر", "ز", "ژ",
            "س", "ش",
            "ص", "ض", "ط", "ظ", "ع", "غ", "ف", "ق", "کڪك", "گ", "ل", "م", "ن", "و", "هەہةۃۀھ",
            "یىےيې",
        ]
        var letters: [UInt32: (letter: UInt8, variant: UInt8)] = [:]
        for (index, group) in order.enumerated() {
            for (variant, scalar) in group.unicodeScalars.enumerated() {
                letters[scalar.value] = (UInt8(0x50 + index), UInt8(2 + variant))
            }
        }
        return letters
    }()
}
