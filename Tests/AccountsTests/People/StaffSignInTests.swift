import Accounts
import Persian
import Store
import TestDatabases
import Testing
import VerifyCore

/// Passwords, authenticators and recovery codes: flow 5 for staff, and the threats P17 and P18.
@Suite struct StaffSignInTests {
    private static let now = TestPeople.now
    private static let password = "درخت انجیر معابد ۱۴۰۴"

    /// A member of staff with credentials.
    private struct Member {
        let person: PersonID
        let citizen: TestCitizen
        let totp: TOTP
        let recovery: [String]
    }

    /// Makes a member of staff as the acceptance of an invitation does.
    private static func member(_ index: Int, _ test: TestPeople) async throws -> Member {
        let citizen = try TestCitizen(index)
        let password = try await test.signIn.prepare(password: password, ownWords: [])
        let form = try test.signIn.newAuthenticator(for: "invitation", account: "test")
        let totp = TOTP(secret: try Base32.decode(form.secretText))
        let past = now.adding(seconds: -3_600)
        guard
            case .confirmed(let authenticator) = try test.signIn.confirm(
                form.form,
                for: "invitation",
                code: totp.code(step: TOTP.step(at: past)),
                at: past
            )
        else {
            Issue.record("the first code is wrong")
            throw TestFailure()
        }
        let codes = test.signIn.newRecoveryCodes()
        let person = try await test.database.write { connection in
            let person = try test.people.insert(
                citizen.draft,
                source: .bootstrap,
                at: past,
                in: connection
            )
            try test.people.proveContact(
                citizen.mobile,
                of: person.id,
                at: past,
                in: connection
            )
            let credentials = PreparedCredentials(
                password: password,
                authenticator: authenticator,
                recoveryCodes: codes.prepared
            )
            try test.signIn.enrol(
                credentials,
                of: person.id,
                effectiveAt: past,
                at: past,
                in: connection
            )
            return person.id
        }
        return Member(person: person, citizen: citizen, totp: totp, recovery: codes.texts)
    }

    /// Types the right password.
    private static func challenge(
        _ member: Member,
        _ test: TestPeople,
        from origin: SignInOrigin,
        at now: Timestamp
    ) async throws -> String {
        let outcome = try await test.signIn.beginStaffSignIn(
            member.citizen.number,
            password: password,
            from: origin,
            at: now
        )
        guard case .secondFactor(let challenge) = outcome else {
            Issue.record("the password was refused: \(outcome)")
            throw TestFailure()
        }
        return challenge
    }

    @Test(arguments: TestEngine.allCases)
    func `staff sign in with password and authenticator, and never by a message`(
        _ engine: TestEngine
    ) async throws {
        try await TestPeople.with(engine) { test in
            let member = try await Self.member(1, test)
            let origin = SignInOrigin.test()
            let sent = try await test.signIn.beginSignIn(
                member.citizen.number,
                from: origin,
                at: Self.now
            )
            #expect(try await test.code(of: sent) == nil)
            let challenge = try await Self.challenge(member, test, from: origin, at: Self.now)
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
            let member = try await Self.member(1, test)
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
            let member = try await Self.member(1, test)
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
            _ = try await Self.challenge(
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
            let member = try await Self.member(1, test)
            var challenges: [(String, SignInOrigin)] = []
            for index in 1...4 {
                let origin = SignInOrigin.test("net \(index)")
                let challenge = try await Self.challenge(member, test, from: origin, at: Self.now)
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
            let member = try await Self.member(1, test)
            let origin = SignInOrigin.test()
            let challenge = try await Self.challenge(member, test, from: origin, at: Self.now)
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
            let member = try await Self.member(1, test)
            let origin = SignInOrigin.test()
            let challenge = try await Self.challenge(member, test, from: origin, at: Self.now)
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
            let member = try await Self.member(1, test)
            #expect(Set(member.recovery).count == 8)
            let texts = [member.recovery[3], member.recovery[3].lowercased(), member.recovery[5]]
            var used: [Bool] = []
            for (index, text) in texts.enumerated() {
                let origin = SignInOrigin.test("net \(index)")
                let challenge = try await Self.challenge(member, test, from: origin, at: Self.now)
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

    @Test(arguments: TestEngine.allCases)
    func `a changed authenticator works for reading, and the standing is in quarantine for a day`(
        _ engine: TestEngine
    ) async throws {
        try await TestPeople.with(engine) { test in
            let member = try await Self.member(1, test)
            let origin = SignInOrigin.test()
            let challenge = try await Self.challenge(member, test, from: origin, at: Self.now)
            guard
                case .signedIn(let session) = try await test.signIn.finishStaffSignIn(
                    challenge,
                    factor: .code(member.totp.code(step: TOTP.step(at: Self.now))),
                    from: origin,
                    at: Self.now
                )
            else {
                Issue.record("not signed in")
                return
            }
            func standing(after seconds: Int64) async throws -> SignInStanding {
                try await test.database.read { connection in
                    try test.signIn.standing(
                        of: member.person,
                        at: Self.now.adding(seconds: seconds),
                        in: connection
                    )
                }
            }
            #expect(try await standing(after: 0).isUsable)
            let password = try await test.signIn.prepare(
                password: "another long password",
                ownWords: []
            )
            let change = PreparedCredentials(password: password)
            await #expect(throws: SignInError.factorNotFresh) {
                try await test.signIn.change(
                    change,
                    in: session.session,
                    at: Self.now.adding(seconds: 600)
                )
            }
            try await test.signIn.change(change, in: session.session, at: Self.now)
            #expect(try await standing(after: 0).isInQuarantine)
            #expect(try await !standing(after: 86_399).isUsable)
            #expect(try await standing(after: 86_400).isUsable)
            let notices = try await test.messages(
                to: member.citizen.mobile.text,
                "credentials-changed"
            )
            #expect(notices.count == 1)
            let later = Self.now.adding(seconds: 60)
            let outcome = try await test.signIn.beginStaffSignIn(
                member.citizen.number,
                password: "another long password",
                from: .test("n"),
                at: later
            )
            guard case .secondFactor = outcome else {
                Issue.record("the new password is refused: \(outcome)")
                return
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a reset revokes every credential and session, and notifies the person`(
        _ engine: TestEngine
    ) async throws {
        try await TestPeople.with(engine) { test in
            let member = try await Self.member(1, test)
            try await test.database.write { connection in
                try test.signIn.resetCredentials(of: member.person, at: Self.now, in: connection)
            }
            let outcome = try await test.signIn.beginStaffSignIn(
                member.citizen.number,
                password: Self.password,
                from: .test(),
                at: Self.now
            )
            #expect(outcome == .refused)
            let standing = try await test.database.read { connection in
                try test.signIn.standing(of: member.person, at: Self.now, in: connection)
            }
            #expect(!standing.hasCredentials)
            let notices = try await test.messages(to: member.citizen.mobile.text, "credentials-reset")
            #expect(notices.count == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a blocked person cannot sign in, and its sessions have ended`(
        _ engine: TestEngine
    ) async throws {
        try await TestPeople.with(engine) { test in
            let member = try await Self.member(1, test)
            let origin = SignInOrigin.test()
            let challenge = try await Self.challenge(member, test, from: origin, at: Self.now)
            try await test.database.write { connection in
                try test.signIn.block(member.person, at: Self.now, in: connection)
            }
            let outcome = try await test.signIn.finishStaffSignIn(
                challenge,
                factor: .code(member.totp.code(step: TOTP.step(at: Self.now))),
                from: origin,
                at: Self.now
            )
            #expect(outcome == .ended)
        }
    }

    @Test(arguments: [
        ("short words", PasswordFault.short),
        (String(repeating: "آ", count: 129), .long),
        ("password2024!", .common),
        ("1234567890123", .common),
        ("111111111111", .common),
        ("qwertyqwertyqwerty", .common),
        ("سامانهٔ صحت سجاد", .ownWord),
        ("tehran tehran", .ownWord),
    ])
    func `a password that an attacker tries first is rejected`(
        _ password: String,
        _ fault: PasswordFault
    ) {
        #expect(throws: fault) {
            try PasswordRules.require(password, ownWords: ["Tehran", "سامانه"])
        }
    }

    @Test(arguments: ["correct horse battery", "درخت انجیر معابد", "9k#P2vQ!x7Lm"])
    func `a long password of any characters is accepted`(_ password: String) throws {
        try PasswordRules.require(password, ownWords: ["Tehran"])
    }
}
