import Persian
import Store
import TestDatabases
import Testing
import VerifyCore

@testable import Accounts

/// What ends with a role (flow 9; P11, P13, P22).
@Suite struct LeavingTests {
    private static let now = TestRoles.now

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
