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
    package init(parsing text: String) throws(ParsingError) {
        var text = text
        text.makeContiguousUTF8()
        if let code = AuthenticityCode(plain: text.utf8Span.span) {
            self = code
            return
        }
        let typed = TypedCode(text)
        if let code = AuthenticityCode(values: typed.values) {
            // Something foreign spoils even twenty right digits.
            guard typed.foreign == nil else { throw typed.error }
            self = code
            return
        }
        throw typed.error
    }

    /// The code that twenty digit values make.
    init?(values: [UInt8]) {
        guard values.count == 20 else { return nil }
        let payload = values[..<18].reduce(UInt64(0)) { $0 * 10 + UInt64($1) }
        self.init(payload: payload, check: UInt64(values[18] * 10 + values[19]))
    }

    /// The code that ASCII digits and separators make, in one pass; nil says nothing about why.
    @inline(__always)
    private init?(plain text: Span<UInt8>) {
        var payload: UInt64 = 0
        var check: UInt64 = 0
        var count = 0
        for index in text.indices {
            let byte = text[index]
            let value = byte &- 0x30
            if value < 10 {
                count &+= 1
                if count <= 18 {
                    payload = payload &* 10 &+ UInt64(value)
                } else {
                    check = check &* 10 &+ UInt64(value)
                }
                guard count <= 20 else { return nil }
            } else if byte != 0x20, byte != 0x2d {
                return nil
            }
        }
        guard count == 20 else { return nil }
        self.init(payload: payload, check: check)
    }
}
