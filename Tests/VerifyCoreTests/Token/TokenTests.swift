import Persian
import Testing

@testable import VerifyCore

struct TokenTests {
    static let code = AuthenticityCode(keyID: 17, locator: 958_396_597, tag: 2_743_909)

    static let now = Timestamp(secondsSinceEpoch: 1_795_260_711)

    static func key() throws -> TokenKey {
        try TokenKey(seed: [UInt8](repeating: 0x33, count: 32))
    }

    static func token(_ record: DegreeRecord = SampleRecord.sara) throws -> DegreeToken {
        DegreeToken(
            for: record,
            code: try #require(code),
            by: CodeKeyTests.key,
            issuedAt: now
        )
    }

    @Test func `damaged tokens are never genuine`() throws {
        let key = try Self.key()
        let bytes = try Self.token().signed(with: key)
        let keys = { (kid: [UInt8]) in
            kid == key.kid ? KnownTokenKey.trusted(key.publicKey) : nil
        }
        for damaged in Damage.flipped(bytes) {
            let verdict = DegreeToken.verify(damaged, at: Self.now, keys: keys).verdict
            #expect([.tokenFormat, .tokenKeyUnknown, .tokenSignatureBad].contains(verdict))
        }
        for damaged in Damage.cut(bytes) {
            #expect(DegreeToken.verify(damaged, at: Self.now, keys: keys) == .format)
        }
        for damaged in Damage.extended(bytes) {
            #expect(DegreeToken.verify(damaged, at: Self.now, keys: keys) == .format)
        }
    }

    @Test func `damaged texts are never genuine`() throws {
        let key = try Self.key()
        let text = DegreeToken.text(of: try Self.token().signed(with: key), host: "sehat.example")
        let path = text.utf8.count - (text.split(separator: "/").last?.utf8.count ?? 0)
        let keys = { (kid: [UInt8]) in
            kid == key.kid ? KnownTokenKey.trusted(key.publicKey) : nil
        }
        #expect(DegreeToken.verify(text: text, at: Self.now, keys: keys).verdict == .valid)
        for damaged in Damage.flipped(Array(text.utf8)).dropFirst(path * 8) {
            // Lower case and white space at the end do not change the token.
            let damaged = String(decoding: damaged, as: UTF8.self)
            guard damaged.uppercased() != text else { continue }
            #expect(DegreeToken.verify(text: damaged, at: Self.now, keys: keys).verdict != .valid)
        }
    }

    @Test func `an unknown key and a bad signature have different verdicts`() throws {
        let key = try Self.key()
        let other = try TokenKey(seed: [UInt8](repeating: 0x44, count: 32))
        let bytes = try Self.token().signed(with: key)
        #expect(DegreeToken.verify(bytes, at: Self.now) { _ in nil } == .keyUnknown(kid: key.kid))
        #expect(
            DegreeToken.verify(bytes, at: Self.now) { _ in .trusted(other.publicKey) }
                == .signatureBad
        )
    }

    @Test func `a token of the test realm is a specimen, never genuine`() throws {
        let key = try Self.key()
        let code = try #require(AuthenticityCode(keyID: 99, locator: 958_396_597, tag: 2_743_909))
        let token = DegreeToken(
            for: SampleRecord.bornEarly,
            code: code,
            by: CodeKeyTests.key,
            issuedAt: Self.now
        )
        let answer = DegreeToken.verify(try token.signed(with: key), at: Self.now) { _ in
            .trusted(key.publicKey)
        }
        #expect(answer == .test(token))
        #expect(answer.verdict == .test)
    }

    @Test func `the longest record makes a token`() throws {
        var record = SampleRecord.bornEarly
        record.firstNameFa = String(repeating: "ن", count: 1000)
        record.lastNameFa = String(repeating: "😀", count: 1000)
        record.institutionNameFa = String(repeating: "😀", count: 1000)
        record.fieldFa = String(repeating: "م", count: 1000)
        let key = try Self.key()
        let token = try Self.token(record)
        let bytes = try token.signed(with: key)
        #expect(bytes.count <= DegreeToken.maximumSize)
        #expect(
            DegreeToken.verify(bytes, at: Self.now) { _ in .trusted(key.publicKey) }
                == .genuine(token)
        )
    }

    static let hosts: [(String, String)] = [
        ("sehat.saorg.ir", "HTTPS://SEHAT.SAORG.IR/Q/MY"),
        ("http://127.0.0.1:8080", "HTTP://127.0.0.1:8080/Q/MY"),
        ("https://sehat.example", "HTTPS://SEHAT.EXAMPLE/Q/MY"),
    ]

    @Test(arguments: hosts)
    func `the text is in upper case for each form of the host`(
        _ host: String,
        _ text: String
    ) throws {
        #expect(DegreeToken.text(of: Array("f".utf8), host: host) == text)
        #expect(try DegreeToken.bytes(fromText: text) == Array("f".utf8))
        #expect(try DegreeToken.bytes(fromText: text.lowercased()) == Array("f".utf8))
    }

    @Test func `texts that are too long are rejected`() {
        let text = String(repeating: "A", count: 5000)
        #expect(throws: Base32.DecodingError.length(5000)) { try DegreeToken.bytes(fromText: text) }
    }

    @Test func `an unverified token has its claims`() throws {
        let key = try Self.key()
        let token = try Self.token()
        let bytes = try token.signed(with: key)
        let unverified = try UnverifiedToken(decoding: bytes)
        #expect(unverified.kid == key.kid)
        #expect(try unverified.claims() == token)
    }
}
