import Testing

@testable import VerifyCore

struct JSONWriterTests {
    @Test func `values are written compactly and in their order`() {
        let value: JSON = [
            "b": 1, "a": ["x", nil, true, .number("1.50"), []], "c": .object([]),
            "n": JSON(nil as String?),
        ]
        let text = String(decoding: value.encoded(), as: UTF8.self)
        #expect(text == #"{"b":1,"a":["x",null,true,1.50,[]],"c":{},"n":null}"#)
    }

    @Test func `control characters, quotes and backslashes are escaped, nothing else`() {
        let text = "\u{0}\u{1f}\n\t\"\\/\u{7f}é😀\u{2028}سلام"
        let written = String(decoding: JSON.string(text).encoded(), as: UTF8.self)
        #expect(written == "\"\\u0000\\u001f\\n\\u0009\\\"\\\\/\u{7f}é😀\u{2028}سلام\"")
    }

    @Test func `every scalar is read back`() throws {
        for value in stride(from: UInt32(0), to: 0x11_0000, by: 37) {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let text = "a\(Character(scalar))b"
            #expect(try JSON(parsing: JSON.string(text).encoded()) == .string(text))
        }
    }

    @Test func `a response is written value by value`() {
        var writer = JSONWriter(capacity: 64)
        writer.object { writer in
            writer.member("verdict", "VALID")
            writer.member("holder", nil as String?)
            writer.name("degree")
            writer.object { writer in
                writer.member("year", 1391)
                writer.member("known", true)
                writer.name("codes")
                writer.array { writer in
                    writer.plain(Array("1795".utf8))
                    writer.integer(UInt64.max)
                    writer.null()
                    writer.object { _ in }
                }
            }
            writer.member("rest", ["a": 1])
        }
        #expect(
            String(decoding: writer.bytes, as: UTF8.self) == """
                {"verdict":"VALID","holder":null,"degree":{"year":1391,"known":true,\
                "codes":["1795",18446744073709551615,null,{}]},"rest":{"a":1}}
                """
        )
    }
}
