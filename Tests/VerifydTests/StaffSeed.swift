import Accounts
import Persian
import Store
import VerifyCore

@testable import Pages
@testable import Web
@testable import verifyd

/// Persons of a test app: staff by the calls of the pages, and sessions without a page.
struct StaffSeed {
    let test: TestApp

    private var domain: App.Domain { test.app.domain }

    /// A person with a session, and what a browser of this person keeps.
    struct Member: Sendable {
        let person: PersonID
        let browser: TestBrowser
        let session: SignInSession
    }

    /// Makes two root administrators; returns the first with a session.
    func root() async throws -> Member {
        let grants = try await domain.roles.bootstrap(
            try draft(51),
            try draft(52),
            contact: "office@saorg.example",
            by: .commandLine("test"),
            at: test.clock.now
        )
        var members: [Member] = []
        for grant in grants { members.append(try await accept(grant.person)) }
        return members[0]
    }

    /// Makes a person with a role; returns the person with a session.
    func member(
        _ role: Role,
        in organisation: String,
        _ number: Int,
        by granter: Member
    ) async throws -> Member {
        let request = GrantRequest(.invited(try draft(number)), as: role, in: organisation)
        let actor = AuditActor.person(granter.person, network: "")
        guard
            case .granted(let grant) = try await domain.roles.grant(
                request,
                by: actor,
                at: test.clock.now
            )
        else { throw RolesError.notPermitted }
        return try await accept(grant.person)
    }

    /// Makes a citizen; returns the person with a session.
    func citizen(_ number: Int) async throws -> Member {
        let draft = try draft(number)
        let browser = BrowserSecret()
        let origin = origin(browser)
        guard let contact = draft.contact else { throw RolesError.noContact }
        let sent = try await domain.signIn.claim(
            draft,
            contact: contact,
            terms: "1",
            from: origin,
            at: test.clock.now
        )
        let code = try await test.newestMessage().code ?? ""
        guard
            case .signedIn(let session) = try await domain.signIn.finish(
                sent.challenge,
                code: code,
                from: origin,
                at: test.clock.now
            )
        else { throw NotSignedIn(number: draft.number.number, code: code) }
        return member(session, browser)
    }

    private struct NotSignedIn: Error {
        let number: String
        let code: String
    }

    private func accept(_ person: PersonID) async throws -> Member {
        let signIn = domain.signIn
        var open: OpenInvitation?
        for message in try await test.messages() {
            guard let link = message.link, link.hasPrefix(Roles.invitationPath) else { continue }
            let token = String(link.dropFirst(Roles.invitationPath.count))
            let found = try await domain.roles.invitation(forToken: token, at: test.clock.now)
            if found?.person.id == person { open = found }
        }
        guard let invitation = open, let number = invitation.person.number else {
            throw RolesError.invitationUsed
        }
        let subject = invitation.grant.id
        let new = try signIn.newAuthenticator(for: subject, account: "test")
        let totp = TOTP(secret: try Base32.decode(new.secretText.filter { !$0.isWhitespace }))
        let step = test.clock.now.secondsSinceEpoch / 30
        guard
            case .confirmed(let authenticator) = try signIn.confirm(
                new.form,
                for: subject,
                code: totp.code(step: step),
                at: test.clock.now
            )
        else { throw RolesError.invitationUsed }
        let password = "lapis \(person.description.prefix(8)) stone"
        let codes = signIn.newRecoveryCodes()
        _ = try await domain.roles.accept(
            invitation,
            number: number,
            with: PreparedCredentials(
                password: try await signIn.prepare(password: password, ownWords: []),
                authenticator: authenticator,
                recoveryCodes: codes.prepared
            ),
            network: "",
            at: test.clock.now
        )
        return try await enter(number, password, codes.texts[0])
    }

    private func enter(
        _ number: IDNumber,
        _ password: String,
        _ recovery: String
    ) async throws -> Member {
        let browser = BrowserSecret()
        let origin = origin(browser)
        guard
            case .secondFactor(let challenge) = try await domain.signIn.beginStaffSignIn(
                number,
                password: password,
                from: origin,
                at: test.clock.now
            ),
            case .signedIn(let session) = try await domain.signIn.finishStaffSignIn(
                challenge,
                factor: .recovery(recovery.filter { $0 != "-" }),
                from: origin,
                at: test.clock.now
            )
        else { throw RolesError.notPermitted }
        return member(session, browser)
    }

    private func member(_ session: NewSession, _ secret: BrowserSecret) -> Member {
        var browser = TestBrowser()
        browser.cookies[test.app.cookies.session] = session.secret
        browser.cookies[test.app.cookies.browser] = secret.text
        return Member(person: session.session.person, browser: browser, session: session.session)
    }

    private func origin(_ browser: BrowserSecret) -> SignInOrigin {
        SignInOrigin(
            network: "192.0.2.7",
            isSharedNetwork: true,
            browser: browser,
            agent: "test",
            language: .fa
        )
    }

    /// An invented person; the number makes ID and contact differ.
    func draft(_ number: Int) throws -> PersonDraft {
        PersonDraft(
            number: try IDNumber(.national, typed: .nationalID(number * 10)),
            name: try PersonName(
                firstFa: "پارسا",
                lastFa: "همکار",
                firstEn: "Parsa",
                lastEn: "Hamkar"
            ),
            birthDate: CivilDate(daysSinceEpoch: 8_845),
            contact: .mobile(try Mobile(parsing: "0912777\(String(1_000 + number))"))
        )
    }
}
