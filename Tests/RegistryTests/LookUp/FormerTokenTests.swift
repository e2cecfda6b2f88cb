import Persian
import Store
import TestDatabases
import Testing

@testable import Registry
@testable import VerifyCore

/// Signed tokens that differ from those that the program issues now.
struct FormerTokenTests {
    @Test(arguments: TestEngine.allCases)
    func `a token on paper from before version 0.2 is genuine`(_ engine: TestEngine) async throws {
        try await engine.withRegister { register in
            let issued = try await register.issue()
            let former = try register.formerToken(of: issued)
            #expect(
                try UnverifiedToken(decoding: former).claims().status?.list == Self.list(issued)
            )
            let text = DegreeToken.text(of: former, host: "degrees.example.ir")
            #expect(try await register.ask(token: text).verdict == .valid)
            #expect(register.alarms.count(.otherStatusReference) == 0)
        }
    }

    private static func list(_ issued: IssuedDegree) -> UInt64 {
        UInt64(issued.code.keyID) * 1000 + UInt64(issued.code.locator >> 20)
    }

    @Test(arguments: TestEngine.allCases)
    func `a signed token with the status place of another code is no token, and counted`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let issued = try await register.issue()
            let other = try await register.issue(2)
            let token = try UnverifiedToken(decoding: issued.token).claims()
            let foreign = DegreeToken(
                code: token.code,
                issuedAt: token.issuedAt,
                degree: token.degree,
                status: try UnverifiedToken(decoding: other.token).claims().status
            )
            let key = try #require(register.keyring.current.activeTokenKey)
            let text = DegreeToken.text(
                of: try foreign.signed(with: key),
                host: "degrees.example.ir"
            )
            let answer = try await register.ask(token: text)
            #expect(answer.verdict == .tokenFormat)
            #expect(answer.degree == nil)
            #expect(register.alarms.count(.otherStatusReference) == 1)
            #expect(try await register.ask(token: issued.qrText).verdict == .valid)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a token that is dated more than a day ahead is no token`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let day = DegreeToken.clockTolerance
            let now = TestRegister.now
            let ahead = Timestamp(secondsSinceEpoch: now.secondsSinceEpoch + day)
            let issued = try await register.issue(at: ahead)
            #expect(try await register.ask(token: issued.qrText).verdict == .valid)
            let before = Timestamp(secondsSinceEpoch: now.secondsSinceEpoch - 1)
            #expect(
                try await register.ask(token: issued.qrText, at: before).verdict == .tokenFormat
            )
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `digits of the ID that are in clear on the paper open nothing`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let issued = try await register.issue()
            let digits = String(String.nationalID(1).suffix(4))
            let wrong = Question.Datum.idLast4("0000")
            #expect(
                try await register.ask(issued.code, knowing: .idLast4(digits)).degree?.detail != nil
            )
            #expect(try await register.ask(issued.code, knowing: wrong).verdict == .notFound)
            try await register.replaceToken(of: issued, by: register.formerToken(of: issued))
            for datum in [.idLast4(digits), wrong] {
                let answer = try await register.ask(issued.code, knowing: datum)
                #expect(answer.verdict == .valid)
                #expect(answer.degree != nil && answer.degree?.detail == nil)
                #expect(VerdictWording(answer).nextStep.en.contains("in clear"))
            }
            // The other data do.
            let name = Question.Datum.birthYear("1994")
            #expect(try await register.ask(issued.code, knowing: name).degree?.detail != nil)
        }
    }
}

extension TestRegister {
    /// Signs the claims that version 0.1 gave to a degree's token.
    func formerToken(of issued: IssuedDegree) throws -> [UInt8] {
        let token = try UnverifiedToken(decoding: issued.token).claims()
        let former = DegreeToken(
            code: token.code,
            issuedAt: token.issuedAt,
            degree: token.degree,
            status: StatusReference(formerOf: token.code)
        )
        var claims = try #require(CBOR(decoding: former.payload).entries)
        claims = claims.map { claim in
            guard claim.key.integer == DegreeToken.Claim.degree else { return claim }
            let digits = CBOR.Entry(.integer(7), .text(String(String.nationalID(1).suffix(4))))
            return CBOR.Entry(claim.key, .map((claim.value.entries ?? []) + [digits]))
        }
        let key = try #require(keyring.current.activeTokenKey)
        return try key.sign(CBOR.map(claims).encoded())
    }

    /// Puts another token and its MAC in the row of a degree, as a former version has stored it.
    func replaceToken(of issued: IssuedDegree, by token: [UInt8]) async throws {
        let address = issued.code.address
        let key = try #require(keyring.current.codeKey(issued.code.keyID)?.key)
        try await database.write { connection in
            let stored = try connection.first("SELECT record FROM degree WHERE id = \(address)") {
                try $0.blob(0)
            }
            let record = try #require(stored)
            let digest = SHA256.digest(of: record.span)
            let mac = key.rowMAC(
                locator: issued.code.locator,
                recordDigest: digest,
                status: .active,
                token: token.span
            )
            try connection.execute(
                "UPDATE degree SET token = \(token), row_mac = \(mac.bytes) WHERE id = \(address)"
            )
        }
    }
}
