import Accounts
import ArgumentParser
import Foundation
import KeyFiles
import Persian
import Store
import Synchronization
import VerifyCore
import Web

/// `verifyd demo-people`: a person for each role of a demonstration, made by the calls that the pages make.
///
/// The development environment only: it prints passwords and secrets.
struct DemoPeople: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo-people",
        abstract:
            "Make a person for each role of a demonstration, and print how each one signs in.",
        discussion: "In the development environment only; the database has no administrators yet."
    )

    @OptionGroup var options: SettingOptions

    func run() async throws {
        do {
            let settings = try options.settings(strict: false)
            guard settings[\.environment] == "development" else { throw NotDevelopment() }
            let keyring = LiveKeyring(try settings.keyDirectory().load())
            var opening = Database.Options()
            opening.creates = false
            let database = try Database(try settings.database(), options: opening)
            defer { database.close() }
            let cast = try DemoCast(
                database,
                keyring,
                settings: settings.people(),
                at: LogSetup.now()
            )
            for login in try await cast.make() { print(login.text) }
        } catch let error as NotDevelopment {
            throw ValidationError(error.description)
        } catch {
            throw StartupFailure(error).report()
        }
    }

    private struct NotDevelopment: Error, CustomStringConvertible {
        let description = "demo-people prints secrets: it runs with --environment development only"
    }
}

/// How one person of the demonstration signs in.
struct DemoLogin: Sendable {
    let role: String
    let number: String
    let password: String?
    let secret: String?
    let recoveryCodes: [String]

    /// Some lines for the terminal.
    var text: String {
        guard let password, let secret else {
            return "\(role): \(number) at /sign-in; the code is at /dev/messages"
        }
        return """
            \(role): \(number) at /sign-in/staff
              password       \(password)
              authenticator  \(secret)
              recovery       \(recoveryCodes.prefix(4).joined(separator: " "))
            """
    }
}

/// The persons of the demonstration.
struct DemoCast: Sendable {
    private let roles: Roles
    private let now: Timestamp
    private let mail = Mail()

    /// The messages that the calls cause; the lock guards them.
    private final class Mail: Sendable {
        let texts = Mutex<[String]>([])
    }

    init(
        _ database: Database,
        _ keyring: LiveKeyring,
        settings: PeopleSettings,
        at now: Timestamp
    ) throws {
        let mail = mail
        let people = People(
            database: database,
            keyring: keyring,
            identityCheck: SandboxIdentityCheck(),
            messages: { message, _ in mail.texts.withLock { $0.append(message.body) } },
            settings: settings
        )
        roles = Roles(signIn: SignIn(people: people))
        self.now = now
    }

    /// Makes every person; returns how they sign in.
    func make() async throws -> [DemoLogin] {
        let (root, other) = (try Self.draft(1, "ریشه", "Root"), try Self.draft(2, "دوم", "Second"))
        let operatorName = AuditActor.commandLine("demo")
        let grants = try await roles.bootstrap(
            root,
            other,
            contact: "office@saorg.example",
            by: operatorName,
            at: now
        )
        let invitations = links()
        var logins: [DemoLogin] = []
        for link in invitations { logins.append(try await accept(link)) }
        guard let first = grants.first?.person else { return logins }
        let administrator = try await invite(.administrator, "saorg", 3, "مدیر", "Admin", by: first)
        let office = try await organisation(by: administrator.person)
        let head = try await invite(.head, office, 6, "رئیس", "Head", by: administrator.person)
        logins += [administrator.login, head.login]
        for (role, organisation, number, granter) in [
            (Role.auditor, "saorg", 4, first), (.graduatesOffice, "saorg", 5, administrator.person),
            (.reviewer, office, 11, head.person), (.confirmer, office, 12, head.person),
            (.uploader, office, 15, head.person),
            // Two, because an attestation takes two persons.
            (.attester, office, 13, administrator.person),
            (.attester, office, 14, administrator.person),
        ] {
            let name = (fa: role.name.fa, en: role.name.en)
            logins.append(
                try await invite(role, organisation, number, name.fa, name.en, by: granter).login
            )
        }
        logins.append(try await citizen())
        return logins
    }

    private func invite(
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
        return (grant.person, try await accept(link))
    }

    /// Returns the tokens of the invitations that were sent since the last call.
    private func links() -> [String] {
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
    private func accept(_ token: String) async throws -> DemoLogin {
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

    private func organisation(by administrator: PersonID) async throws -> String {
        let draft = OrganisationDraft(
            code: "1001",
            kind: .institution,
            contact: "registrar@ut.example",
            province: "tehran"
        )
        let actor = AuditActor.person(administrator, network: "")
        return try await roles.addOrganisation(draft, by: actor, at: now).code
    }

    /// A citizen, by the registration of the page.
    private func citizen() async throws -> DemoLogin {
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
        return DemoLogin(
            role: "citizen",
            number: draft.number.number,
            password: nil,
            secret: nil,
            recoveryCodes: []
        )
    }

    /// An invented person; the number makes ID and contact differ.
    private static func draft(_ number: Int, _ fa: String, _ en: String) throws -> PersonDraft {
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
