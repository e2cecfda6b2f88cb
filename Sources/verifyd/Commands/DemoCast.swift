import Accounts
import Persian
import Store
import Synchronization
import VerifyCore
import Web

/// The persons of the demonstration.
struct DemoCast: Sendable {
    let roles: Roles
    let now: Timestamp
    let mail = Mail()
    let members = Members()

    /// The persons by role and organisation; the lock guards them.
    final class Members: Sendable {
        let byPlace = Mutex<[String: PersonID]>([:])
    }

    /// The person with a role in an organisation, the last one that was made.
    func member(_ role: String, of organisation: String) throws -> PersonID {
        let place = "\(role) of \(organisation)"
        guard let person = members.byPlace.withLock({ $0[place] }) else {
            throw RolesError.noSuchPerson
        }
        return person
    }

    /// The messages that the calls cause; the lock guards them.
    final class Mail: Sendable {
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
        try await unit(by: administrator.person)
        for (role, organisation, number, granter) in [
            (Role.auditor, "saorg", 4, first),
            (.graduatesOffice, "graduates", 5, administrator.person),
            (.saorgReviewer, "graduates", 15, administrator.person),
            (.helpDesk, "graduates", 16, administrator.person),
            (.reviewer, office, 11, head.person), (.confirmer, office, 12, head.person),
            (.uploader, office, 18, head.person),
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

    /// Makes two more universities with their heads, and a reviewer of the second one; they are not on the list.
    func makeUniversities() async throws {
        let administrator = try member("administrator", of: "saorg")
        for (code, number) in [("1002", 7), ("1003", 8)] {
            _ = try await organisation(code, by: administrator)
            _ = try await invite(.head, code, number, "رئیس", "Head", by: administrator)
        }
        let head = try member("head", of: "1003")
        _ = try await invite(.reviewer, "1003", 17, "پیشین", "Former", by: head)
    }
}
