internal import Persian

/// The foreign characters that touch the digits of a code.
enum CodeNeighbours {
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
}
