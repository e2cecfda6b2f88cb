/// Letters and signs that look like digits.
package enum LookAlike {
    /// Returns the ASCII digit that a scalar looks like; nil if there is none.
    package static func digit(for scalar: Unicode.Scalar) -> Character? {
        digits[scalar]
    }

    /// Returns the ASCII digit that a character of one scalar looks like; nil if there is none.
    package static func digit(for character: Character) -> Character? {
        let scalars = character.unicodeScalars
        guard let scalar = scalars.first, scalars.count == 1 else { return nil }
        return digit(for: scalar)
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
