internal import Persian

extension AuthenticityCode {
    /// Why a typed text is not a code; the parser finds it without a look-up.
    package enum ParsingError: Error, Equatable, Sendable {
        /// The text has no digit.
        case empty
        /// A character that is neither digit nor separator, with the digit that it looks like.
        case character(Character, suggestion: Character?)
        /// The text has this many digits instead of twenty.
        case length(count: Int)
        /// The text has this many different sequences of twenty digits.
        case several(count: Int)
        /// A program kept the code as a floating-point number, as spreadsheets do, so its last digits are lost.
        /// The digits are given if they are twenty.
        case truncated(digits: String?)
        /// The five groups of four are in reverse order, with the code in the right order.
        case reversed(digits: String, suggestion: AuthenticityCode)
        /// Twenty digits with wrong check digits, or with a key id below 10.
        case mistyped(digits: String)

        /// The twenty digits, if there are twenty: they could be a code of the former system, which may be any
        /// digits.
        package var digits: String? {
            switch self {
            case .truncated(let digits): digits
            case .reversed(let digits, _), .mistyped(let digits): digits
            case .empty, .character, .length, .several: nil
            }
        }
    }

    /// Reads a code as users type, paste and print it.
    ///
    /// Accepts ASCII, Persian, Arabic-Indic and full-width digits; drops spaces, dashes, dots, slashes, marks and
    /// invisible characters in any place. Where the text has other words, or is a link `…/V/CODE`, its only
    /// sequence of twenty digits is the code.
    ///
    /// - Throws: `ParsingError`.
    package init(parsing text: some StringProtocol) throws(ParsingError) {
        try self.init(parsing: String(text))
    }

    /// Reads a code as users type, paste and print it (see the generic form).
    package init(parsing text: borrowing String) throws(ParsingError) {
        if let code = AuthenticityCode(plain: text.utf8Span.span) {
            self = code
            return
        }
        self = try TypedCode(copy text).code()
    }

    /// Creates a code of twenty digit values; nil for another count or wrong check digits.
    init?(values: [UInt8]) {
        guard values.count == 20 else { return nil }
        let payload = values[..<18].reduce(UInt64(0)) { $0 * 10 + UInt64($1) }
        self.init(payload: payload, check: UInt64(values[18] * 10 + values[19]))
    }

    /// Reads ASCII or Arabic-script digits with spaces and dashes, in one pass.
    ///
    /// Nil has no reason: `TypedCode` finds the reason, and reads the rarer separators.
    @inline(__always)
    private init?(plain text: Span<UInt8>) {
        var firstTen: UInt64 = 0
        var number: UInt64 = 0
        var count = 0
        var index = 0
        while index < text.count {
            let byte = text[index]
            index &+= 1
            var value = byte &- 0x30
            if value > 9 {
                if byte == 0x20 || byte == 0x2d { continue }
                // ۰…۹ are DB B0…B9 in UTF-8, ٠…٩ are D9 A0…A9.
                guard byte == 0xdb || byte == 0xd9, index < text.count else { return nil }
                value = text[index] &- (byte == 0xdb ? 0xb0 : 0xa0)
                index &+= 1
                guard value < 10 else { return nil }
            }
            number = number &* 10 &+ UInt64(value)
            count &+= 1
            if count == 10 {
                firstTen = number
                number = 0
            }
        }
        // With exactly twenty digits the sums above did not overflow.
        guard count == 20 else { return nil }
        self.init(payload: firstTen * 100_000_000 + number / 100, check: number % 100)
    }
}
