internal import Persian

/// The parts of a text that a user typed as a code: its digits, and the first foreign character.
struct TypedCode {
    /// The values of the digits, in order.
    private(set) var values: [UInt8] = []
    /// The first character that is neither digit nor separator.
    private(set) var foreign: Unicode.Scalar?
    /// Whether the text is a number as a spreadsheet shows it, `1.79584E+19`.
    private let isScientific: Bool

    init(_ text: String) {
        var rest: [Unicode.Scalar] = []
        for scalar in text.unicodeScalars {
            if let value = Digits.value(of: scalar) {
                values.append(value)
                rest.append(Unicode.Scalar(value + 0x30))
            } else if !CodeSeparators.contains(scalar) {
                foreign = foreign ?? scalar
                rest.append(scalar)
            } else if !CodeSeparators.isBlank(scalar) {
                rest.append(scalar)
            }
        }
        isScientific = foreign != nil && Self.isScientific(rest)
    }

    /// The reason why the text is not a code.
    var error: AuthenticityCode.ParsingError {
        if isScientific { return .truncated(digits: nil) }
        if let foreign {
            return .character(Character(foreign), suggestion: LookAlike.digit(for: foreign))
        }
        if values.isEmpty { return .empty }
        guard values.count == 20 else { return .length(count: values.count) }
        if let code = AuthenticityCode(values: reversedGroups) {
            return .reversed(digits: digits, suggestion: code)
        }
        // A spreadsheet keeps 15 digits of a number and replaces the others by zeros.
        if values[15...].allSatisfy({ $0 == 0 }) { return .truncated(digits: digits) }
        return .mistyped(digits: digits)
    }

    private var digits: String {
        String(decoding: values.map { $0 + 0x30 }, as: UTF8.self)
    }

    private var reversedGroups: [UInt8] {
        stride(from: 16, through: 0, by: -4).flatMap { values[$0..<$0 + 4] }
    }

    /// Returns whether the text is one digit, optionally a decimal separator and more digits, then `E`, optionally
    /// `+`, then one to three digits.
    private static func isScientific(_ text: [Unicode.Scalar]) -> Bool {
        var rest = text[...]
        guard let first = rest.popFirst(), isDigit(first) else { return false }
        if let mark = rest.first, ".,/٫".unicodeScalars.contains(mark) {
            rest = rest.dropFirst().drop(while: isDigit)
        }
        guard let letter = rest.popFirst(), letter == "E" || letter == "e" else { return false }
        if rest.first == "+" { rest = rest.dropFirst() }
        return (1...3).contains(rest.count) && rest.allSatisfy(isDigit)
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool {
        ("0"..."9").contains(scalar)
    }
}
