internal import Persian

/// The digits of a text that a user typed or pasted as a code, in runs, and its first foreign character.
///
/// A *run* is a sequence of digits with dropped characters between them; a foreign character ends it.
/// The rules are in docs/formats/authenticity-code.md.
struct TypedCode {
    private var runs: [Run] = []
    /// The first character that is neither digit nor dropped.
    private(set) var foreign: Unicode.Scalar?
    /// Whether the whole text is a number as a spreadsheet shows it, `1.79584E+19`.
    private let isScientific: Bool
    /// Whether a word of the text is such a number of twenty digits.
    private let hasScientificWord: Bool

    /// The number of digits of a code.
    static let digitCount = 20
    /// The most codes that a text of several is searched for; longer texts are no paste of codes.
    private static let mostCodes = 50

    /// The digits between two foreign characters.
    private struct Run {
        var whole = Sequence()
        /// The same digits, divided where other numbers may begin: at line breaks, commas and brackets.
        var parts = [Sequence()]
        /// Whether a character next to the digits may be a digit that was written as something else.
        var touchesNumber = false

        mutating func append(_ value: UInt8, afterPoint: Bool) {
            whole.append(value, afterPoint: afterPoint)
            parts[parts.count - 1].append(value, afterPoint: afterPoint)
        }
    }

    /// Digits, and how many of them are before the last point that has digits behind it.
    private struct Sequence {
        private(set) var values: [UInt8] = []
        private var beforePoint: Int?

        mutating func append(_ value: UInt8, afterPoint: Bool) {
            if afterPoint { beforePoint = values.count }
            values.append(value)
        }

        /// The digits if they are as many as those of a code, without a fraction of zeros: `17958396597274390528.0`.
        var candidate: [UInt8]? {
            if values.count == digitCount { return values }
            guard beforePoint == digitCount, values[digitCount...].allSatisfy({ $0 == 0 }) else {
                return nil
            }
            return Array(values[..<digitCount])
        }
    }

    init(_ text: String) {
        let scalars = Array((CodeLink.codes(in: text) ?? text).unicodeScalars)
        var shown: [Unicode.Scalar] = []
        var run = Run()
        var afterPoint = false
        for (index, scalar) in scalars.enumerated() {
            if let value = Digits.value(of: scalar) {
                run.append(value, afterPoint: afterPoint)
                afterPoint = false
                shown.append(Unicode.Scalar(value + 0x30))
                continue
            }
            let kind = CodeSeparators.kind(of: scalar)
            if kind == .foreign {
                foreign = foreign ?? scalar
                let touches = CodeNeighbours.isNumber(at: index, in: scalars)
                if !run.whole.values.isEmpty {
                    run.touchesNumber = run.touchesNumber || touches.before
                    runs.append(run)
                    run = Run()
                }
                run.touchesNumber = touches.after
            } else if kind.mayEndCode, run.parts.last?.values.isEmpty == false {
                run.parts.append(Sequence())
            }
            switch kind {
            case .blank, .lineBreak: break
            case .dash, .mark, .foreign:
                shown.append(scalar)
                afterPoint = CodeSeparators.isPoint(scalar)
            }
        }
        if !run.whole.values.isEmpty { runs.append(run) }
        isScientific = foreign != nil && ScientificNumber(shown) != nil
        hasScientificWord = foreign != nil && ScientificNumber.isCode(amongWordsOf: scalars)
    }
}

extension TypedCode {
    /// Returns the code.
    ///
    /// - Throws: `ParsingError`: the reason why the text is not a code.
    func code() throws(AuthenticityCode.ParsingError) -> AuthenticityCode {
        if isScientific { throw .truncated(digits: nil) }
        let candidates = candidates
        if candidates.count == 1 { return try Self.code(of: candidates[0]) }
        if candidates.count > 1 { throw .several(count: candidates.count) }
        if let codes = codesWithoutMarks { throw .several(count: codes) }
        if hasScientificWord { throw .truncated(digits: nil) }
        if let foreign {
            throw .character(Character(foreign), suggestion: LookAlike.digit(for: foreign))
        }
        let count = runs.reduce(0) { $0 + $1.whole.values.count }
        throw count == 0 ? .empty : .length(count: count)
    }

    /// The different sequences of twenty digits: whole runs, else parts of runs.
    private var candidates: [[UInt8]] {
        var found: [[UInt8]] = []
        for run in runs where !run.touchesNumber {
            let sequences =
                run.whole.candidate.map { [$0] } ?? run.parts.compactMap(\.candidate)
            for sequence in sequences where !found.contains(sequence) { found.append(sequence) }
        }
        return found
    }

    /// The number of codes of a run that is several codes one after the other; nil when there is none.
    private var codesWithoutMarks: Int? {
        for run in runs {
            let values = run.whole.values
            let (codes, rest) = values.count.quotientAndRemainder(dividingBy: Self.digitCount)
            guard rest == 0, (2...Self.mostCodes).contains(codes) else { continue }
            let areCodes = (0..<codes).allSatisfy { index in
                let start = index * Self.digitCount
                return AuthenticityCode(values: Array(values[start..<start + Self.digitCount]))
                    != nil
            }
            if areCodes { return codes }
        }
        return nil
    }

    /// Returns the code of twenty digits.
    private static func code(
        of values: [UInt8]
    ) throws(AuthenticityCode.ParsingError) -> AuthenticityCode {
        if let code = AuthenticityCode(values: values) { return code }
        let digits = String(decoding: values.map { $0 + 0x30 }, as: UTF8.self)
        let reversed = stride(from: 16, through: 0, by: -4).flatMap { values[$0..<$0 + 4] }
        if let code = AuthenticityCode(values: reversed) {
            throw .reversed(digits: digits, suggestion: code)
        }
        if wentThroughDouble(values) { throw .truncated(digits: digits) }
        throw .mistyped(digits: digits)
    }
}

extension TypedCode {
    /// Returns whether twenty digits are what a program writes that kept a code as a floating-point number.
    ///
    /// Only asked of digits that are not a code: check digits are never 00, but a genuine code can be a number
    /// that a double holds exactly (docs/decisions/0044-a-code-in-a-text.md).
    private static func wentThroughDouble(_ values: [UInt8]) -> Bool {
        // Fifteen to eighteen digits were kept, and zeros fill the others.
        if values.suffix(2).allSatisfy({ $0 == 0 }) { return true }
        // A number has no leading zero.
        guard values[0] != 0 else { return false }
        let number = values.reduce(UInt128(0)) { $0 * 10 + UInt128($1) }
        let significant =
            UInt128.bitWidth - number.leadingZeroBitCount - number.trailingZeroBitCount
        // The significand of binary64 (IEEE 754).
        return significant <= 53
    }
}
