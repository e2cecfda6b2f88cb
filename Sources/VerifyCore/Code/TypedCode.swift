internal import Persian

/// What somebody typed as a code, taken apart: its digits, and what has no place in a code.
struct TypedCode {
    /// The values of the digits, in order.
    private(set) var values: [UInt8] = []
    /// The first character that is neither digit nor separator.
    private(set) var foreign: Unicode.Scalar?
    /// Whether the whole is a number as a spreadsheet shows it, `1.79584E+19`.
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

    /// Why this is not a code.
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
        // A spreadsheet's number has 15 digits; it puts zeros for the others.
        if values[15...].allSatisfy({ $0 == 0 }) { return .truncated(digits: digits) }
        return .mistyped(digits: digits)
    }

    private var digits: String {
        String(decoding: values.map { $0 + 0x30 }, as: UTF8.self)
    }

    private var reversedGroups: [UInt8] {
        stride(from: 16, through: 0, by: -4).flatMap { values[$0..<$0 + 4] }
    }

    /// One digit, perhaps a decimal separator and more digits, then `E`, perhaps `+`, one to three digits.
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
