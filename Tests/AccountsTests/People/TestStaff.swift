import Accounts
import Persian
import Store
import TestDatabases
import Testing
import VerifyCore

/// Members of staff with credentials, as the acceptance of an invitation makes them.
enum TestStaff {
    static let password = "درخت انجیر معابد ۱۴۰۴"
    private static let now = TestPeople.now

    /// A member of staff with credentials.
    struct Member {
        let person: PersonID
        let citizen: TestCitizen
        let totp: TOTP
        let recovery: [String]
    }

    /// Makes a member of staff as the acceptance of an invitation does.
    static func member(_ index: Int, _ test: TestPeople) async throws -> Member {
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
    static func challenge(
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
}
