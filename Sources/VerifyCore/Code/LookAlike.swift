internal import Persian

/// Letters that look like digits.
enum LookAlike {
    /// Returns the digit that a letter looks like; nil if there is none.
    static func digit(for scalar: Unicode.Scalar) -> Character? {
        digits[scalar]
    }

    /// Returns whether a foreign character touches the digit before it, or after it, as if it were a digit.
    ///
    /// That is another number of Unicode (`④`, `三`), or a letter that stands alone: `O` in `O1795`, not in `NO1795`.
    static func isNumber(
        at index: Int,
        in scalars: [Unicode.Scalar]
    ) -> (before: Bool, after: Bool) {
        let scalar = scalars[index]
        let before = index > 0 ? scalars[index - 1] : nil
        let after = index + 1 < scalars.count ? scalars[index + 1] : nil
        let isNumber = scalar.properties.numericType != nil
        let isAlone = !(before.map(isLetter) ?? false) && !(after.map(isLetter) ?? false)
        guard isNumber || isLetter(scalar) && isAlone else {
            return (false, false)
        }
        return (isDigit(before), isDigit(after))
    }

    private static func isDigit(_ scalar: Unicode.Scalar?) -> Bool {
        scalar.flatMap(Digits.value) != nil
    }

    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter:
            true
        default: false
        }
    }

    private static let digits: [Unicode.Scalar: Character] = [
        "O": "0", "o": "0", "Q": "0", "D": "0", "\u{41E}": "0", "\u{43E}": "0", "\u{39F}": "0",
        "\u{3BF}": "0", "°": "0",
        "l": "1", "I": "1", "i": "1", "|": "1", "!": "1", "ا": "1", "آ": "1",
        "Z": "2", "z": "2",
        "S": "5", "s": "5", "$": "5", "ه": "5", "ة": "5",
        "b": "6", "G": "6",
        "T": "7",
        "B": "8",
        "g": "9", "q": "9",
    ]
}
