import Persian
import Store
import TestDatabases
import Testing
import VerifyCore

@testable import Registry

/// Codes of the former system that are withdrawn, or linked to a degree of this register.
struct FormerCodeTests {
    private static let now = TestRegister.now
    static let first = "12345678901234567890"
    private static let second = "17958396597274391111"

    @Test(arguments: TestEngine.allCases)
    func `a withdrawn code answers REVOKED permanently, with its day and reason`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            try await register.takeFormerCodes(Self.first, Self.second)
            let details = try await register.withdraw(Self.first, because: .court)
            #expect(details.status == .withdrawn(.court, since: Self.now))
            #expect(details.events.map(\.kind) == [.withdrawn])
            #expect(details.events.first?.note == "judgment")
            #expect(details.events.first?.actor == "saorg:test")
            let answer = try await register.ask(former: Self.first)
            #expect(answer.verdict == .revoked)
            #expect(answer.reason == .court)
            #expect(answer.statusDate == Self.now.tehranDate)
            #expect(answer.degree == nil)
            #expect(try await register.ask(former: Self.second).verdict == .legacyValid)
            await #expect(throws: RegistryError.formerCodeWithdrawn) {
                try await register.withdraw(Self.first)
            }
            let degree = try await register.issue()
            await #expect(throws: RegistryError.formerCodeWithdrawn) {
                try await register.link(Self.first, to: degree)
            }
            // The same list again does not bring it back.
            try await register.takeFormerCodes(Self.first)
            #expect(try await register.ask(former: Self.first).verdict == .revoked)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a linked code follows its degree`(_ engine: TestEngine) async throws {
        try await engine.withRegister { register in
            try await register.takeFormerCodes(Self.first)
            let degree = try await register.issue()
            let details = try await register.link(Self.first, to: degree)
            #expect(details.events.map(\.kind) == [.linked])
            func verdict() async throws -> Verdict {
                try await register.ask(former: Self.first).verdict
            }
            let answer = try await register.ask(former: Self.first)
            #expect(answer.verdict == .superseded)
            #expect(answer.degree == nil, "a former code opens no field of a degree")
            #expect(VerdictWording(answer) != VerdictWording(.superseded))
            let (saorg, later) = (TestRegister.saorg, Self.now.adding(seconds: 86_400))
            let registry = register.registry
            _ = try await registry.suspend(degree.id, note: "", by: saorg, at: later)
            #expect(try await verdict() == .suspended)
            _ = try await registry.resume(degree.id, note: "", by: saorg, at: later)
            #expect(try await verdict() == .superseded)
            let corrected = try await registry.correct(
                degree.id,
                to: .test(1, lastNameFa: "کاظمی"),
                by: saorg,
                at: later
            )
            #expect(try await verdict() == .superseded)
            try await register.revoke(corrected, because: .misconduct, at: later)
            let revoked = try await register.ask(former: Self.first)
            #expect(revoked.verdict == .revoked)
            #expect(revoked.reason == .misconduct)
            #expect(revoked.statusDate == later.tehranDate)
            let code = try #require(FormerCode(parsing: Self.first))
            let history = try await registry.formerCode(code, by: saorg)
            #expect(history.events.map(\.kind) == [.linked, .linked])
            #expect(history.status.degree?.description == corrected.id)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a link is to a current version, and another one replaces it`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            try await register.takeFormerCodes(Self.first)
            let (old, other) = (try await register.issue(1), try await register.issue(2))
            _ = try await register.registry.correct(
                old.id,
                to: .test(1, lastNameFa: "کاظمی"),
                by: TestRegister.saorg,
                at: Self.now
            )
            await #expect(throws: RegistryError.statusForbids(.superseded(since: Self.now))) {
                try await register.link(Self.first, to: old)
            }
            try await register.revoke(other)
            try await register.link(Self.first, to: other)
            #expect(try await register.ask(former: Self.first).verdict == .revoked)
            await #expect(throws: RegistryError.formerCodeLinked) {
                try await register.link(Self.first, to: other)
            }
            try await register.link(Self.first, to: try await register.issue(3))
            #expect(try await register.ask(former: Self.first).verdict == .superseded)
            try await register.withdraw(Self.first)
            #expect(try await register.ask(former: Self.first).verdict == .revoked)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a batch answers former codes like single checks`(_ engine: TestEngine) async throws {
        try await engine.withRegister { register in
            try await register.takeFormerCodes(Self.first, Self.second)
            try await register.withdraw(Self.first)
            let degree = try await register.issue()
            try await register.link(Self.second, to: degree)
            let held = register.registry.holdReservations()
            let verdicts = try await register.database.write { connection in
                held.beginTransaction()
                return try [Self.first, Self.second].map { code in
                    try register.registry.examine(
                        Question(.code(code)),
                        from: .visitor,
                        at: Self.now,
                        holding: held,
                        in: connection
                    ).verdict
                }
            }
            #expect(verdicts == [.revoked, .superseded])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `only the organisation changes former codes, and only those that exist`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            try await register.takeFormerCodes(Self.first)
            let degree = try await register.issue()
            let code = try #require(FormerCode(parsing: Self.first))
            let registry = register.registry
            await #expect(throws: RegistryError.onlySAORG) {
                try await registry.withdrawFormerCode(
                    code,
                    because: .error,
                    note: "",
                    by: TestRegister.tehran,
                    at: Self.now
                )
            }
            await #expect(throws: RegistryError.onlySAORG) {
                try await registry.linkFormerCode(
                    code,
                    to: degree.id,
                    note: "",
                    by: TestRegister.tehran,
                    at: Self.now
                )
            }
            await #expect(throws: RegistryError.onlySAORG) {
                try await registry.formerCode(code, by: TestRegister.tehran)
            }
            await #expect(throws: RegistryError.noSuchFormerCode) {
                try await register.withdraw(Self.second)
            }
            #expect(FormerCode(parsing: "1234") == nil)
            #expect(try await register.count("legacy_event WHERE kind <> 'imported'") == 0)
            #expect(try await register.count("legacy_event WHERE kind = 'imported'") == 1)
        }
    }
}

extension TestRegister {
    /// Imports codes of the former system.
    func takeFormerCodes(_ codes: String...) async throws {
        _ = try await registry.importLegacyCodes(
            Array(codes.joined(separator: "\n").utf8),
            by: Self.saorg,
            at: Self.now
        )
    }

    /// Looks a code of the former system up as a visitor.
    func ask(former code: String) async throws -> Answer {
        try await registry.answer(Question(.code(code)), from: .visitor, at: Self.now)
    }

    @discardableResult
    func withdraw(
        _ code: String,
        because reason: RevocationReason = .error
    ) async throws -> FormerCodeDetails {
        try await registry.withdrawFormerCode(
            try #require(FormerCode(parsing: code)),
            because: reason,
            note: "judgment",
            by: Self.saorg,
            at: Self.now
        )
    }

    @discardableResult
    func link(_ code: String, to degree: IssuedDegree) async throws -> FormerCodeDetails {
        try await registry.linkFormerCode(
            try #require(FormerCode(parsing: code)),
            to: degree.id,
            note: "",
            by: Self.saorg,
            at: Self.now
        )
    }
}
