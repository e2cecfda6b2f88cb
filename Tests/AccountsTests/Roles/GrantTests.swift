import Persian
import Store
import TestDatabases
import Testing
import VerifyCore

@testable import Accounts

/// Who may grant which role, and what ends with it (flows 5, 9, 11; P13, P20, P22).
@Suite struct GrantTests {
    private static let now = TestRoles.now

    @Test(arguments: TestEngine.allCases)
    func `the first administrators are two persons, and a register is founded once`(
        _ engine: TestEngine
    ) async throws {
        try await TestRoles.empty(engine) { test in
            let op = TestRoles.operatorActor
            await #expect(throws: RolesError.samePerson) {
                try await test.roles.bootstrap(
                    TestRoles.draft(1),
                    TestRoles.draft(1),
                    contact: "office@saorg.example",
                    by: op,
                    at: Self.now
                )
            }
            await #expect(throws: RolesError.personRequired) {
                try await test.roles.bootstrap(
                    TestRoles.draft(1),
                    TestRoles.draft(2),
                    contact: "office@saorg.example",
                    by: TestRoles.actor(PersonID()),
                    at: Self.now
                )
            }
            _ = try await test.staff()
            #expect(try await test.roles.usableRootAdministrators(at: Self.now) == 2)
            await #expect(throws: RolesError.rootAdministratorsExist) {
                try await test.roles.bootstrap(
                    TestRoles.draft(8),
                    TestRoles.draft(9),
                    contact: "office@saorg.example",
                    by: op,
                    at: Self.now
                )
            }
            #expect(try await test.problems().isEmpty)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `break-glass begins after a day, and every administrator learns of it`(
        _ engine: TestEngine
    ) async throws {
        try await TestRoles.staffed(engine) { test, _ in
            let draft = try TestRoles.draft(20)
            let grant = try await test.roles.bootstrapAgain(
                draft,
                by: TestRoles.operatorActor,
                at: Self.now
            )
            try await test.accept(grant, draft)
            #expect(try await test.roles.usableRootAdministrators(at: Self.now) == 2)
            let later = Self.now.adding(seconds: 86_400)
            #expect(try await test.roles.usableRootAdministrators(at: later) == 3)
            let messages = try await test.test.messages().filter { $0.template == "break-glass" }
            #expect(messages.count == 3)
        }
    }

    /// Each role, an organisation in which it exists, and who grants it: r(oot), a(dministrator), h(ead).
    private static let rules: [(Role, String, String)] = [
        (.root, "saorg", "r"), (.administrator, "saorg", "r"), (.auditor, "saorg", "r"),
        (.custodian, "saorg", "r"), (.graduatesOffice, "saorg", "a"), (.helpDesk, "saorg", "a"),
        (.attester, "1001", "a"), (.head, "1001", "a"), (.reviewer, "1001", "h"),
        (.confirmer, "1001", "h"), (.uploader, "1001", "h"),
    ]

    @Test(arguments: TestEngine.allCases)
    func `each role is granted by its granter, and by no one else`(
        _ engine: TestEngine
    ) async throws {
        try await TestRoles.staffed(engine) { test, staff in
            let persons = ["r": staff.roots[0], "a": staff.administrator, "h": staff.head]
            #expect(Set(Self.rules.map(\.0)).union([.accessOfficer]) == Set(Role.allCases))
            var index = 100
            for (role, organisation, granter) in Self.rules {
                for (word, person) in persons {
                    index += 1
                    let request = GrantRequest(
                        .invited(try TestRoles.draft(index)),
                        as: role,
                        in: organisation
                    )
                    func grant() async throws -> GrantOutcome {
                        try await test.roles.grant(
                            request,
                            by: TestRoles.actor(person),
                            at: Self.now
                        )
                    }
                    if word == granter {
                        guard case .granted(let grant) = try await grant() else {
                            Issue.record("\(role) was not granted")
                            continue
                        }
                        #expect(grant.grantedBy == person)
                    } else {
                        await #expect(throws: RolesError.notPermitted, "\(role) by \(word)") {
                            try await grant()
                        }
                    }
                }
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a head grants nothing in another university, and no role where it does not exist`(
        _ engine: TestEngine
    ) async throws {
        try await TestRoles.staffed(engine) { test, staff in
            try await test.addUniversity("1002")
            let candidate = GrantRequest.Candidate.invited(try TestRoles.draft(30))
            await #expect(throws: RolesError.notPermitted) {
                try await test.roles.grant(
                    GrantRequest(candidate, as: .reviewer, in: "1002"),
                    by: TestRoles.actor(staff.head),
                    at: Self.now
                )
            }
            await #expect(throws: RolesError.roleDoesNotFit(.reviewer, .unit)) {
                try await test.roles.grant(
                    GrantRequest(candidate, as: .reviewer, in: "saorg"),
                    by: TestRoles.actor(staff.administrator),
                    at: Self.now
                )
            }
            // Nobody grants a role to themselves.
            await #expect(throws: RolesError.otherPersonRequired) {
                try await test.roles.grant(
                    GrantRequest(.person(staff.head), as: .reviewer, in: "1001"),
                    by: TestRoles.actor(staff.head),
                    at: Self.now
                )
            }
            await #expect(throws: RolesError.roleHeld) {
                try await test.roles.grant(
                    GrantRequest(.person(staff.head), as: .head, in: "1001"),
                    by: TestRoles.actor(staff.administrator),
                    at: Self.now
                )
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an access officer needs the head's proposal and SAORG's approval`(
        _ engine: TestEngine
    ) async throws {
        try await TestRoles.staffed(engine) { test, staff in
            let request = GrantRequest(
                .invited(try TestRoles.draft(40)),
                as: .accessOfficer,
                in: "1001"
            )
            guard
                case .proposed(let proposal) = try await test.roles.grant(
                    request,
                    by: TestRoles.actor(staff.head),
                    at: Self.now
                )
            else { throw TestFailure() }
            await #expect(throws: RolesError.otherPersonRequired) {
                try await test.roles.confirm(
                    proposal.id,
                    by: TestRoles.actor(staff.head),
                    at: Self.now
                )
            }
            let waiting = try await test.roles.proposals(
                waitingFor: staff.administrator,
                at: Self.now
            )
            #expect(waiting.map(\.id) == [proposal.id])
            _ = try await test.roles.confirm(
                proposal.id,
                by: TestRoles.actor(staff.administrator),
                at: Self.now
            )
            let grants = try await test.roles.grants(in: "1001")
            #expect(grants.first { $0.role == .accessOfficer }?.grantedBy == staff.administrator)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `P20: an invitation is used once, within 72 hours, by the person whose number it names`(
        _ engine: TestEngine
    ) async throws {
        try await TestRoles.staffed(engine) { test, staff in
            let draft = try TestRoles.draft(50)
            guard
                case .granted(let grant) = try await test.roles.grant(
                    GrantRequest(.invited(draft), as: .reviewer, in: "1001"),
                    by: TestRoles.actor(staff.head),
                    at: Self.now
                )
            else { throw TestFailure() }
            let token = try await test.token(grant)
            let open = try #require(
                try await test.roles.invitation(forToken: token, at: Self.now)
            )
            let end = Self.now.adding(seconds: Invitation.seconds)
            #expect(try await test.roles.invitation(forToken: token, at: end) == nil)
            #expect(try await test.roles.invitation(forToken: "", at: Self.now) == nil)
            let other = try TestRoles.draft(51)
            await #expect(throws: RolesError.noSuchPerson) {
                try await test.roles.accept(
                    open,
                    number: other.number,
                    with: TestRoles.credentials,
                    network: "",
                    at: Self.now
                )
            }
            try await test.accept(grant, draft)
            #expect(try await test.roles.invitation(forToken: token, at: Self.now) == nil)
            await #expect(throws: RolesError.invitationUsed) {
                try await test.roles.accept(
                    open,
                    number: draft.number,
                    with: TestRoles.credentials,
                    network: "",
                    at: Self.now
                )
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `P20: two browsers accept the same invitation at the same time, and one succeeds`(
        _ engine: TestEngine
    ) async throws {
        try await TestRoles.staffed(engine) { test, staff in
            let draft = try TestRoles.draft(52)
            guard
                case .granted(let grant) = try await test.roles.grant(
                    GrantRequest(.invited(draft), as: .reviewer, in: "1001"),
                    by: TestRoles.actor(staff.head),
                    at: Self.now
                )
            else { throw TestFailure() }
            let token = try await test.token(grant)
            let open = try #require(
                try await test.roles.invitation(forToken: token, at: Self.now)
            )
            let done = await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        let accepted = try? await test.roles.accept(
                            open,
                            number: draft.number,
                            with: TestRoles.credentials,
                            network: "",
                            at: Self.now
                        )
                        return accepted != nil
                    }
                }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(done == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `the end of a role ends sessions, API keys, invitations and delegations with it`(
        _ engine: TestEngine
    ) async throws {
        try await TestRoles.staffed(engine) { test, staff in
            let (roles, now) = (test.roles, Self.now)
            let reviewer = try await test.granted(.reviewer, "1001", 60, by: staff.head)
            let until = now.adding(seconds: 86_400)
            _ = try await roles.delegate(
                DelegationRequest(
                    of: staff.head,
                    to: reviewer.person,
                    role: .head,
                    in: "1001",
                    from: now,
                    until: until
                ),
                by: TestRoles.actor(staff.head),
                at: now
            )
            let accounts = Accounts(database: test.database, keyring: test.test.keyring)
            let (_, secret) = try await accounts.createKey(
                organisation: "University",
                scope: .institution,
                institution: "1001",
                grant: staff.headGrant.id,
                at: now
            )
            let session = try await test.database.write { connection in
                try test.test.signIn.beginSession(
                    of: staff.head,
                    .staff,
                    from: .test(),
                    at: now,
                    in: connection
                )
            }
            #expect(try await roles.authority(of: reviewer.person, at: now).has(.head))
            #expect(try await accounts.account(forKey: secret, at: now) != nil)
            _ = try await roles.end(
                grant: staff.headGrant.id,
                by: TestRoles.actor(staff.administrator),
                at: now
            )
            #expect(try await roles.authority(of: staff.head, at: now).capacities.isEmpty)
            #expect(try await !roles.authority(of: reviewer.person, at: now).has(.head))
            #expect(try await accounts.account(forKey: secret, at: now) == nil)
            let ended = try await test.test.signIn.session(forSecret: session.secret, at: now)
            #expect(ended == nil)
            #expect(try await roles.delegations(in: "1001", at: now).isEmpty)
            await #expect(throws: RolesError.ended) {
                try await roles.end(
                    grant: staff.headGrant.id,
                    by: TestRoles.actor(staff.administrator),
                    at: now
                )
            }
            #expect(try await test.problems().isEmpty)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `P13: a role that ended a moment ago grants nothing`(_ engine: TestEngine) async throws {
        try await TestRoles.staffed(engine) { test, staff in
            let (roles, now) = (test.roles, Self.now)
            #expect(try await roles.authority(of: staff.head, at: now).has(.head, in: "1001"))
            _ = try await roles.end(
                grant: staff.headGrant.id,
                by: TestRoles.actor(staff.administrator),
                at: now
            )
            let before = try await test.test.count("role_grant")
            await #expect(throws: RolesError.notPermitted) {
                try await roles.grant(
                    GrantRequest(.invited(try TestRoles.draft(70)), as: .reviewer, in: "1001"),
                    by: TestRoles.actor(staff.head),
                    at: now
                )
            }
            #expect(try await test.test.count("role_grant") == before)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `P22: two usable root administrators are left on every date`(
        _ engine: TestEngine
    ) async throws {
        try await TestRoles.staffed(engine) { test, staff in
            let (roles, now) = (test.roles, Self.now)
            let grant = try #require(try await roles.grants(of: staff.roots[1]).first)
            await #expect(throws: RolesError.lastRootAdministrator) {
                try await roles.end(grant: grant.id, by: TestRoles.actor(staff.roots[0]), at: now)
            }
            await #expect(throws: RolesError.lastRootAdministrator) {
                try await roles.block(
                    staff.roots[1],
                    because: "test",
                    by: TestRoles.actor(staff.roots[0]),
                    at: now
                )
            }
            // A role with an end would lower the number on a later day.
            await #expect(throws: RolesError.period) {
                try await roles.grant(
                    GrantRequest(
                        .invited(try TestRoles.draft(80)),
                        as: .root,
                        in: "saorg",
                        until: now.adding(seconds: 86_400)
                    ),
                    by: TestRoles.actor(staff.roots[0]),
                    at: now
                )
            }
            let third = try await test.granted(.root, "saorg", 81, by: staff.roots[0])
            let ends = await withTaskGroup(of: Bool.self) { group in
                for (id, person) in [(grant.id, staff.roots[0]), (third.id, staff.roots[0])] {
                    group.addTask {
                        let ended = try? await roles.end(
                            grant: id,
                            by: TestRoles.actor(person),
                            at: now
                        )
                        return ended != nil
                    }
                }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(ends == 1)
            #expect(try await roles.usableRootAdministrators(at: now) == 2)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `roles and delegations whose period is over are ended by the worker`(
        _ engine: TestEngine
    ) async throws {
        try await TestRoles.staffed(engine) { test, staff in
            let (roles, now) = (test.roles, Self.now)
            let until = now.adding(seconds: 3_600)
            let grant = try await test.granted(.reviewer, "1001", 90, until: until, by: staff.head)
            #expect(try await roles.endExpired(at: until.adding(seconds: -1)) == 0)
            #expect(try await !roles.authority(of: grant.person, at: until).has(.reviewer))
            #expect(try await roles.endExpired(at: until) == 1)
            #expect(try await roles.endExpired(at: until) == 0)
            #expect(try await roles.grant(grant.id)?.endedAt == until)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func
        `P11: a grant that was edited or inserted by SQL gives no right, raises the alarm and is reported`(
            _ engine: TestEngine
        ) async throws
    {
        try await TestRoles.staffed(engine) { test, staff in
            let (roles, now) = (test.roles, Self.now)
            try await test.database.write { connection in
                try connection.execute(
                    """
                    INSERT INTO role_grant (
                        id, person, role, organisation, from_at, until_at, granted_by, ended_at, seal
                    )
                    SELECT
                        'planted', person, 'root', 'saorg', from_at, until_at, granted_by, ended_at,
                        seal
                    FROM role_grant
                    WHERE id = \(staff.headGrant.id)
                    """
                )
            }
            #expect(try await !roles.authority(of: staff.head, at: now).has(.root))
            #expect(test.alarms.values == [.broken])
            #expect(
                try await test.problems() == [
                    "role grant planted: the row does not match its seal"
                ]
            )
        }
    }
}
