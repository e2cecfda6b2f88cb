import Accounts
import Persian
import Store
import TestDatabases
import Testing
import VerifyCore

/// Passwords, authenticators and recovery codes: flow 5 for staff, and the threats P17 and P18.
@Suite struct StaffSignInTests {
    private static let now = TestPeople.now

    @Test(arguments: TestEngine.allCases)
    func `staff sign in with password and authenticator, and never by a message`(
        _ engine: TestEngine
    ) async throws {
        try await TestPeople.with(engine) { test in
            let member = try await TestStaff.member(1, test)
            let origin = SignInOrigin.test()
            let sent = try await test.signIn.beginSignIn(
                member.citizen.number,
                from: origin,
                at: Self.now
            )
            #expect(try await test.code(of: sent) == nil)
            let challenge = try await TestStaff.challenge(member, test, from: origin, at: Self.now)
            let code = member.totp.code(step: TOTP.step(at: Self.now))
            let outcome = try await test.signIn.finishStaffSignIn(
                challenge,
                factor: .code(code),
                from: origin,
                at: Self.now
            )
            guard case .signedIn(let session) = outcome else {
                Issue.record("not signed in: \(outcome)")
                return
            }
            #expect(session.session.kind == .staff)
            let idle = Self.now.adding(seconds: 20 * 60)
            #expect(try await test.signIn.session(forSecret: session.secret, at: idle) == nil)
            #expect(session.session.endsAt == Self.now.adding(seconds: 8 * 3_600))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a wrong password and an unknown number get the same answer`(
        _ engine: TestEngine
    ) async throws {
        try await TestPeople.with(engine) { test in
            let member = try await TestStaff.member(1, test)
            for number in [member.citizen.number, try TestCitizen(2).number] {
                let outcome = try await test.signIn.beginStaffSignIn(
                    number,
                    password: "another password",
                    from: .test(),
                    at: Self.now
                )
                #expect(outcome == .refused)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `P17: after five failures a network waits, and the victim signs in from another one`(
        _ engine: TestEngine
    ) async throws {
        try await TestPeople.with(engine) { test in
            let member = try await TestStaff.member(1, test)
            let number = member.citizen.number
            func attack(at seconds: Int64) async throws -> PasswordOutcome {
                try await test.signIn.beginStaffSignIn(
                    number,
                    password: "another password",
                    from: .test("attacker"),
                    at: Self.now.adding(seconds: seconds)
                )
            }
            for _ in 1...5 { #expect(try await attack(at: 0) == .refused) }
            #expect(try await attack(at: 0) == .delayed(seconds: 15))
            #expect(try await attack(at: 14) == .delayed(seconds: 1))
            #expect(try await attack(at: 15) == .refused)
            #expect(try await attack(at: 16) == .delayed(seconds: 29))
            _ = try await TestStaff.challenge(
                member,
                test,
                from: .test("victim"),
                at: Self.now.adding(seconds: 16)
            )
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `P18: one code in two parallel requests signs in once`(
        _ engine: TestEngine
    ) async throws {
        try await TestPeople.with(engine) { test in
            let member = try await TestStaff.member(1, test)
            var challenges: [(String, SignInOrigin)] = []
            for index in 1...4 {
                let origin = SignInOrigin.test("net \(index)")
                let challenge = try await TestStaff.challenge(
                    member,
                    test,
                    from: origin,
                    at: Self.now
                )
                challenges.append((challenge, origin))
            }
            let code = member.totp.code(step: TOTP.step(at: Self.now))
            let outcomes = try await withThrowingTaskGroup(of: FactorOutcome.self) { group in
                for (challenge, origin) in challenges {
                    group.addTask {
                        try await test.signIn.finishStaffSignIn(
                            challenge,
                            factor: .code(code),
                            from: origin,
                            at: Self.now
                        )
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(outcomes.count { if case .signedIn = $0 { true } else { false } } == 1)
            #expect(outcomes.count { $0 == .used } == 3)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `the code of another time fails, and its distance is reported`(
        _ engine: TestEngine
    ) async throws {
        try await TestPeople.with(engine) { test in
            let member = try await TestStaff.member(1, test)
            let origin = SignInOrigin.test()
            let challenge = try await TestStaff.challenge(member, test, from: origin, at: Self.now)
            let step = TOTP.step(at: Self.now)
            for (code, expected) in [
                (member.totp.code(step: step + 4), FactorOutcome.clockDiffers(seconds: 120)),
                (member.totp.code(step: step + 1), .clockDiffers(seconds: 30)),
                (member.totp.code(step: step - 20), .clockDiffers(seconds: -600)),
                ("abc", .wrong),
            ] {
                let outcome = try await test.signIn.finishStaffSignIn(
                    challenge,
                    factor: .code(code),
                    from: origin,
                    at: Self.now
                )
                #expect(outcome == expected)
            }
            let last = try await test.signIn.finishStaffSignIn(
                challenge,
                factor: .code(member.totp.code(step: step - 1)),
                from: origin,
                at: Self.now
            )
            guard case .signedIn = last else {
                Issue.record("the code of the step before is refused: \(last)")
                return
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `five wrong second factors end the wait, warn the person and raise the alarm`(
        _ engine: TestEngine
    ) async throws {
        try await TestPeople.with(engine) { test in
            let member = try await TestStaff.member(1, test)
            let origin = SignInOrigin.test()
            let challenge = try await TestStaff.challenge(member, test, from: origin, at: Self.now)
            for _ in 1...5 {
                let outcome = try await test.signIn.finishStaffSignIn(
                    challenge,
                    factor: .code("abc"),
                    from: origin,
                    at: Self.now
                )
                #expect(outcome == .wrong)
            }
            let code = member.totp.code(step: TOTP.step(at: Self.now))
            let sixth = try await test.signIn.finishStaffSignIn(
                challenge,
                factor: .code(code),
                from: origin,
                at: Self.now
            )
            #expect(sixth == .ended)
            #expect(test.alarms.values == [.secondFactors])
            let warned = try await test.messages(to: member.citizen.mobile.text, "second-factors")
            #expect(warned.count == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `each of eight recovery codes is used once`(_ engine: TestEngine) async throws {
        try await TestPeople.with(engine) { test in
            let member = try await TestStaff.member(1, test)
            #expect(Set(member.recovery).count == 8)
            let texts = [member.recovery[3], member.recovery[3].lowercased(), member.recovery[5]]
            var used: [Bool] = []
            for (index, text) in texts.enumerated() {
                let origin = SignInOrigin.test("net \(index)")
                let challenge = try await TestStaff.challenge(
                    member,
                    test,
                    from: origin,
                    at: Self.now
                )
                let outcome = try await test.signIn.finishStaffSignIn(
                    challenge,
                    factor: .recovery(text),
                    from: origin,
                    at: Self.now
                )
                if case .signedIn = outcome { used.append(true) } else { used.append(false) }
            }
            #expect(used == [true, false, true])
        }
    }
}
