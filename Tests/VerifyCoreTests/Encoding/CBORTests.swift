import Testing

@testable import VerifyCore

struct CBORTests {
    @Test func `the examples of RFC 8949 are read, printed and written`() throws {
        for example in try FormatVectors("encoding/rfc8949-appendix-a").cases() {
            let bytes = try example.bytes("hex")
            guard let diagnostic = example.json["diagnostic"]?.string else {
                #expect(throws: CBOR.DecodingError.self) { try CBOR(decoding: bytes) }
                continue
            }
            let value = try CBOR(decoding: bytes)
            #expect(value.diagnostic == diagnostic)
            #expect(value.encoded() == bytes)
        }
    }

    static let refused: [(String, CBOR.DecodingError)] = [
        ("", .truncated), ("18", .truncated), ("19ff", .truncated), ("42ff", .truncated),
        ("82ff", .truncated), ("8201", .truncated), ("a101", .truncated), ("c1", .truncated),
        ("0000", .trailingBytes), ("8000", .trailingBytes),
        ("1817", .notMinimal), ("1900ff", .notMinimal), ("1a0000ffff", .notMinimal),
        ("1b00000000ffffffff", .notMinimal), ("3817", .notMinimal), ("5800", .notMinimal),
        ("7817", .notMinimal), ("9800", .notMinimal), ("b800", .notMinimal),
        ("d81200", .notMinimal),
        ("5fff", .indefiniteLength), ("7fff", .indefiniteLength), ("9fff", .indefiniteLength),
        ("bfff", .indefiniteLength), ("ff", .indefiniteLength),
        ("a202000100", .unsortedKeys), ("a2616200616100", .unsortedKeys),
        ("a2616100186400", .unsortedKeys), ("a2200018ff00", .unsortedKeys),
        ("a201000100", .duplicateKey), ("a2616100616100", .duplicateKey),
        ("61ff", .notUTF8), ("62c080", .notUTF8), ("63eda080", .notUTF8), ("64f4908080", .notUTF8),
        ("1c", .reserved), ("5d", .reserved), ("fe", .reserved), ("f800", .reserved),
        ("f81f", .reserved), ("f817", .reserved),
        ("fa3f800000", .notMinimal), ("fb3ff0000000000000", .notMinimal),
        ("fb47efffffe0000000", .notMinimal), ("f97e01", .notMinimal), ("f9fe00", .notMinimal),
        ("fa7fc00001", .notMinimal),
        ("c240", .notMinimal), ("c2480000000000000000", .notMinimal),
        ("c249000000000000000001", .notMinimal), ("c200", .unexpectedItem),
        ("8181818180", .depth), ("c1c1c1c1c100", .depth), ("a100a100a100a100a10000", .depth),
        ("9bffffffffffffffff", .truncated), ("bbffffffffffffffff", .truncated),
        ("5bffffffffffffffff", .truncated), ("9a7fffffff", .truncated),
    ]

    @Test(arguments: refused)
    func `an encoding that is not deterministic is rejected`(
        _ hex: String,
        _ error: CBOR.DecodingError
    ) {
        #expect(throws: error) { try CBOR(decoding: Hex.decode(hex)) }
    }

    @Test func `keys are sorted by their bytes when a map is written`() throws {
        let keys: [CBOR] = [
            .text("aa"), .integer(-1), .bytes([1]), .integer(100), .text("b"), .simple(20),
            .array([.integer(-1)]), .integer(10),
        ]
        let map = CBOR.map(keys.map { CBOR.Entry($0, .unsigned(0)) })
        let read = try CBOR(decoding: map.encoded())
        // The order of RFC 8949 §4.2.1's example, with a byte string between.
        #expect(
            read.diagnostic == """
                {10: 0, 100: 0, -1: 0, h'01': 0, "b": 0, "aa": 0, [-1]: 0, false: 0}
                """
        )
    }

    static let floats: [(Double, String)] = [
        (0, "0.0"), (-0.0, "-0.0"), (0.1, "0.1"), (1e20, "100000000000000000000.0"),
        (1e21, "1.0e+21"), (123456.75, "123456.75"), (1e-6, "0.000001"), (1e-7, "1.0e-7"),
        (.leastNonzeroMagnitude, "5.0e-324"), (.greatestFiniteMagnitude, "1.7976931348623157e+308"),
        (-1.5e-9, "-1.5e-9"), (0x1p-14, "0.00006103515625"), (0x1.ffcp15, "65504.0"),
        (65_536, "65536.0"), (0x1p-25, "2.9802322387695312e-8"),
        (Double(Float(0.1)), "0.10000000149011612"),
    ]

    @Test(arguments: floats)
    func `a float is printed with a point and read back`(_ value: Double, _ text: String) throws {
        #expect(CBOR.float(value).diagnostic == text)
        let read = try CBOR(decoding: CBOR.float(value).encoded())
        guard case .float(let back) = read else { throw CBOR.DecodingError.unexpectedItem }
        #expect(back.bitPattern == value.bitPattern)
    }

    @Test func `every binary16 that is not an unusual nan is its own shortest form`() throws {
        for bits in UInt16.min...UInt16.max {
            let bytes = [0xf9, UInt8(bits >> 8), UInt8(bits & 0xff)]
            let isUnusual = bits & 0x7c00 == 0x7c00 && bits & 0x3ff != 0 && bits != 0x7e00
            let value = try? CBOR(decoding: bytes)
            #expect((value == nil) == isUnusual)
            if let value { #expect(value.encoded() == bytes) }
        }
    }

    @Test func `integers have the shortest of five forms`() throws {
        let values: [Int64] = [
            0, 23, 24, 255, 256, 65_535, 65_536, 4_294_967_295, 4_294_967_296, .max,
        ]
        let counts = [1, 1, 2, 2, 3, 3, 5, 5, 9, 9]
        for (value, count) in zip(values, counts) {
            for value in [value, -1 - value] {
                let bytes = CBOR.integer(value).encoded()
                #expect(bytes.count == count)
                #expect(try CBOR(decoding: bytes).integer == value)
            }
        }
        #expect(CBOR.unsigned(.max).integer == nil)
        #expect(CBOR.negative(.max).integer == nil)
    }

    @Test func `deep and large inputs are rejected before they are read`() throws {
        let deep = [UInt8](repeating: 0x81, count: 100_000)
        #expect(throws: CBOR.DecodingError.depth) { try CBOR(decoding: deep) }
        #expect(throws: CBOR.DecodingError.size) { try CBOR(decoding: [0x00, 0x00], size: 1) }
        let nested = try CBOR(decoding: Hex.decode("818181818100"), depth: 5)
        #expect(nested.diagnostic == "[[[[[0]]]]]")
    }

    @Test func `damaged bytes are never another encoding of the same value`() throws {
        let bytes = try Hex.decode("d28443a10126a16161f93e0083010203fb3ff199999999999a")
        let whole = CBOR.tagged(
            18,
            .array([.bytes([0xa1, 1, 0x26])] + [CBOR](repeating: .simple(22), count: 3))
        )
        #expect(try CBOR(decoding: whole.encoded()) == whole)
        let value = try CBOR(decoding: bytes.dropLast(9) + [0xf6])
        let good = value.encoded()
        for damaged in Damage.cut(good) {
            #expect(throws: CBOR.DecodingError.self) { try CBOR(decoding: damaged) }
        }
        for damaged in Damage.extended(good) {
            #expect(throws: CBOR.DecodingError.self) { try CBOR(decoding: damaged) }
        }
        for damaged in Damage.flipped(good) {
            guard let other = try? CBOR(decoding: damaged) else { continue }
            #expect(other.encoded() == damaged && other != value)
        }
    }
}
