internal import Persian

extension AuthenticityCode {
    /// Why typed text is not a code; found without a look-up.
    package enum ParsingError: Error, Equatable, Sendable {
        /// Nothing was typed.
        case empty
        /// Something that is neither digit nor separator; a digit that may have been meant.
        case character(Character, suggestion: Character?)
        /// So many digits were read, not twenty.
        case length(count: Int)
        /// A spreadsheet kept 15 digits; those read, when they are twenty with the lost ones as zeros.
        case truncated(digits: String?)
        /// The five groups of four came in reverse order; the code that this makes.
        case reversed(digits: String, suggestion: AuthenticityCode)
        /// Twenty digits whose check digits are wrong, or that begin with no key id.
        case mistyped(digits: String)

        /// The digits read, when they are twenty: a code of the former system may be any.
        package var digits: String? {
            switch self {
            case .truncated(let digits): digits
            case .reversed(let digits, _), .mistyped(let digits): digits
            case .empty, .character, .length: nil
            }
        }
    }

    /// Reads a code as people type, paste and print it.
    ///
    /// Persian, Arabic-Indic and full-width digits count as ASCII ones; spaces, dashes, dots, slashes and
    /// invisible marks are dropped wherever they are.
    package init(parsing text: some StringProtocol) throws(ParsingError) {
        try self.init(parsing: String(text))
    }

    /// Reads a code as people type, paste and print it.
    package init(parsing text: borrowing String) throws(ParsingError) {
        if let code = AuthenticityCode(plain: text.utf8Span.span) {
            self = code
            return
        }
        let typed = TypedCode(copy text)
        // Something foreign spoils even twenty right digits.
        guard typed.foreign == nil, let code = AuthenticityCode(values: typed.values) else {
            throw typed.error
        }
        self = code
    }

    /// The code that twenty digit values make.
    init?(values: [UInt8]) {
        guard values.count == 20 else { return nil }
        let payload = values[..<18].reduce(UInt64(0)) { $0 * 10 + UInt64($1) }
        self.init(payload: payload, check: UInt64(values[18] * 10 + values[19]))
    }

    /// The code that ASCII or Arabic-script digits with spaces and dashes make, in one pass.
    ///
    /// Nil says nothing about why: `TypedCode` finds that out, and reads the rarer separators.
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
        // Only with twenty digits has nothing above overflowed.
        guard count == 20 else { return nil }
        self.init(payload: firstTen * 100_000_000 + number / 100, check: number % 100)
    }
}
