import Testing

@testable import VerifyCore

struct BinaryTextTests {
    static let base32: [(String, String)] = [
        // RFC 4648 §10, without its padding.
        ("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"),
        ("fooba", "MZXW6YTB"), ("foobar", "MZXW6YTBOI"),
    ]

    @Test(arguments: base32)
    func `the vectors of RFC 4648 are written and read`(_ text: String, _ encoded: String) throws {
        #expect(Base32.encode(Array(text.utf8)) == encoded)
        #expect(try Base32.decode(encoded) == Array(text.utf8))
    }

    static let refused: [(String, Base32.DecodingError)] = [
        ("MY======", .letter(offset: 2)), ("my", .letter(offset: 0)), ("M1", .letter(offset: 1)),
        ("MZXW 6", .length(6)), ("M", .length(1)), ("MZX", .length(3)), ("MZXW6YTBO", .length(9)),
        ("MZ", .trailingBits), ("MZXW7", .trailingBits), ("MZXW6YR", .trailingBits),
        ("ＭＹ", .length(6)), ("MY\n\n\n", .letter(offset: 2)),
    ]

    @Test(arguments: refused)
    func `a second text of the same bytes is rejected`(
        _ text: String,
        _ error: Base32.DecodingError
    ) {
        #expect(throws: error) { try Base32.decode(text) }
    }

    @Test func `bytes of each length and each last byte are read back`() throws {
        for count in 0..<12 {
            for last in UInt8.min...UInt8.max {
                let bytes = (0..<count).map { UInt8($0) } + [last]
                #expect(try Base32.decode(Base32.encode(bytes)) == bytes)
                #expect(try Hex.decode(Hex.encode(bytes)) == bytes)
                #expect(try Base64URL.decode(Base64URL.encode(bytes)) == bytes)
            }
        }
    }

    @Test func `a byte has exactly one last letter in base32`() {
        let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
        let read = letters.filter { (try? Base32.decode("M\($0)")) != nil }
        #expect(read == "AEIMQUY4")
    }

    @Test func `hexadecimal is read in either case, with an even number of digits`() throws {
        #expect(try Hex.decode("00fFAb") == [0, 0xff, 0xab])
        #expect(throws: Hex.DecodingError.length(3)) { try Hex.decode("abc") }
        #expect(throws: Hex.DecodingError.letter(offset: 1)) { try Hex.decode("0x") }
    }

    @Test func `base64 of web keys has no padding and no second form`() throws {
        #expect(Base64URL.encode([0xfb, 0xff]) == "-_8")
        #expect(throws: Base64URL.DecodingError.trailingBits) { try Base64URL.decode("-_9") }
        #expect(throws: Base64URL.DecodingError.letter(offset: 0)) { try Base64URL.decode("+/8") }
        #expect(throws: Base64URL.DecodingError.letter(offset: 3)) { try Base64URL.decode("-_8=") }
    }
}
