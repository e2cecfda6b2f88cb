import Accounts
import Persian
import Synchronization
import VerifyCore
import Web

/// How the persons of the demonstration register and accept invitations.
extension DemoCast {
    func invite(
        _ role: Role,
        _ organisation: String,
        _ number: Int,
        _ fa: String,
        _ en: String,
        by granter: PersonID
    ) async throws -> (person: PersonID, login: DemoLogin) {
        let request = GrantRequest(
            .invited(try Self.draft(number, fa, en)),
            as: role,
            in: organisation
        )
        let actor = AuditActor.person(granter, network: "")
        guard case .granted(let grant) = try await roles.grant(request, by: actor, at: now),
            let link = links().first
        else { throw RolesError.notPermitted }
        let place = "\(role.rawValue) of \(organisation)"
        members.byPlace.withLock { $0[place] = grant.person }
        return (grant.person, try await accept(link))
    }

    /// Returns the tokens of the invitations that were sent since the last call.
    func links() -> [String] {
        let texts = mail.texts.withLock { texts in
            defer { texts = [] }
            return texts
        }
        return texts.flatMap { $0.split(whereSeparator: \.isWhitespace) }
            .compactMap { word in
                word.firstRange(of: Roles.invitationPath).map { String(word[$0.upperBound...]) }
            }
    }

    /// Uses an invitation as its page does, with a password and a new authenticator.
    func accept(_ token: String) async throws -> DemoLogin {
        let signIn = roles.signIn
        guard let invitation = try await roles.invitation(forToken: token, at: now),
            let number = invitation.person.number
        else { throw RolesError.invitationUsed }
        let subject = invitation.grant.id
        let new = try signIn.newAuthenticator(for: subject, account: "demo")
        let secret = new.secretText.filter { !$0.isWhitespace }
        let code = TOTP(secret: try Base32.decode(secret))
            .code(step: now.secondsSinceEpoch / 30)
        guard
            case .confirmed(let authenticator) = try signIn.confirm(
                new.form,
                for: subject,
                code: code,
                at: now
            )
        else { throw RolesError.invitationUsed }
        let password = "demo \(invitation.grant.role.rawValue) \(number.number.suffix(6)) lapis"
        let codes = signIn.newRecoveryCodes()
        let credentials = PreparedCredentials(
            password: try await signIn.prepare(password: password, ownWords: []),
            authenticator: authenticator,
            recoveryCodes: codes.prepared
        )
        _ = try await roles.accept(
            invitation,
            number: number,
            with: credentials,
            network: "",
            at: now
        )
        return DemoLogin(
            role: "\(invitation.grant.role.rawValue) of \(invitation.organisation.code)",
            number: number.number,
            password: password,
            secret: secret,
            recoveryCodes: codes.texts
        )
    }

    /// The unit that is responsible for the services of graduates.
    func unit(by administrator: PersonID) async throws {
        let draft = OrganisationDraft(
            code: "graduates",
            kind: .unit,
            nameFa: "اداره کل امور دانش‌آموختگان",
            nameEn: "Graduates' affairs office",
            contact: "graduates@saorg.example"
        )
        let actor = AuditActor.person(administrator, network: "")
        _ = try await roles.addOrganisation(draft, by: actor, at: now)
    }

    func organisation(
        _ code: String = "1001",
        by administrator: PersonID
    ) async throws -> String {
        let draft = OrganisationDraft(
            code: code,
            kind: .institution,
            contact: "registrar@\(code).example",
            province: "tehran"
        )
        let actor = AuditActor.person(administrator, network: "")
        return try await roles.addOrganisation(draft, by: actor, at: now).code
    }

    /// A citizen, by the registration of the page.
    func citizen() async throws -> DemoLogin {
        let draft = try Self.draft(21, "شهروند", "Citizen")
        guard let contact = draft.contact else { throw RolesError.noContact }
        let origin = SignInOrigin(
            network: "",
            isSharedNetwork: false,
            browser: BrowserSecret(),
            agent: "demo",
            language: .fa
        )
        let signIn = roles.signIn
        let sent = try await signIn.claim(
            draft,
            contact: contact,
            terms: "1",
            from: origin,
            at: now
        )
        let texts = mail.texts.withLock { $0 }
        let code =
            texts.flatMap { $0.split(separator: "\n") }
            .last { $0.count == 6 && $0.allSatisfy(\.isNumber) } ?? ""
        guard
            case .signedIn(let session) = try await signIn.finish(
                sent.challenge,
                code: String(code),
                from: origin,
                at: now
            )
        else { throw RolesError.noSuchPerson }
        _ = try await signIn.matchIdentity(of: session.session.person, at: now)
        try await signIn.endAll(of: session.session.person, at: now)
        members.byPlace.withLock { $0["citizen of iran"] = session.session.person }
        return DemoLogin(
            role: "citizen",
            number: draft.number.number,
            password: nil,
            secret: nil,
            recoveryCodes: []
        )
    }

    /// An invented person; the number makes ID and contact differ.
    static func draft(_ number: Int, _ fa: String, _ en: String) throws -> PersonDraft {
        let nine = String(100_000_000 + number * 10)
        let sum = zip(nine.utf8, (2...10).reversed()).reduce(0) { $0 + Int($1.0 - 0x30) * $1.1 }
        let rest = sum % 11
        let id = nine + String(rest < 2 ? rest : 11 - rest)
        return PersonDraft(
            number: try IDNumber(.national, typed: id),
            name: try PersonName(firstFa: "نمونه", lastFa: fa, firstEn: "Demo", lastEn: en),
            birthDate: CivilDate(daysSinceEpoch: 8_845),
            contact: .mobile(try Mobile(parsing: "0912555\(String(1_000 + number))"))
        )
    }
}
