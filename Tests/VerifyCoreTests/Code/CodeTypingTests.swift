import Testing

@testable import VerifyCore

struct CodeTypingTests {
    static let code = "17958396597274390942"

    static let errors: [(String, AuthenticityCode.ParsingError)] = [
        ("", .empty), (" \u{200c}--", .empty),
        ("1795 8396 5972 7439 O942", .character("O", suggestion: "0")),
        ("l795 8396 5972 7439 0942", .character("l", suggestion: "1")),
        ("I795 8396 5972 7439 0942", .character("I", suggestion: "1")),
        ("1795 8396 S972 7439 0942", .character("S", suggestion: "5")),
        ("1795 8396 5972 7439 094Z", .character("Z", suggestion: "2")),
        ("1795 B396 5972 7439 0942", .character("B", suggestion: "8")),
        ("۱۷۹ه ۸۳۹۶ ۵۹۷۲ ۷۴۳۹ ۰۹۴۲", .character("ه", suggestion: "5")),
        ("ا۷۹۵ ۸۳۹۶ ۵۹۷۲ ۷۴۳۹ ۰۹۴۲", .character("ا", suggestion: "1")),
        ("1795 8396 5972 7439 09④2", .character("④", suggestion: nil)),
        ("کد صحت 1795", .character("ک", suggestion: nil)),
        ("1795 8396 5972 7439 0942 7", .length(count: 21)), ("1795 8396", .length(count: 8)),
        ("1.79584E+19", .truncated(digits: nil)), ("۱٫۷۹۵۸۴e+۱۹", .truncated(digits: nil)),
        ("17958396597274300000", .truncated(digits: "17958396597274300000")),
        ("۱۷۹۵ ۸۳۹۶ ۵۹۷۲ ۷۴۳۰ ۰۰۰۰", .truncated(digits: "17958396597274300000")),
        ("1795 8396 5972 7439 0943", .mistyped(digits: "17958396597274390943")),
        ("0795 8396 5972 7439 0942", .mistyped(digits: "07958396597274390942")),
        ("17958396597274390528", .truncated(digits: "17958396597274390528")),
        ("17958396597274390900", .truncated(digits: "17958396597274390900")),
        ("'1.79584E+19", .truncated(digits: nil)),
        ("00000000000000000001", .mistyped(digits: "00000000000000000001")),
        ("کد: 1795 8396 5972 7439 0943", .mistyped(digits: "17958396597274390943")),
        ("(1795 8396 5972 7439 094)", .length(count: 19)),
        ("https://sehat.example/V/1795 8396", .length(count: 8)),
        ("1795 8396 5972 7439 0942 یا 1795 8396 5972 7439 0943", .several(count: 2)),
        ("17958396597274390942 17958396597274390942", .several(count: 2)),
        ("17958396597274390942; 12345678901234567890", .several(count: 2)),
        ("O17958396597274390942", .character("O", suggestion: "0")),
        ("17958396597274390942x", .character("x", suggestion: nil)),
        ("三17958396597274390942", .character("三", suggestion: nil)),
    ]

    @Test(arguments: errors)
    func `the error names the fault`(_ text: String, _ error: AuthenticityCode.ParsingError) {
        #expect(throws: error) { try AuthenticityCode(parsing: text) }
        #expect(throws: error) { try AuthenticityCode(parsing: text[...]) }
    }

    static let pasted = [
        "https://sehat.example/V/17958396597274390942",
        "HTTP://127.0.0.1:8080/v/1795-8396-5972-7439-0942?id=12345678901234567890",
        "sehat.example/en/V/1795%208396%205972%207439%200942#top", "…/V/17958396597274390942).",
        "کد صحت: ۱۷۹۵ ۸۳۹۶ ۵۹۷۲ ۷۴۳۹ ۰۹۴۲", "[1795 8396 5972 7439 0942]",
        "(1795) (8396) (5972) (7439) (0942)",
        "1795_8396_5972_7439_0942", "17,958,396,597,274,390,942", "'17958396597274390942",
        "=\"17958396597274390942\"", "شماره ۱۲، مورخ ۱۴۰۳/۰۹/۱۴: کد 17958396597274390942",
        "۱۴۰۳/۰۹/۱۴\t17958396597274390942",
        "17958396597274390942\n1403", "کد ۱۷۹۵ ۸۳۹۶ ۵۹۷۲ ۷۴۳۹ ۰۹۴۲ یعنی 17958396597274390942",
        "کد17958396597274390942",
    ]

    @Test(arguments: pasted)
    func `one run of twenty digits in a text is the code`(_ text: String) throws {
        #expect(try AuthenticityCode(parsing: text).digits == Self.code)
    }

    @Test func `a code that a double holds exactly is a code`() throws {
        var codes = 0
        for locator in stride(from: UInt32(1), to: 200_000_000, by: 7_919) {
            let code = try #require(
                AuthenticityCode(keyID: 17, locator: locator, tag: locator % AuthenticityCode.tags)
            )
            guard let number = Double(code.digits),
                UInt128(exactly: number) == UInt128(code.digits)
            else { continue }
            codes += 1
            #expect(try AuthenticityCode(parsing: code.digits) == code)
        }
        #expect(codes > 0)
    }

    @Test func `for groups in reverse order the error has the right order`() throws {
        let error = try #require(throws: AuthenticityCode.ParsingError.self) {
            try AuthenticityCode(parsing: "۰۹۴۲ ۷۴۳۹ ۵۹۷۲ ۸۳۹۶ ۱۷۹۵")
        }
        let code = try AuthenticityCode(parsing: Self.code)
        #expect(error == .reversed(digits: "09427439597283961795", suggestion: code))
        #expect(error.digits == "09427439597283961795")
    }

    @Test func `the error keeps twenty digits for the former system's codes`() {
        let errors: [AuthenticityCode.ParsingError] = [
            .mistyped(digits: "1"), .truncated(digits: "2"), .truncated(digits: nil), .empty,
            .length(count: 3), .character("x", suggestion: nil),
        ]
        #expect(errors.map(\.digits) == ["1", "2", nil, nil, nil, nil])
    }

    @Test func `each wrong digit and each exchange of neighbours is reported`() throws {
        let digits = Array(Self.code)
        for place in digits.indices {
            for digit in "0123456789" where digit != digits[place] {
                var typed = digits
                typed[place] = digit
                #expect(throws: AuthenticityCode.ParsingError.self) {
                    try AuthenticityCode(parsing: String(typed))
                }
            }
            guard place > 0, digits[place] != digits[place - 1] else { continue }
            var typed = digits
            typed.swapAt(place, place - 1)
            #expect(throws: AuthenticityCode.ParsingError.self) {
                try AuthenticityCode(parsing: String(typed))
            }
        }
    }

    @Test func `each code has one form of its check digits`() throws {
        let payload = String(Self.code.prefix(18))
        let accepted = (0...99).filter { check in
            let text = payload + (check < 10 ? "0" : "") + "\(check)"
            return (try? AuthenticityCode(parsing: text)) != nil
        }
        #expect(accepted == [42])
        // 99 leaves 1 as 02 does; accepting both would give a code two texts.
        var aliases = 0
        for tag in UInt32(0)..<1000 {
            let code = try #require(AuthenticityCode(keyID: 17, locator: 5, tag: tag))
            guard code.digits.hasSuffix("02") else { continue }
            aliases += 1
            #expect((try? AuthenticityCode(parsing: code.digits.dropLast(2) + "99")) == nil)
        }
        #expect(aliases > 0)
    }

    @Test func `a damaged text is rejected, and never read as another code`() throws {
        let text = Array("۱۷۹۵ ۸۳۹۶-5972 7439\u{200c}0942".utf8)
        let code = try AuthenticityCode(parsing: Self.code)
        for damaged in Damage.flipped(text) {
            let read = try? AuthenticityCode(parsing: String(decoding: damaged, as: UTF8.self))
            // A flipped separator can be another separator.
            #expect(read == nil || read == code)
        }
        for damaged in Damage.cut(text) {
            #expect(
                (try? AuthenticityCode(parsing: String(decoding: damaged, as: UTF8.self))) == nil
            )
        }
        let long = String(repeating: Self.code, count: 10_000)
        #expect(throws: AuthenticityCode.ParsingError.length(count: 200_000)) {
            try AuthenticityCode(parsing: long)
        }
    }
}
