import Accounts
import Persian
import Store
import TestDatabases
import Testing
import VerifyCore

/// Changed, reset and blocked credentials, and the rules of passwords: flows 7 and 8 of casework §10 for staff.
@Suite struct CredentialChangeTests {
    private static let now = TestPeople.now

    @Test(arguments: TestEngine.allCases)
    func `a changed authenticator works for reading, and the standing is in quarantine for a day`(
        _ engine: TestEngine
    ) async throws {
        try await TestPeople.with(engine) { test in
            let member = try await TestStaff.member(1, test)
            let origin = SignInOrigin.test()
            let challenge = try await TestStaff.challenge(member, test, from: origin, at: Self.now)
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
            let member = try await TestStaff.member(1, test)
            try await test.database.write { connection in
                try test.signIn.resetCredentials(of: member.person, at: Self.now, in: connection)
            }
            let outcome = try await test.signIn.beginStaffSignIn(
                member.citizen.number,
                password: TestStaff.password,
                from: .test(),
                at: Self.now
            )
            #expect(outcome == .refused)
            let standing = try await test.database.read { connection in
                try test.signIn.standing(of: member.person, at: Self.now, in: connection)
            }
            #expect(!standing.hasCredentials)
            let notices = try await test.messages(
                to: member.citizen.mobile.text,
                "credentials-reset"
            )
            #expect(notices.count == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a blocked person cannot sign in, and its sessions have ended`(
        _ engine: TestEngine
    ) async throws {
        try await TestPeople.with(engine) { test in
            let member = try await TestStaff.member(1, test)
            let origin = SignInOrigin.test()
            let challenge = try await TestStaff.challenge(member, test, from: origin, at: Self.now)
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
