import Persian
import Testing

@testable import VerifyCore

struct TokenVectorTests {
    @Test func `the example of the page is signed byte for byte`() throws {
        let vector = try FormatVectors("token").whole
        let key = try TokenKey(seed: vector.bytes("seed"))
        #expect(try key.publicKey.bytes == vector.bytes("public_key"))
        #expect(try key.kid == vector.bytes("kid"))
        let token = DegreeToken(
            for: SampleRecord.sara,
            code: try AuthenticityCode(parsing: vector.text("code")),
            by: CodeKeyTests.key,
            issuedAt: Timestamp(secondsSinceEpoch: try vector.integer("issued_at"))
        )
        #expect(try token.payload == vector.bytes("payload"))
        let bytes = try token.signed(with: key)
        #expect(try bytes == vector.bytes("token"))
        #expect(try DegreeToken.text(of: bytes, host: vector.text("host")) == vector.text("text"))
        let message = try COSESign1(decoding: bytes.span)
        #expect(try message.protected == vector.bytes("protected"))
        #expect(try message.signedBytes() == vector.bytes("signed_bytes"))
        #expect(try message.signature == vector.bytes("signature"))
        let answer = DegreeToken.verify(bytes, at: token.issuedAt) {
            $0 == key.kid ? .trusted(key.publicKey) : nil
        }
        #expect(answer == .genuine(token))
    }

    @Test func `long texts are shortened as the vector has them`() throws {
        let vector = try FormatVectors("token").whole
        let long = try #require(vector.json["long"])
        let names = try #require(long["record"])
        var record = SampleRecord.sara
        record.firstNameFa = try #require(names["first_name_fa"]?.string)
        record.lastNameFa = try #require(names["last_name_fa"]?.string)
        record.institutionNameFa = try #require(names["institution_name_fa"]?.string)
        record.fieldFa = try #require(names["field_fa"]?.string)
        let token = DegreeToken(
            for: record,
            code: try AuthenticityCode(parsing: vector.text("code")),
            by: CodeKeyTests.key,
            issuedAt: Timestamp(secondsSinceEpoch: try vector.integer("issued_at"))
        )
        #expect(try token.payload == VectorCase(json: long).bytes("payload"))
        #expect(token.degree.holderFa?.utf8.count == 240)
        #expect(token.degree.institutionFa?.hasSuffix("…") == true)
    }

    @Test func `the example's code is the code of its record`() throws {
        let vector = try FormatVectors("token").whole
        let bytes = SampleRecord.sara.encoded()
        let key = CodeKeyTests.key
        let locator = key.locator(for: SampleRecord.sara.uuid, counter: 0)
        let code = key.code(locator: locator, recordDigest: SHA256.digest(of: bytes.span))
        #expect(try code?.digits == vector.text("code"))
    }

    @Test func `every text has its verdict`() throws {
        let vectors = try FormatVectors("token")
        let keys = try vectors.cases("keys").map { key in
            try TokenPublicKey(key.bytes("public_key"))
        }
        for (key, vector) in zip(keys, try vectors.cases("keys")) {
            #expect(try key.kid == vector.bytes("kid"))
        }
        let now = Timestamp(secondsSinceEpoch: try vectors.whole.integer("now"))
        var seen: Set<String> = []
        for vector in try vectors.cases("verified") {
            let answer = DegreeToken.verify(text: try vector.text("text"), at: now) { kid in
                keys.first { $0.kid == kid }.map(KnownTokenKey.trusted)
            }
            let verdict = try vector.text("verdict")
            #expect(answer.verdict.rawValue == verdict, "\(vector.testDescription)")
            seen.insert(verdict)
        }
        #expect(
            seen == ["VALID", "TEST", "TOKEN_FORMAT", "TOKEN_KEY_UNKNOWN", "TOKEN_SIGNATURE_BAD"]
        )
    }
}
