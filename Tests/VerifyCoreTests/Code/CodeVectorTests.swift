import Testing

@testable import VerifyCore

struct CodeVectorTests {
    @Test func `codes agree with the vectors`() throws {
        for vector in try FormatVectors("code").cases("mint") {
            let key = CodeKey(
                id: try vector.integer("key_id"),
                locatorKey: try vector.bytes("locator_key"),
                tagKey: try vector.bytes("tag_key")
            )
            let record = try vector.bytes("record")
            let digest = SHA256.digest(of: record.span)
            #expect(try digest.bytes == vector.bytes("record_sha256"))
            let id = try #require(RecordID(vector.bytes("uuid")))
            let locator = key.locator(for: id, counter: try vector.integer("counter"))
            #expect(try locator == vector.integer("locator"))
            #expect(try key.tag(locator: locator, recordDigest: digest) == vector.integer("tag"))
            let code = try #require(key.code(locator: locator, recordDigest: digest))
            #expect(try code.digits == vector.text("code"))
            #expect(try code.grouped == vector.text("grouped"))
            #expect(try code.bytes == vector.bytes("bytes"))
            #expect(key.matches(code, recordDigest: digest))
            #expect(code.address == Int64(key.id) * 1_000_000_000 + Int64(locator))
            #expect(code.isTest == (key.id == 99))
        }
    }

    @Test func `the example of the format page is the first vector`() throws {
        let first = try #require(try FormatVectors("code").cases("mint").first)
        #expect(try first.text("grouped") == "1795 8396 5972 7439 0942")
        #expect(try first.bytes("locator_key") == [UInt8](repeating: 0x11, count: 32))
    }

    @Test func `results for typed texts agree with the vectors`() throws {
        for vector in try FormatVectors("code").cases("typed") {
            let text = try vector.text("text")
            let error = vector.json["error"]?.string
            do throws(AuthenticityCode.ParsingError) {
                let code = try AuthenticityCode(parsing: text)
                #expect(code.digits == vector.json["code"]?.string, "\(text)")
            } catch {
                #expect(Self.word(error) == vector.json["error"]?.string, "\(text)")
                #expect(Self.detail(error) == Self.detail(vector.json), "\(text)")
            }
            #expect((error == nil) == (vector.json["code"] != nil))
        }
    }

    private static func word(_ error: AuthenticityCode.ParsingError) -> String {
        switch error {
        case .empty, .length, .several: "LENGTH"
        case .character: "CHARACTER"
        case .truncated: "TRUNCATED"
        case .reversed: "REVERSED"
        case .mistyped: "MISTYPED"
        }
    }

    private static func detail(_ error: AuthenticityCode.ParsingError) -> String? {
        switch error {
        case .empty: "0"
        case .length(let count): "\(count)"
        case .several(let count): "\(20 * count)"
        case .character(let character, _): String(character)
        case .reversed(_, let code): code.digits
        case .truncated, .mistyped: nil
        }
    }

    private static func detail(_ vector: JSON) -> String? {
        vector["count"]?.integer.map { "\($0)" } ?? vector["character"]?.string
            ?? vector["suggestion"]?.string
    }
}
