import Persian
import Store
import TestDatabases
import Testing
import VerifyCore

@testable import Registry

/// The answers about a degree when its keys change their state.
struct KeyStateTests {
    @Test(arguments: TestEngine.allCases)
    func `what a compromised code key made is never valid, and its documents get new codes`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let issued = try await register.issue()
            try register.compromise(codeKey: issued.code.keyID)
            #expect(try await register.ask(issued.code).verdict == .integrityFailure)
            #expect(try await register.ask(token: issued.qrText).verdict == .integrityFailure)
            #expect(try await register.ask(try issued.code.wrong()).verdict == .notFound)
            #expect(register.alarms.count(.distrustedKey) == 2)
            await #expect(throws: RegistryError.keyUnusable(id: issued.code.keyID)) {
                try await register.registry.suspend(
                    issued.id,
                    note: "",
                    by: TestRegister.saorg,
                    at: TestRegister.now
                )
            }
            let again = try await register.issue()
            #expect(again.isNew)
            #expect(try await register.ask(again.code).verdict == .valid)
            #expect(try await register.ask(issued.code).verdict == .integrityFailure)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a document that is not in force is not issued again after a compromise`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let issued = try await register.issue()
            try await register.revoke(issued, because: .misconduct)
            try register.compromise(codeKey: issued.code.keyID)
            await #expect(throws: RegistryError.keyUnusable(id: issued.code.keyID)) {
                try await register.issue()
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `what a compromised token key signed is not trusted, its codes are`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let issued = try await register.issue()
            let kid = try #require(register.keyring.current.active(.token)?.id)
            try register.perform { try $0.rotating(.token, kek: $1, at: TestRegister.now) }
            try register.perform {
                try $0.compromising(kid, since: TestRegister.now, kek: $1, at: TestRegister.now)
            }
            let answer = try await register.ask(token: issued.qrText)
            #expect(answer.verdict == .tokenKeyUnknown)
            #expect(answer.keyWithdrawnOn == TestRegister.now.tehranDate)
            let words = VerdictWording(answer)
            #expect(words.message.en.contains("withdrawn on 18 November 2026"))
            #expect(words.nextStep.en == "Check the twenty-digit code on the document.")
            #expect(register.alarms.count(.distrustedKey) == 1)
            #expect(try await register.ask(issued.code).verdict == .valid)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `codes of a retired key are not found`(_ engine: TestEngine) async throws {
        try await engine.withRegister { register in
            let issued = try await register.issue()
            try register.perform { try $0.rotating(.code, kek: $1, at: TestRegister.now) }
            try register.perform {
                try $0.retiring(String(issued.code.keyID), kek: $1, at: TestRegister.now)
            }
            #expect(try await register.ask(issued.code).verdict == .notFound)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a machine without the newest key blames no document for it`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let old = try await register.issue()
            let before = register.keyring.current
            try register.perform { try $0.rotating(.code, kek: $1, at: TestRegister.now) }
            let new = try await register.issue(2)
            register.keyring.replace(with: before)
            #expect(try await register.ask(old.code).verdict == .valid)
            // The same for each locator and each tag.
            for code in [new.code, try new.code.wrong(), try new.code.elsewhere()] {
                let answer = try await register.ask(code)
                #expect(
                    answer.verdict == .statusUnknown && answer.missingKey == .code(new.code.keyID)
                )
                #expect(VerdictWording(answer).title.en == "It cannot be checked at this moment")
            }
            #expect(try await register.ask(token: new.qrText).verdict == .statusUnknown)
            #expect(register.alarms.count(.missingKey) == 4)
            #expect(register.alarms.count(.genuineTokenWithoutRow) == 0)
            #expect(try await register.count("attempt") == 0)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a machine without the newest token key blames no QR of the register for it`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let old = try await register.issue()
            let before = register.keyring.current
            try register.perform { try $0.rotating(.token, kek: $1, at: TestRegister.now) }
            let kid = try #require(register.keyring.current.active(.token)?.id)
            let new = try await register.issue(2)
            register.keyring.replace(with: before)
            #expect(try await register.ask(token: old.qrText).verdict == .valid)
            let answer = try await register.ask(token: new.qrText)
            #expect(answer.verdict == .statusUnknown && answer.missingKey?.id == kid)
            #expect(answer.degree == nil)
            #expect(VerdictWording(answer).title.en == "It cannot be checked at this moment")
            #expect(register.alarms.count(.missingKey) == 1)
            #expect(try await register.ask(new.code).verdict == .valid)
            // Not the token that the register holds.
            var other = new.token
            other[other.count - 1] ^= 1
            let forged = DegreeToken.text(of: other, host: "degrees.example.ir")
            #expect(try await register.ask(token: forged).verdict == .tokenKeyUnknown)
            #expect(register.alarms.count(.missingKey) == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a key that is staged here and active elsewhere is as one that is missing`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            try register.perform { try $0.staging(.code, kek: $1, at: TestRegister.now) }
            let staged = register.keyring.current
            let id = try #require((10...89).first { staged.codeKey($0)?.state == .staged })
            let code = try #require(AuthenticityCode(keyID: id, locator: 1, tag: 1))
            #expect(try await register.ask(code).verdict == .notFound)
            try register.perform { try $0.activating(String(id), kek: $1, at: TestRegister.now) }
            let issued = try await register.issue()
            #expect(issued.code.keyID == id)
            register.keyring.replace(with: staged)
            #expect(try await register.ask(issued.code).verdict == .statusUnknown)
        }
    }

    @Test(
        arguments: [
            ("HTTPS://DEGREES.EXAMPLE.IR/Q/", Verdict.tokenFormat),
            ("", .tokenFormat),
            ("HTTPS://DEGREES.EXAMPLE.IR/Q/AAAA", .tokenFormat),
            (String(repeating: "A", count: 100_000), .tokenFormat),
        ],
        TestEngine.allCases
    )
    func `a text that is not a token is reported as such`(
        _ given: (text: String, verdict: Verdict),
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let answer = try await register.ask(token: given.text)
            #expect(answer.verdict == given.verdict)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a token of another register's key, or with a changed bit, is not genuine`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let issued = try await register.issue()
            var token = issued.token
            token[token.count - 1] ^= 1
            let changed = DegreeToken.text(of: token, host: "degrees.example.ir")
            #expect(try await register.ask(token: changed).verdict == .tokenSignatureBad)
            // The same claims, about a degree that is in the register.
            let claims = try UnverifiedToken(decoding: issued.token).claims()
            let other = try Keyring.new(kek: register.kek, at: TestRegister.now)
            let foreign = try claims.signed(with: try #require(other.activeTokenKey))
            let text = DegreeToken.text(of: foreign, host: "degrees.example.ir")
            #expect(try await register.ask(token: text).verdict == .tokenKeyUnknown)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a check has one sentence for a compromised key, and none for a retired one`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            func problems() async throws -> [String] {
                var problems: [String] = []
                _ = try await register.registry.checkDegrees { problems.append($0) }
                return problems
            }
            for number in 1...3 { _ = try await register.issue(number) }
            let revoked = try await register.issue(4)
            try await register.revoke(revoked)
            let first = revoked.code.keyID
            try register.perform { try $0.rotating(.code, kek: $1, at: TestRegister.now) }
            let second = try await register.issue(5).code.keyID
            try register.perform {
                try $0.retiring(String(first), kek: $1, at: TestRegister.now)
            }
            #expect(try await problems().isEmpty)
            try register.perform {
                try $0.compromising(
                    String(first),
                    since: TestRegister.now,
                    kek: $1,
                    at: TestRegister.now
                )
            }
            // The revoked one is no problem.
            #expect(
                try await problems()
                    == ["key \(first) is compromised; degrees of it that still stand: 3"]
            )
            for number in 1...3 {
                #expect(try await register.issue(number).code.keyID == second)
            }
            #expect(try await problems().isEmpty)
        }
    }
}
