import Persian
import Store
import TestDatabases
import Testing
import VerifyCore

@testable import Registry

/// An attacker who can write the table and has no keys: no former code becomes valid again.
struct FormerCodeSealTests {
    private static let now = TestRegister.now
    private static let first = FormerCodeTests.first
    private static let second = "17958396597274391111"

    /// Each column of a withdrawn code's row, set to something else.
    private static let edits: [SQL] = [
        "status = 0, status_at = NULL, status_reason = NULL", "status = 0", "status = 2",
        "status_at = '2020-01-01T00:00:00Z'", "status_at = NULL", "status_reason = 2",
        "status_reason = NULL", "degree = (SELECT uuid FROM degree)",
        "imported_at = '2020-01-01T00:00:00Z'", "seal = NULL",
        "seal = NULL, status = 0, status_at = NULL, status_reason = NULL", "seal = hash",
        """
        status = 0, status_at = NULL, status_reason = NULL,
        seal = (SELECT seal FROM legacy_code WHERE status = 0)
        """,
    ]

    @Test(arguments: TestEngine.allCases)
    func `an edited row is not believed, is counted, and is named by the check`(
        _ engine: TestEngine
    ) async throws {
        for edit in Self.edits {
            try await engine.withRegister { register in
                try await register.takeFormerCodes(Self.first, Self.second)
                _ = try await register.issue()
                try await register.withdraw(Self.first)
                #expect(try await register.formerCodeProblems() == [])
                try await register.database.write { connection in
                    _ = try connection.execute("UPDATE legacy_code SET \(edit) WHERE status = 1")
                }
                let before = register.alarms.count(.tampering)
                #expect(
                    try await register.ask(former: Self.first).verdict == .integrityFailure,
                    "\(edit.text)"
                )
                #expect(register.alarms.count(.tampering) == before + 1)
                #expect(try await register.formerCodeProblems().count == 1)
                #expect(try await register.ask(former: Self.second).verdict == .legacyValid)
                // The administrator withdraws the row as it is.
                try await register.withdraw(Self.first)
                #expect(try await register.ask(former: Self.first).verdict == .revoked)
                #expect(try await register.formerCodeProblems() == [])
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a hash that was moved to another code's row is not found, and is named`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            try await register.takeFormerCodes(Self.first)
            let other = [UInt8](repeating: 7, count: 32)
            try await register.database.write { connection in
                _ = try connection.execute("UPDATE legacy_code SET hash = \(other)")
            }
            #expect(try await register.ask(former: Self.first).verdict == .mistyped)
            #expect(
                try await register.formerCodeProblems() == [
                    "former code 0707070707070707: the row does not match its seal"
                ]
            )
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a linked code whose degree is edited or gone is not confirmed`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            try await register.takeFormerCodes(Self.first)
            let degree = try await register.issue()
            try await register.link(Self.first, to: degree)
            try await register.revoke(degree)
            try await register.database.write { connection in
                _ = try connection.execute(
                    "UPDATE degree SET status = 0, status_at = NULL, status_reason = NULL"
                )
            }
            #expect(try await register.ask(former: Self.first).verdict == .integrityFailure)
            try await register.database.write { connection in
                _ = try connection.execute("DELETE FROM degree")
            }
            #expect(try await register.ask(former: Self.first).verdict == .integrityFailure)
            let problems = try await register.formerCodeProblems()
            #expect(problems.count == 1)
            #expect(problems.first?.hasSuffix("the degree that it is linked to is missing") == true)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a compromised code key is not believed for a link until the degree is issued again`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            try await register.takeFormerCodes(Self.first)
            let degree = try await register.issue()
            try await register.link(Self.first, to: degree)
            try register.perform { try $0.rotating(.code, kek: $1, at: Self.now) }
            #expect(try await register.ask(former: Self.first).verdict == .superseded)
            try register.perform {
                try $0.compromising(
                    String(degree.code.keyID),
                    since: Self.now,
                    kek: $1,
                    at: Self.now
                )
            }
            #expect(try await register.ask(former: Self.first).verdict == .integrityFailure)
            let again = try await register.issue()
            #expect(again.id != degree.id)
            #expect(try await register.ask(former: Self.first).verdict == .superseded)
            try await register.revoke(again)
            #expect(try await register.ask(former: Self.first).verdict == .revoked)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a row of an earlier version is believed once its list is imported again`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            try await register.takeFormerCodes(Self.first)
            try await register.database.write { connection in
                _ = try connection.execute("UPDATE legacy_code SET seal = NULL")
            }
            #expect(try await register.ask(former: Self.first).verdict == .integrityFailure)
            #expect(
                try await register.formerCodeProblems() == [
                    "former codes without a seal, which are not believed: 1; import their list again"
                ]
            )
            try await register.takeFormerCodes(Self.first)
            #expect(try await register.ask(former: Self.first).verdict == .legacyValid)
            #expect(try await register.formerCodeProblems() == [])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a withdrawn code stays so after its data key is compromised and its list imported again`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            try await register.takeFormerCodes(Self.first, Self.second)
            try await register.withdraw(Self.first)
            let former = try #require(register.keyring.current.active(.data)).id
            try register.perform { try $0.rotating(.data, kek: $1, at: Self.now) }
            #expect(try await register.ask(former: Self.first).verdict == .revoked)
            try register.perform {
                try $0.compromising(former, since: Self.now, kek: $1, at: Self.now)
            }
            #expect(try await register.ask(former: Self.second).verdict != .legacyValid)
            try await register.takeFormerCodes(Self.first, Self.second)
            #expect(try await register.ask(former: Self.first).verdict == .revoked)
            #expect(try await register.ask(former: Self.second).verdict == .legacyValid)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a machine without the newest data key neither confirms nor blames a withdrawn code`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            try await register.takeFormerCodes(Self.first)
            let behind = register.keyring.current
            try register.perform { try $0.rotating(.data, kek: $1, at: Self.now) }
            try await register.withdraw(Self.first)
            register.keyring.replace(with: behind)
            let answer = try await register.ask(former: Self.first)
            #expect(answer.verdict == .statusUnknown)
            #expect(answer.missingKey?.purpose == .data)
        }
    }
}

extension TestRegister {
    /// The sentences of `db check` about former codes.
    fileprivate func formerCodeProblems() async throws -> [String] {
        var problems: [String] = []
        try await registry.checkFormerCodes { problems.append($0) }
        return problems
    }
}
