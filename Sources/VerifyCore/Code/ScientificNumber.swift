internal import Persian

/// A number in the notation in which spreadsheets show large numbers: `1.79584E+19`, `17.9584E+18`.
///
/// The grammar is `scientific` in docs/formats/authenticity-code.md.
struct ScientificNumber {
    private let wholeDigits: Int
    private let exponent: Int

    /// Reads a text without blanks, with digits in ASCII; nil for another text.
    ///
    /// Marks and `=` around it, and a full stop behind it, are left out.
    init?(_ text: [Unicode.Scalar]) {
        guard let first = text.firstIndex(where: { !Self.isAround($0) }),
            let last = text.lastIndex(where: { !Self.isAround($0) && $0 != "." })
        else { return nil }
        var rest = text[first...max(first, last)]
        let whole = rest.prefix(while: Self.isDigit)
        rest = rest.dropFirst(whole.count)
        if let mark = rest.first, mark == "," || mark == "\u{66B}" || CodeSeparators.isPoint(mark) {
            rest = rest.dropFirst().drop(while: Self.isDigit)
        }
        guard let letter = rest.popFirst(), letter == "E" || letter == "e" else { return nil }
        if rest.first == "+" { rest = rest.dropFirst() }
        guard (1...3).contains(rest.count), rest.allSatisfy(Self.isDigit) else { return nil }
        wholeDigits = whole.count
        exponent = rest.reduce(0) { $0 * 10 + Int($1.value) - 0x30 }
        // The engineering notation has up to three digits before the point; a code has two there.
        guard wholeDigits == 1 || isCode else { return nil }
    }

    /// Whether the number has twenty digits before the point.
    private var isCode: Bool {
        wholeDigits == 1 && exponent == 19 || wholeDigits == 2 && exponent == 18
    }

    /// Returns whether one of the words between white space is a number of twenty digits.
    static func isCode(amongWordsOf text: [Unicode.Scalar]) -> Bool {
        text.split { $0.properties.isWhitespace }.contains { word in
            ScientificNumber(folded(word))?.isCode ?? false
        }
    }

    /// Returns a word with digits in ASCII, without invisible characters.
    private static func folded(_ word: ArraySlice<Unicode.Scalar>) -> [Unicode.Scalar] {
        word.compactMap { scalar in
            if let value = Digits.value(of: scalar) { return Unicode.Scalar(value + 0x30) }
            return CodeSeparators.kind(of: scalar) == .blank ? nil : scalar
        }
    }

    private static func isAround(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "=" || CodeSeparators.kind(of: scalar) == .mark
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool {
        ("0"..."9").contains(scalar)
    }
}
