import Persian
import Store
import TestDatabases
import Testing
import VerifyCore

@testable import Accounts

/// Organisations and roles over one database: SAORG with two root administrators, an administrator, and a university
/// with a head, who can all sign in.
struct TestRoles: Sendable {
    let test: TestPeople
    let roles: Roles
    let alarms: Recorded<Keyring.SealVerdict>

    static let now = TestPeople.now
    static let operatorActor = AuditActor.commandLine("operator")

    var database: Database { test.database }

    init(_ test: TestPeople) {
        self.test = test
        let alarms = Recorded<Keyring.SealVerdict>()
        self.alarms = alarms
        roles = Roles(signIn: test.signIn, alarm: { alarms.append($0) })
    }

    /// Runs `body` over an empty register.
    static func empty(
        _ engine: TestEngine,
        _ body: (TestRoles) async throws -> Void
    ) async throws {
        try await TestPeople.with(engine) { try await body(TestRoles($0)) }
    }

    /// Runs `body` over a register with the usual staff.
    static func staffed(
        _ engine: TestEngine,
        _ body: (TestRoles, Staff) async throws -> Void
    ) async throws {
        try await empty(engine) { test in
            try await body(test, try await test.staff())
        }
    }

    /// The persons of a register.
    struct Staff: Sendable {
        let roots: [PersonID]
        let administrator: PersonID
        let head: PersonID
        /// The grant of the head.
        let headGrant: RoleGrant
    }
}

extension TestRoles {
    /// An invented person with a contact.
    static func draft(_ index: Int) throws -> PersonDraft {
        let citizen = try TestCitizen(index)
        return PersonDraft(
            number: citizen.number,
            name: citizen.name,
            birthDate: citizen.birthDate,
            contact: citizen.mobile
        )
    }

    /// The origin of a person in a session.
    static func actor(_ person: PersonID) -> AuditActor { .person(person, network: "192.0.2.1") }

    /// Credentials whose hashes are invented, so that no test waits for scrypt.
    static let credentials = PreparedCredentials(
        password: PreparedPassword(secret: [UInt8](repeating: 1, count: 48)),
        authenticator: PreparedAuthenticator(secret: [UInt8](repeating: 2, count: 20), step: 1)
    )

    func staff() async throws -> Staff {
        let grants = try await roles.bootstrap(
            Self.draft(1),
            Self.draft(2),
            contact: "office@saorg.example",
            by: Self.operatorActor,
            at: Self.now
        )
        for (index, grant) in grants.enumerated() { try await accept(grant, Self.draft(index + 1)) }
        try await addUniversity("1001")
        let administrator = try await granted(.administrator, "saorg", 3, by: grants[0].person)
        let head = try await granted(.head, "1001", 4, by: administrator.person)
        return Staff(
            roots: grants.map(\.person),
            administrator: administrator.person,
            head: head.person,
            headGrant: head
        )
    }

    func addUniversity(_ code: String) async throws {
        try await roles.addOrganisation(
            OrganisationDraft(
                code: code,
                kind: .institution,
                contact: "office@\(code).example"
            ),
            by: Self.operatorActor,
            at: Self.now
        )
    }

    /// Grants a role to an invented person, who accepts the invitation.
    func granted(
        _ role: Role,
        _ organisation: String,
        _ index: Int,
        until: Timestamp? = nil,
        by granter: PersonID
    ) async throws -> RoleGrant {
        let draft = try Self.draft(index)
        let outcome = try await roles.grant(
            GrantRequest(.invited(draft), as: role, in: organisation, until: until),
            by: Self.actor(granter),
            at: Self.now
        )
        guard case .granted(let grant) = outcome else { throw TestFailure() }
        try await accept(grant, draft)
        return grant
    }

    /// The token of the newest invitation to a grant, as its message has it.
    func token(_ grant: RoleGrant) async throws -> String {
        let messages = try await test.messages()
        let body = messages.last { $0.source == grant.id && $0.template == "invitation" }?.body
        return try #require(body?.split(separator: "/").last.map(String.init))
    }

    func accept(
        _ grant: RoleGrant,
        _ draft: PersonDraft,
        at now: Timestamp = TestRoles.now
    ) async throws {
        let token = try await token(grant)
        let open = try #require(try await roles.invitation(forToken: token, at: now))
        _ = try await roles.accept(
            open,
            number: draft.number,
            with: Self.credentials,
            network: "192.0.2.1",
            at: now
        )
    }

    /// What `db check --keys` reports.
    func problems() async throws -> [String] {
        var problems: [String] = []
        try await Accounts(database: database, keyring: test.keyring).check {
            problems.append($0)
        }
        return problems
    }
}
