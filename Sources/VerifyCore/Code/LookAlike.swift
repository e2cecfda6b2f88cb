/// Letters that look like digits.
enum LookAlike {
    /// Returns the digit that a letter looks like; nil if there is none.
    static func digit(for scalar: Unicode.Scalar) -> Character? {
        digits[scalar]
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
