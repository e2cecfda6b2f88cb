import Accounts
import Persian
import Store
import TestDatabases
import Testing

/// One-time codes: what opens a session, and the threats P4 and P5.
@Suite struct CodeTests {
    private static let now = TestPeople.now
    private static let later = now.adding(seconds: 7_200)

    /// A code of six digits that is not this one.
    private static func wrong(_ code: String) -> String { code == "000000" ? "000001" : "000000" }

    @Test(arguments: TestEngine.allCases)
    func `P4: the right code as sixth attempt is rejected`(_ engine: TestEngine) async throws {
        try await TestPeople.with(engine) { test in
            let citizen = try TestCitizen(1)
            _ = try await test.registered(citizen)
            let origin = SignInOrigin.test()
            let (sent, code) = try await test.begin(citizen, from: origin, at: Self.later)
            for left in [4, 3, 2, 1, 0] {
                let outcome = try await test.signIn.finish(
                    sent.challenge,
                    code: Self.wrong(code),
                    from: origin,
                    at: Self.later
                )
                #expect(outcome == .wrong(triesLeft: left))
            }
            let sixth = try await test.signIn.finish(
                sent.challenge,
                code: code,
                from: origin,
                at: Self.later
            )
            #expect(sixth == .ended)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `P4: parallel attempts are reserved before they are compared`(
        _ engine: TestEngine
    ) async throws {
        try await TestPeople.with(engine) { test in
            let citizen = try TestCitizen(1)
            _ = try await test.registered(citizen)
            let origin = SignInOrigin.test()
            let (sent, code) = try await test.begin(citizen, from: origin, at: Self.later)
            let outcomes = try await withThrowingTaskGroup(of: CodeOutcome.self) { group in
                for _ in 1...20 {
                    group.addTask {
                        try await test.signIn.finish(
                            sent.challenge,
                            code: Self.wrong(code),
                            from: origin,
                            at: Self.later
                        )
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(outcomes.count { $0 != .ended } == 5)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `P5: another browser cannot use a right code, and takes no attempt from the first`(
        _ engine: TestEngine
    ) async throws {
        try await TestPeople.with(engine) { test in
            let citizen = try TestCitizen(1)
            _ = try await test.registered(citizen)
            let origin = SignInOrigin.test()
            let (sent, code) = try await test.begin(citizen, from: origin, at: Self.later)
            for _ in 1...10 {
                let stolen = try await test.signIn.finish(
                    sent.challenge,
                    code: code,
                    from: .test(),
                    at: Self.later
                )
                #expect(stolen == .ended)
            }
            _ = try await test.finish(sent, code, from: origin, at: Self.later)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a code is used once, and for five minutes`(_ engine: TestEngine) async throws {
        try await TestPeople.with(engine) { test in
            let citizen = try TestCitizen(1)
            _ = try await test.registered(citizen)
            let origin = SignInOrigin.test()
            var sent = try await test.signIn.beginSignIn(
                citizen.number,
                from: origin,
                at: Self.later
            )
            var code = try #require(try await test.code(of: sent))
            _ = try await test.finish(sent, code, from: origin, at: Self.later)
            let again = try await test.signIn.finish(
                sent.challenge,
                code: code,
                from: origin,
                at: Self.later
            )
            #expect(again == .ended)
            let next = Self.later.adding(seconds: 60)
            sent = try await test.signIn.beginSignIn(citizen.number, from: origin, at: next)
            code = try #require(try await test.code(of: sent))
            let late = try await test.signIn.finish(
                sent.challenge,
                code: code,
                from: origin,
                at: next.adding(seconds: 300)
            )
            #expect(late == .ended)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `the challenge of a number that no person has looks the same, and no code opens it`(
        _ engine: TestEngine
    ) async throws {
        try await TestPeople.with(engine) { test in
            let origin = SignInOrigin.test()
            let sent = try await test.signIn.beginSignIn(
                try TestCitizen(9).number,
                from: origin,
                at: Self.now
            )
            #expect(sent.expiresAt == Self.now.adding(seconds: 300))
            #expect(try await test.messages() == [])
            let outcome = try await test.signIn.finish(
                sent.challenge,
                code: "123456",
                from: origin,
                at: Self.now
            )
            #expect(outcome == .wrong(triesLeft: 4))
        }
    }
}
