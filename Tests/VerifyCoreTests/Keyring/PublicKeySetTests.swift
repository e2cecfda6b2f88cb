import Persian
import Testing

@testable import VerifyCore

struct PublicKeySetTests {
    @Test func `every set is read as the vectors have it`() throws {
        let vectors = try FormatVectors("key-set")
        let token = try vectors.whole.text("text")
        let now = Timestamp(secondsSinceEpoch: try vectors.whole.integer("now"))
        for vector in try vectors.cases("sets") {
            let bytes = Array(try vector.text("set").utf8)
            guard vector.json["error"] == nil else {
                #expect(throws: KeyringError.self, "\(vector)") { try PublicKeySet(parsing: bytes) }
                continue
            }
            let set = try PublicKeySet(parsing: bytes)
            let answer = DegreeToken.verify(text: token, at: now, keys: set.key)
            #expect(try answer.verdict.rawValue == vector.text("verdict"), "\(vector)")
            #expect(Self.trusted(set) == vector.json["kids"], "\(vector)")
            #expect(Self.withdrawn(set) == vector.json["withdrawn"], "\(vector)")
        }
    }

    @Test func `a token of a compromised key has the day, even where the key is still listed`()
        throws
    {
        let vectors = try FormatVectors("key-set")
        let vector = try #require(
            vectors.cases("sets")
                .first { $0.testDescription == "a compromised key that is still in keys" }
        )
        let set = try PublicKeySet(parsing: Array(vector.text("set").utf8))
        let answer = DegreeToken.verify(
            text: try vectors.whole.text("text"),
            at: TokenTests.now,
            keys: set.key
        )
        let since = try Timestamp(parsing: "2026-11-20T08:00:00Z")
        #expect(answer == .keyWithdrawn(kid: [0x6c, 0x8f, 0x86, 0x07], since: since))
        #expect(answer.verdict == .tokenKeyUnknown)
    }

    private static func trusted(_ set: PublicKeySet) -> JSON {
        .array(
            set.kids.compactMap { kid in
                guard case .trusted = set.key(kid: kid) else { return nil }
                return .string(Hex.encode(kid))
            }
        )
    }

    private static func withdrawn(_ set: PublicKeySet) -> JSON {
        .object(
            set.kids.compactMap { kid in
                guard case .withdrawn(let since) = set.key(kid: kid) else { return nil }
                return JSON.Member(Hex.encode(kid), JSON(since?.description))
            }
        )
    }
}
