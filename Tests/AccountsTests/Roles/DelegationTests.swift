import Persian
import Store
import TestDatabases
import Testing

@testable import Accounts

/// Deputies (flow 10; P14, P21).
@Suite struct DelegationTests {
    private static let now = TestRoles.now
    private static let day: Int64 = 86_400

    private func request(
        _ delegator: PersonID,
        _ deputy: PersonID,
        _ role: Role,
        days: Int64 = 10,
        from start: Int64 = 0
    ) -> DelegationRequest {
        let from = Self.now.adding(seconds: start * Self.day)
        return DelegationRequest(
            of: delegator,
            to: deputy,
            role: role,
            in: "1001",
            from: from,
            until: from.adding(seconds: days * Self.day)
        )
    }

    @Test(arguments: TestEngine.allCases)
    func `the deputy of a blocked person acts no longer`(_ engine: TestEngine) async throws {
        try await TestRoles.staffed(engine) { test, staff in
            let deputy = try await test.granted(.reviewer, "1001", 10, by: staff.head).person
            _ = try await test.roles.delegate(
                request(staff.head, deputy, .head),
                by: TestRoles.actor(staff.head),
                at: Self.now
            )
            let during = Self.now.adding(seconds: Self.day)
            #expect(try await test.roles.authority(of: deputy, at: during).has(.head))
            try await test.database.write { connection in
                try test.test.signIn.block(staff.head, at: during, in: connection)
            }
            let authority = try await test.roles.authority(of: deputy, at: during)
            #expect(!authority.has(.head))
            #expect(authority.has(.reviewer))
            await #expect(throws: RolesError.notPermitted) {
                try await test.roles.grant(
                    GrantRequest(.invited(try TestRoles.draft(11)), as: .uploader, in: "1001"),
                    by: TestRoles.actor(deputy),
                    at: during
                )
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a deputy has the role for the period, and both persons are in the trail`(
        _ engine: TestEngine
    ) async throws {
        try await TestRoles.staffed(engine) { test, staff in
            let (roles, now) = (test.roles, Self.now)
            let deputy = try await test.granted(.reviewer, "1001", 10, by: staff.head).person
            let outcome = try await roles.delegate(
                request(staff.head, deputy, .head, from: 1),
                by: TestRoles.actor(staff.head),
                at: now
            )
            guard case .delegated(let delegation) = outcome else { throw TestFailure() }
            #expect(try await !roles.authority(of: deputy, at: now).has(.head))
            let during = now.adding(seconds: 2 * Self.day)
            let capacity = try await roles.authority(of: deputy, at: during).capacity(.head)
            #expect(capacity?.behalfOf == staff.head)
            #expect(try await !roles.authority(of: deputy, at: delegation.until).has(.head))
            // The deputy grants in the place of the head, except to the head.
            _ = try await roles.grant(
                GrantRequest(.invited(try TestRoles.draft(11)), as: .uploader, in: "1001"),
                by: TestRoles.actor(deputy),
                at: during
            )
            await #expect(throws: RolesError.otherPersonRequired) {
                try await roles.grant(
                    GrantRequest(.person(staff.head), as: .uploader, in: "1001"),
                    by: TestRoles.actor(deputy),
                    at: during
                )
            }
            let trail = AuditTrail(database: test.database, keyring: test.test.keyring)
            let page = try await trail.search(AuditQuery(actor: "person:\(deputy)"))
            let granted = try #require(page.entries.first { $0.action == "granted" })
            #expect(granted.behalfOf == staff.head.description)
            let named = try await trail.search(
                AuditQuery(object: AuditObject(.delegation, delegation.id))
            )
            #expect(named.entries.first?.detail.contains(deputy.description) == true)
            #expect(named.entries.first?.detail.contains(staff.head.description) == true)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `P21: a deputy has no deputy, in either order`(_ engine: TestEngine) async throws {
        try await TestRoles.staffed(engine) { test, staff in
            let (roles, now) = (test.roles, Self.now)
            let one = try await test.granted(.reviewer, "1001", 10, by: staff.head).person
            let two = try await test.granted(.reviewer, "1001", 11, by: staff.head).person
            _ = try await roles.delegate(
                request(staff.head, one, .head),
                by: TestRoles.actor(staff.head),
                at: now
            )
            for (from, to) in [(one, two), (one, staff.head), (two, staff.head)] {
                await #expect(throws: RolesError.delegationChain) {
                    try await roles.delegate(
                        request(from, to, .reviewer, from: 5),
                        by: TestRoles.actor(from),
                        at: now
                    )
                }
            }
            // Afterwards it is no chain.
            _ = try await roles.delegate(
                request(one, two, .reviewer, from: 10),
                by: TestRoles.actor(one),
                at: now
            )
            // The deputy does not delegate the role of the other person.
            await #expect(throws: RolesError.notPermitted) {
                try await roles.delegate(
                    request(one, two, .head, from: 5),
                    by: TestRoles.actor(one),
                    at: now
                )
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `what a delegation must not be`(_ engine: TestEngine) async throws {
        try await TestRoles.staffed(engine) { test, staff in
            let (roles, now) = (test.roles, Self.now)
            let deputy = try await test.granted(.reviewer, "1001", 10, by: staff.head).person
            func refused(
                _ request: DelegationRequest,
                by person: PersonID? = nil
            ) async -> RolesError? {
                do {
                    _ = try await roles.delegate(
                        request,
                        by: TestRoles.actor(person ?? request.delegator),
                        at: now
                    )
                    return nil
                } catch {
                    return error as? RolesError
                }
            }
            let head = staff.head
            #expect(await refused(request(head, deputy, .head, days: 91)) == .delegationTooLong)
            #expect(await refused(request(head, deputy, .head, days: 0)) == .period)
            #expect(await refused(request(head, deputy, .head, days: 5, from: -5)) == .period)
            #expect(await refused(request(head, head, .head)) == .otherPersonRequired)
            #expect(
                await refused(request(head, staff.administrator, .head)) == .deputyWithoutRole
            )
            #expect(await refused(request(head, deputy, .reviewer)) == .notPermitted)
            #expect(await refused(request(head, deputy, .head), by: deputy) == .notPermitted)
            #expect(await refused(request(head, deputy, .head, days: 90)) == nil)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `more than 120 days a year need SAORG's approval`(_ engine: TestEngine) async throws {
        try await TestRoles.staffed(engine) { test, staff in
            let (roles, now) = (test.roles, Self.now)
            let deputy = try await test.granted(.reviewer, "1001", 10, by: staff.head).person
            let head = TestRoles.actor(staff.head)
            _ = try await roles.delegate(
                request(staff.head, deputy, .head, days: 90),
                by: head,
                at: now
            )
            let more = request(staff.head, deputy, .head, days: 31, from: 100)
            guard case .proposed(let proposal) = try await roles.delegate(more, by: head, at: now)
            else { throw TestFailure() }
            let during = now.adding(seconds: 101 * Self.day)
            #expect(try await !roles.authority(of: deputy, at: during).has(.head))
            _ = try await roles.confirm(
                proposal.id,
                by: TestRoles.actor(staff.administrator),
                at: now
            )
            #expect(try await roles.authority(of: deputy, at: during).has(.head))
        }
    }
}
