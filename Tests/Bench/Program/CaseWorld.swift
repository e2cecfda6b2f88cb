import Accounts
import Casework
import Foundation
import KeyFiles
import Persian
import Registry
import Services
import Store
import Synchronization
import VerifyCore

/// The engine over a database that has been migrated, with the persons of the academic confirmation: applicants, a reviewer
/// and a confirmer of the university 9001, the office of SAORG.
struct CaseWorld: Sendable {
    let database: Database
    let roles: Roles
    let cases: Cases
    let documents: Documents
    private let keyring: LiveKeyring
    private let mail = Mail()

    /// The university, which `scripts/demo/institutions.csv` has.
    static let university = "9001"
    /// New credentials take no decisions for this time: cases are moved later.
    static let quarantine: Int64 = 5 * 86_400

    /// The texts of messages about accounts; the lock guards them.
    private final class Mail: Sendable {
        let texts = Mutex<[String]>([])
    }

    /// Who acts in the cases.
    struct Cast: Sendable {
        let applicants: [PersonID]
        let reviewer: PersonID
        let confirmer: PersonID
        let office: PersonID
    }

    init(_ address: String, _ keys: String) throws {
        database = try Database(DatabaseLocation(parsing: address))
        keyring = LiveKeyring(try KeyDirectory(path: keys, kek: .inDirectory).load())
        let (database, keyring, mail) = (database, keyring, mail)
        roles = Roles(
            signIn: SignIn(
                people: People(
                    database: database,
                    keyring: keyring,
                    identityCheck: SandboxIdentityCheck(),
                    messages: { message, _ in mail.texts.withLock { $0.append(message.body) } },
                    settings: PeopleSettings(
                        host: "sehat.example.ir",
                        address: "https://sehat.example.ir",
                        registrationsPerHour: .max,
                        signInsPerHour: .max
                    )
                )
            )
        )
        documents = Documents(database: database, keyring: keyring)
        cases = Services.cases(
            roles,
            registry: Registry(database: database, keyring: keyring, host: "sehat.example.ir"),
            keyring: keyring,
            // Half of the decisions are confirmed by SAORG, the others by the university.
            settings: CaseSettings(sample: 500),
            outbox: Outbox(database: database, keyring: keyring)
        )
    }

    /// Reads who acts, of a database in which `make` was run.
    func cast() async throws -> Cast {
        try await database.read { connection in
            let granted = try connection.all(
                "SELECT role, person FROM role_grant WHERE ended_at IS NULL"
            ) { (try $0.text(0), PersonID(try $0.text(1))) }
            func person(_ role: Role) throws -> PersonID {
                guard let found = granted.first(where: { $0.0 == role.rawValue }) else {
                    throw BenchError.wrongAnswer("no \(role.rawValue)")
                }
                return found.1
            }
            let applicants = try connection.all(
                "SELECT id FROM person WHERE id NOT IN (SELECT person FROM role_grant) ORDER BY id"
            ) { PersonID(try $0.text(0)) }
            return Cast(
                applicants: applicants,
                reviewer: try person(.reviewer),
                confirmer: try person(.confirmer),
                office: try person(.graduatesOffice)
            )
        }
    }
}

/// Making the world, by the calls that the programs make.
extension CaseWorld {
    /// Makes organisations, persons, cartables with holders and the calendar, and offers the services.
    func make(applicants: Int, at now: Timestamp) async throws {
        let roots = try await roles.bootstrap(
            try Self.draft(1),
            try Self.draft(2),
            contact: "office@saorg.example",
            by: .commandLine("bench"),
            at: now
        ).map(\.person)
        try await acceptAll(at: now)
        try await addOrganisations(at: now)
        let administrator = try await invite(.administrator, "saorg", 3, by: roots[0], at: now)
        let head = try await invite(.head, Self.university, 4, by: administrator, at: now)
        let holders = [
            (Role.reviewer, try await invite(.reviewer, Self.university, 5, by: head, at: now)),
            (.confirmer, try await invite(.confirmer, Self.university, 6, by: head, at: now)),
            (
                .graduatesOffice,
                try await invite(.graduatesOffice, "graduates", 7, by: administrator, at: now)
            ),
        ]
        for number in 0..<applicants { try await applicant(100 + number, at: now) }
        _ = try await CalendarStore(database: database).load(
            OfficialCalendar.entries,
            what: "bench",
            by: "bench",
            at: now
        )
        let (cases, keyring) = (cases, keyring)
        try await database.write { connection in
            for service in cases.catalog.newest {
                try ServicePhases.set(.on, of: service.id, by: keyring.current, in: connection)
                for (role, person) in holders {
                    try Self.hold(
                        (role, service.id, person),
                        approved: (roots[0], administrator),
                        cases.cartables,
                        at: now,
                        in: connection
                    )
                }
            }
        }
    }

    private static func hold(
        _ holder: (role: Role, service: ServiceID, person: PersonID),
        approved: (requester: PersonID, approver: PersonID),
        _ cartables: Cartables,
        at now: Timestamp,
        in connection: Connection
    ) throws {
        let cartable = try cartables.ensure(
            holder.role,
            holder.service,
            OrganisationCode(holder.role == .graduatesOffice ? "graduates" : university),
            at: now,
            in: connection
        )
        let result = try cartables.approve(
            holder.person,
            for: cartable,
            requestedBy: approved.requester,
            approvedBy: approved.approver,
            at: now,
            in: connection
        )
        guard case .done = result else { throw BenchError.wrongAnswer("holder: \(result)") }
    }

    private func addOrganisations(at now: Timestamp) async throws {
        let drafts = [
            OrganisationDraft(
                code: Self.university,
                kind: .institution,
                contact: "office@\(Self.university).example",
                province: "tehran"
            ),
            OrganisationDraft(
                code: "graduates",
                kind: .unit,
                nameFa: "اداره کل دانش‌آموختگان",
                nameEn: "Graduates' office",
                contact: "graduates@saorg.example"
            ),
        ]
        for draft in drafts {
            _ = try await roles.addOrganisation(draft, by: .commandLine("bench"), at: now)
        }
    }

    private func invite(
        _ role: Role,
        _ organisation: String,
        _ number: Int,
        by granter: PersonID,
        at now: Timestamp
    ) async throws -> PersonID {
        let request = GrantRequest(
            .invited(try Self.draft(number)),
            as: role,
            in: organisation
        )
        let outcome = try await roles.grant(request, by: .person(granter, network: ""), at: now)
        guard case .granted(let grant) = outcome else {
            throw BenchError.wrongAnswer("grant: \(outcome)")
        }
        try await acceptAll(at: now)
        return grant.person
    }

    /// Uses the invitations that were sent since the last call, as their page does.
    private func acceptAll(at now: Timestamp) async throws {
        let signIn = roles.signIn
        for token in tokens() {
            guard let invitation = try await roles.invitation(forToken: token, at: now),
                let number = invitation.person.number
            else { throw BenchError.wrongAnswer("invitation") }
            let subject = invitation.grant.id
            let new = try signIn.newAuthenticator(for: subject, account: "bench")
            let secret = try Base32.decode(new.secretText.filter { !$0.isWhitespace })
            let confirmation = try signIn.confirm(
                new.form,
                for: subject,
                code: TOTP(secret: secret).code(step: TOTP.step(at: now)),
                at: now
            )
            guard case .confirmed(let authenticator) = confirmation else {
                throw BenchError.wrongAnswer("authenticator")
            }
            let credentials = PreparedCredentials(
                password: try await signIn.prepare(
                    password: "bench \(number.number) lapis",
                    ownWords: []
                ),
                authenticator: authenticator,
                recoveryCodes: signIn.newRecoveryCodes().prepared
            )
            _ = try await roles.accept(
                invitation,
                number: number,
                with: credentials,
                network: "",
                at: now
            )
        }
    }

    /// The tokens of invitations in the messages, which are taken from the list.
    private func tokens() -> [String] {
        let texts = mail.texts.withLock { texts in
            defer { texts = [] }
            return texts
        }
        return texts.flatMap { $0.split(whereSeparator: \.isWhitespace) }
            .compactMap { word in
                word.firstRange(of: Roles.invitationPath).map { String(word[$0.upperBound...]) }
            }
    }

    /// A person of level 1, by the registration of the page.
    private func applicant(_ number: Int, at now: Timestamp) async throws {
        let draft = try Self.draft(number)
        guard let contact = draft.contact else { throw BenchError.wrongAnswer("contact") }
        let origin = SignInOrigin(
            network: "192.0.2.\(number % 200) \(number)",
            isSharedNetwork: true,
            browser: BrowserSecret(),
            agent: "bench",
            language: .fa
        )
        let sent = try await roles.signIn.claim(
            draft,
            contact: contact,
            terms: "1",
            from: origin,
            at: now
        )
        let code = mail.texts.withLock { texts in
            defer { texts = [] }
            return texts.flatMap { $0.split(separator: "\n") }
                .last { $0.count == 6 && $0.allSatisfy(\.isNumber) }
        }
        let outcome = try await roles.signIn.finish(
            sent.challenge,
            code: code.map { String($0) } ?? "",
            from: origin,
            at: now
        )
        guard case .signedIn(let session) = outcome,
            case .matched = try await roles.signIn.matchIdentity(
                of: session.session.person,
                at: now
            )
        else { throw BenchError.wrongAnswer("applicant") }
    }

    /// An invented person; the number makes ID and contact differ.
    ///
    /// The digit before the check digit is 0, and no mobile number ends with 000: the sandbox of the registers matches.
    private static func draft(_ number: Int) throws -> PersonDraft {
        let nine = String(100_000_000 + number * 10)
        let sum = zip(nine.utf8, (2...10).reversed()).reduce(0) { $0 + Int($1.0 - 0x30) * $1.1 }
        let rest = sum % 11
        return PersonDraft(
            number: try IDNumber(.national, typed: nine + String(rest < 2 ? rest : 11 - rest)),
            name: try PersonName(
                firstFa: "سارا",
                lastFa: "کریمی",
                firstEn: "Sara",
                lastEn: "Karimi"
            ),
            birthDate: CivilDate(daysSinceEpoch: 8_845),
            contact: .mobile(try Mobile(parsing: "0912555\(String(1_001 + number))"))
        )
    }
}
