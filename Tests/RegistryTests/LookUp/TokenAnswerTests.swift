import Persian
import Store
import TestDatabases
import Testing

@testable import Registry
@testable import VerifyCore

/// What a genuine token opens: the fields that it carries itself, and nothing else.
struct TokenAnswerTests {
    @Test(arguments: TestEngine.allCases)
    func `a token shows the name, field, date and mode that it carries, and leaves no trace`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let issued = try await register.issue()
            let answer = try await register.ask(token: issued.qrText)
            #expect(answer.verdict == .valid)
            let degree = try #require(answer.degree)
            let claimed = try #require(degree.claimed)
            #expect(claimed.holderFa == "مینا کاظمی‌پور")
            #expect(claimed.fieldFa == "مهندسی کامپیوتر - نرم‌افزار")
            #expect(claimed.graduationDate == CivilDate(daysSinceEpoch: 17_067))
            #expect(claimed.mode == .day)
            #expect(degree.detail == nil, "neither the diploma number nor the Latin name")
            #expect(VerdictWording(answer).title.en == "Registered and valid")
            let json = try JSON(
                parsing: answer.json(checkedAt: TestRegister.now, "now", reference: nil)
            )
            let members = Set((json["degree"]?.members ?? []).map(\.name))
            #expect(members.isSuperset(of: ["holder_fa", "field", "graduation_date", "mode"]))
            #expect(members.isDisjoint(with: ["diploma_number", "holder_en", "id_last4"]))
            #expect(try await register.count("viewing_day") == 0)
            #expect(try await register.count("attempt") == 0)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `the code of the same degree shows initials, and says that no name was compared`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let issued = try await register.issue()
            let answer = try await register.ask(issued.code)
            #expect(answer.degree?.claimed == nil && answer.degree?.detail == nil)
            #expect(VerdictWording(answer).message.en.contains("name has not been compared"))
            #expect(VerdictWording(answer).message.fa.contains("نام هنوز مقایسه نشده"))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a revoked degree's token shows its fields with the verdict`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let issued = try await register.issue()
            try await register.revoke(issued)
            let answer = try await register.ask(token: issued.qrText)
            #expect(answer.verdict == .revoked)
            #expect(answer.degree?.claimed?.holderFa == "مینا کاظمی‌پور")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a signed token that names another holder than the record is no VALID`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let issued = try await register.issue()
            let genuine = try UnverifiedToken(
                decoding: try DegreeToken.bytes(fromText: issued.qrText)
            ).claims()
            let key = try #require(register.keyring.current.activeTokenKey)
            for change in Self.changes {
                var claims = genuine.degree
                change(&claims)
                let forged = DegreeToken(
                    code: genuine.code,
                    issuedAt: genuine.issuedAt,
                    degree: claims,
                    status: genuine.status
                )
                let text = DegreeToken.text(of: try forged.signed(with: key), host: "x.ir")
                let answer = try await register.ask(token: text)
                #expect(answer.verdict == .integrityFailure)
                #expect(answer.degree == nil)
            }
            #expect(register.alarms.count(.tokenOfOtherRecord) == Self.changes.count)
        }
    }

    private static let changes: [@Sendable (inout DegreeToken.Claims) -> Void] = [
        { $0.holderFa = "رضا اکبری" }, { $0.fieldFa = "پزشکی" }, { $0.level = .doctorate },
        { $0.documentKind = .transcript }, { $0.institutionFa = "دانشگاه دیگر" },
        { $0.graduationDate = CivilDate(daysSinceEpoch: 17_068) }, { $0.mode = .evening },
    ]

    @Test(arguments: TestEngine.allCases)
    func `a claim that the token lacks is not shown`(_ engine: TestEngine) async throws {
        try await engine.withRegister { register in
            let issued = try await register.issue()
            let genuine = try UnverifiedToken(
                decoding: try DegreeToken.bytes(fromText: issued.qrText)
            ).claims()
            var claims = genuine.degree
            claims.holderFa = nil
            claims.mode = nil
            let short = DegreeToken(
                code: genuine.code,
                issuedAt: genuine.issuedAt,
                degree: claims,
                status: genuine.status
            )
            let key = try #require(register.keyring.current.activeTokenKey)
            let text = DegreeToken.text(of: try short.signed(with: key), host: "x.ir")
            let answer = try await register.ask(token: text)
            #expect(answer.verdict == .valid)
            #expect(answer.degree?.claimed?.holderFa == nil && answer.degree?.claimed?.mode == nil)
            #expect(answer.degree?.claimed?.fieldFa != nil)
            #expect(VerdictWording(answer).message.en.contains("name has not been compared"))
        }
    }
}
