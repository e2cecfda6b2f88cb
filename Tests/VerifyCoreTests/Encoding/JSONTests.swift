import Testing

@testable import VerifyCore

struct JSONTests {
    @Test func `the results for JSONTestSuite are those of a strict parser`() throws {
        for test in try FormatVectors("encoding/json-test-suite").cases() {
            let accepted = (try? JSON(parsing: test.base64("base64"))) != nil
            #expect(accepted == test.json["accepted"]?.bool, "\(test.testDescription)")
        }
    }

    static let read: [(String, JSON)] = [
        ("null", .null), (" true ", true), ("false", false), ("0", 0), ("-1", -1),
        ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
        ("9223372036854775808", .number("9223372036854775808")), ("-0", .number("-0")),
        ("1.50", .number("1.50")), ("1E400", .number("1E400")), ("-0.0e-1", .number("-0.0e-1")),
        (#""""#, ""), (#""a\"\\\/\b\f\n\r\t""#, "a\"\\/\u{8}\u{c}\n\r\t"),
        (#""\u0633\u200c\uD83D\ude00\u0000""#, "س\u{200c}😀\u{0}"), ("\"سلام\"", "سلام"),
        ("[]", []), ("[1,[2],{}]", [1, [2], .object([])]),
        (#"{"b":1,"a":[null]}"#, ["b": 1, "a": [nil]]), ("\r\n\t{ \"a\" : 1 }\n", ["a": 1]),
        ("{\"\u{e9}\":1,\"e\u{301}\":2}", ["\u{e9}": 1, "e\u{301}": 2]),
    ]

    @Test(arguments: read)
    func `a value is read as it was written`(_ text: String, _ value: JSON) throws {
        #expect(try JSON(parsing: Array(text.utf8)) == value)
    }

    static let refused: [(String, JSON.ParsingError)] = [
        ("", .truncated), ("  ", .truncated), ("{", .truncated), ("[1", .truncated),
        ("\"a", .truncated),
        ("nul", .truncated), (#"{"a""#, .truncated), (#"{"a":"#, .truncated), (#""\"#, .truncated),
        (#""\u00"#, .truncated),
        ("[1,]", .unexpected(offset: 3)), (#"{"a":1,}"#, .unexpected(offset: 7)),
        ("[,1]", .unexpected(offset: 1)), ("{,}", .unexpected(offset: 1)),
        ("[1 2]", .unexpected(offset: 3)),
        ("'a'", .unexpected(offset: 0)), ("NaN", .unexpected(offset: 0)),
        ("{a:1}", .unexpected(offset: 1)),
        ("\u{feff}1", .unexpected(offset: 0)), ("+1", .unexpected(offset: 0)),
        ("nulL", .unexpected(offset: 3)),
        ("\u{a0}1", .unexpected(offset: 0)), ("/**/1", .unexpected(offset: 0)),
        ("۱", .unexpected(offset: 0)),
        ("1 1", .trailingBytes(offset: 2)), ("[]]", .trailingBytes(offset: 2)),
        ("01", .number(offset: 0)), ("-01", .number(offset: 0)), ("1.", .number(offset: 0)),
        ("1e", .number(offset: 0)), ("1e+", .number(offset: 0)), ("-", .number(offset: 0)),
        ("-.5", .number(offset: 0)), ("0x1", .trailingBytes(offset: 1)),
        ("\"\n\"", .controlCharacter(offset: 1)), ("\"\u{0}\"", .controlCharacter(offset: 1)),
        ("\"\\n\u{1f}\"", .controlCharacter(offset: 3)),
        (#""\x""#, .escape(offset: 1)), (#""\u12g4""#, .escape(offset: 1)),
        (#""\u+123""#, .escape(offset: 1)),
        (#""\ud800""#, .loneSurrogate(offset: 1)), (#""\udc00""#, .loneSurrogate(offset: 1)),
        (#""\ud800\ud800""#, .loneSurrogate(offset: 1)), (#""\ud800x""#, .loneSurrogate(offset: 1)),
        (#""\ud800\n""#, .loneSurrogate(offset: 1)),
        (#"{"a":1,"a":1}"#, .duplicateName("a")), (#"{"a":1,"\u0061":2}"#, .duplicateName("a")),
        (#"[{"":1,"":2}]"#, .duplicateName("")),
    ]

    @Test(arguments: refused)
    func `text that two parsers could read differently is rejected`(
        _ text: String,
        _ error: JSON.ParsingError
    ) {
        #expect(throws: error) { try JSON(parsing: Array(text.utf8)) }
    }

    @Test func `a duplicate name among many is found`() {
        for count in [2, 16, 17, 18, 500] {
            let names = (0..<count).map { "\"n\($0)\":0" } + ["\"n\(count / 2)\":1"]
            let text = "{" + names.joined(separator: ",") + "}"
            #expect(throws: JSON.ParsingError.duplicateName("n\(count / 2)")) {
                try JSON(parsing: Array(text.utf8))
            }
        }
    }

    @Test func `depth and size have limits`() throws {
        let depth = JSON.maximumDepth
        let deep = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        #expect(try JSON(parsing: Array(deep.utf8)).array?.count == 1)
        #expect(throws: JSON.ParsingError.depth) { try JSON(parsing: Array("[\(deep)]".utf8)) }
        let endless = [UInt8](repeating: UInt8(ascii: "["), count: 1 << 20)
        #expect(throws: JSON.ParsingError.depth) { try JSON(parsing: endless) }
        #expect(throws: JSON.ParsingError.size) { try JSON(parsing: endless + [0x20]) }
        #expect(throws: JSON.ParsingError.size) { try JSON(parsing: [0x31, 0x32], size: 1) }
    }

    @Test func `bytes that are not UTF-8 are rejected, also in names`() {
        for bytes: [UInt8] in [
            [0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xc3],
        ] {
            let string = [UInt8(ascii: "\"")] + bytes + [UInt8(ascii: "\"")]
            #expect(throws: JSON.ParsingError.notUTF8(offset: 0)) { try JSON(parsing: string) }
            let object = Array("{".utf8) + string + Array(":1}".utf8)
            #expect(throws: JSON.ParsingError.notUTF8(offset: 1)) { try JSON(parsing: object) }
        }
    }

    @Test func `damaged text is rejected or is another value`() throws {
        let text = Array(#"{"code":"۱۷۹۵ 8396","n":[1,-2.5e3,true,null],"o":{"é":"\u00e9"}}"#.utf8)
        let value = try JSON(parsing: text)
        for damaged in Damage.cut(text) {
            #expect(throws: JSON.ParsingError.self) { try JSON(parsing: damaged) }
        }
        for damaged in Damage.extended(text) where ![0x20, 0x09, 0x0a, 0x0d].contains(damaged.last)
        {
            #expect(throws: JSON.ParsingError.self) { try JSON(parsing: damaged) }
        }
        for damaged in Damage.flipped(text) {
            if let other = try? JSON(parsing: damaged) {
                #expect(try JSON(parsing: other.encoded()) == other)
            }
        }
        #expect(try JSON(parsing: value.encoded()) == value)
    }
}
