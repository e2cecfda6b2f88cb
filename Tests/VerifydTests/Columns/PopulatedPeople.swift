import Accounts
import Persian
import Registry
import Store
import Synchronization
import Testing
import VerifyCore

@testable import Web

/// People in each state: a person of level 1 with a changed contact, a claim with an open question to the registers, a
/// member of staff with every kind of credential, a failed attempt.
struct PopulatedPeople {
    private let signIn: SignIn
    private let now: Timestamp
    private let codes = SentCodes()
    private let origin = SignInOrigin(
        network: "192.0.2.1",
        isSharedNetwork: false,
        browser: BrowserSecret(),
        agent: "test",
        language: .fa
    )

    init(_ test: TestApp) async throws {
        now = test.app.edge.now()
        let codes = codes
        signIn = SignIn(
            people: People(
                database: test.app.domain.registry.database,
                keyring: test.app.domain.keyring,
                identityCheck: SandboxIdentityCheck(),
                messages: { message, _ in codes.note(message) },
                settings: PeopleSettings(host: "sehat.example", address: "https://sehat.example")
            )
        )
        let citizen = try await claim("0084575948", "09123456789")
        _ = try await signIn.matchIdentity(of: citizen.session.person, at: now)
        let mail = try await signIn.beginContactChange(
            citizen.session,
            to: .email(EmailAddress(parsing: "a@example.org")),
            from: origin,
            at: now
        )
        _ = try await signIn.finishContactChange(
            citizen.session,
            challenge: mail.challenge,
            code: try codes.code(of: mail),
            from: origin,
            at: now
        )
        // The registers of the sandbox do not answer about this one.
        let waiting = try await claim(Self.unanswered, "09123456780")
        _ = try await signIn.matchIdentity(of: waiting.session.person, at: now)
        try await makeStaff(citizen.session.person)
    }

    /// A national ID with an 8 in front of its check digit.
    private static let unanswered = "1000000087"

    private func claim(_ number: String, _ mobile: String) async throws -> NewSession {
        let draft = PersonDraft(
            number: try IDNumber(.national, typed: number),
            name: try PersonName(
                firstFa: "آزمون",
                lastFa: "آزمونی",
                firstEn: "T",
                lastEn: "Tested"
            ),
            birthDate: try CivilDate(parsing: "1990-01-02"),
            contact: nil
        )
        let sent = try await signIn.claim(
            draft,
            contact: .mobile(try Mobile(parsing: mobile)),
            terms: "1",
            from: origin,
            at: now
        )
        let outcome = try await signIn.finish(
            sent.challenge,
            code: try codes.code(of: sent),
            from: origin,
            at: now
        )
        guard case .signedIn(let session) = outcome else {
            throw StoreError.statement("not signed in")
        }
        return session
    }

    private func makeStaff(_ person: PersonID) async throws {
        let password = try await signIn.prepare(password: "correct horse battery", ownWords: [])
        let form = try signIn.newAuthenticator(for: "x", account: "test")
        let totp = TOTP(secret: try Base32.decode(form.secretText))
        let code = totp.code(step: TOTP.step(at: now))
        guard
            case .confirmed(let authenticator) = try signIn.confirm(
                form.form,
                for: "x",
                code: code,
                at: now
            )
        else { throw StoreError.statement("the first code is wrong") }
        let (signIn, now) = (signIn, now)
        try await signIn.people.database.write { connection in
            try signIn.enrol(
                PreparedCredentials(
                    password: password,
                    authenticator: authenticator,
                    recoveryCodes: signIn.newRecoveryCodes().prepared
                ),
                of: person,
                effectiveAt: now,
                at: now,
                in: connection
            )
        }
        _ = try await signIn.beginStaffSignIn(
            try IDNumber(.national, typed: "0084575948"),
            password: "another password",
            from: origin,
            at: now
        )
    }
}

/// The codes of messages by their challenge.
private final class SentCodes: Sendable {
    /// Guards the codes.
    private let state = Mutex<[String: String]>([:])

    func note(_ message: AccountMessage) {
        guard message.isCode, let code = message.tokens.first else { return }
        state.withLock { $0[message.source] = code }
    }

    func code(of sent: SentCode) throws -> String {
        try #require(state.withLock { $0[sent.challenge] })
    }
}
