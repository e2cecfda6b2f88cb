import Persian
import Store
import TestDatabases
import Testing
import VerifyCore

@testable import Registry

struct IssueTests {
    @Test(arguments: TestEngine.allCases)
    func `an issued degree is answered as valid`(_ engine: TestEngine) async throws {
        try await engine.withRegister { register in
            let issued = try await register.issue()
            #expect(issued.isNew)
            #expect(issued.status == .active)
            let answer = try await register.ask(issued.code)
            #expect(answer.verdict == .valid)
            let byToken = try await register.ask(token: issued.qrText)
            #expect(byToken.verdict == .valid)
            // The fields that the QR code carries, too; TokenAnswerTests has them.
            #expect(byToken.degree?.institution == answer.degree?.institution)
            #expect(byToken.degree?.holderMasked == answer.degree?.holderMasked)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `the same document again answers with the first`(_ engine: TestEngine) async throws {
        try await engine.withRegister { register in
            let first = try await register.issue()
            let later = TestRegister.now.adding(seconds: 86_400)
            let again = try await register.issue(at: later)
            #expect(!again.isNew)
            #expect(again.code == first.code)
            #expect(again.token == first.token)
            #expect(again.id == first.id)
            #expect(try await register.count("degree") == 1)
            #expect(try await register.count("degree_event") == 0)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a document that was revoked does not come back by issuing it again`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let first = try await register.issue()
            try await register.revoke(first, because: .misconduct)
            let again = try await register.issue()
            #expect(again.status == .revoked(.misconduct, since: TestRegister.now))
            #expect(try await register.ask(first.code).verdict == .revoked)
            #expect(try await register.count("degree") == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `other data under an issued number have to be a correction`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            _ = try await register.issue()
            let changed = Graduate.test(1, firstNameFa: "مینو")
            await #expect(throws: RegistryError.alreadyIssued) {
                try await register.registry.issue(
                    changed,
                    by: TestRegister.saorg,
                    at: TestRegister.now
                )
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an institution issues its own degrees only`(_ engine: TestEngine) async throws {
        try await engine.withRegister { register in
            let own = try await register.issue(1, by: TestRegister.tehran)
            #expect(own.isNew)
            await #expect(throws: RegistryError.notYourInstitution) {
                try await register.issue(2, institution: "1002", by: TestRegister.tehran)
            }
            #expect(try await register.count("graduate") == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `32 clients that issue one document get one code`(_ engine: TestEngine) async throws {
        try await engine.withRegister { register in
            let codes = try await withThrowingTaskGroup(of: IssuedDegree.self) { group in
                for _ in 0..<32 { group.addTask { try await register.issue() } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(Set(codes.map(\.code)).count == 1)
            #expect(codes.count { $0.isNew } == 1)
            #expect(try await register.count("degree") == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a locator that is taken is passed over`(_ engine: TestEngine) async throws {
        try await engine.withRegister { register in
            let registry = register.registry
            let institution = try #require(try await registry.institution("1001"))
            let minted = try registry.mint(.test(2), of: institution, at: TestRegister.now)
            let first = try await register.issue(1)
            // Another row is at the address of the new code.
            try await register.database.write { connection in
                try connection.execute(
                    """
                    UPDATE degree SET id = \(minted.code.address)
                    WHERE id = \(first.code.address)
                    """
                )
            }
            let issued = try await register.database.write { connection in
                let filing = try DataBank.file(.test(2), at: TestRegister.now, in: connection)
                guard case .added(let row) = filing else { throw RegistryError.numberTaken }
                return try registry.issue(
                    row: row,
                    of: .test(2),
                    at: institution,
                    minted: minted,
                    by: TestRegister.saorg,
                    at: TestRegister.now,
                    in: connection
                )
            }
            #expect(issued.isNew)
            #expect(issued.code.locator != minted.code.locator)
            #expect(issued.id == minted.record.uuid.description)
            #expect(try await register.ask(issued.code).verdict == .valid)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `without an active key nothing is issued and nothing is filed`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            register.keyring.replace(with: Keyring())
            await #expect(throws: RegistryError.noActiveKey(.code)) {
                try await register.issue()
            }
            let filed = try await register.count("graduate")
            #expect(filed == 0)
        }
    }
}
