import Persian
import Store
import TestDatabases
import Testing

@testable import Accounts

/// Changes that take two persons (flows 3, 8, 11).
@Suite struct ProposalTests {
    private static let now = TestRoles.now
    private static let op = TestRoles.operatorActor

    @Test(arguments: TestEngine.allCases)
    func `what the command line grants, ends and blocks waits for a person`(
        _ engine: TestEngine
    ) async throws {
        try await TestRoles.staffed(engine) { test, staff in
            let (roles, now) = (test.roles, Self.now)
            let draft = try TestRoles.draft(10)
            guard
                case .proposed(let grant) = try await roles.grant(
                    GrantRequest(.invited(draft), as: .graduatesOffice, in: "saorg"),
                    by: Self.op,
                    at: now
                )
            else { throw TestFailure() }
            #expect(try await roles.grants(as: .graduatesOffice).isEmpty)
            await #expect(throws: RolesError.notFound) {
                try await roles.confirm(grant.id, by: TestRoles.actor(staff.head), at: now)
            }
            await #expect(throws: RolesError.personRequired) {
                try await roles.confirm(grant.id, by: Self.op, at: now)
            }
            let admin = TestRoles.actor(staff.administrator)
            #expect(try await roles.confirm(grant.id, by: admin, at: now).outcome == .confirmed)
            await #expect(throws: RolesError.ended) {
                try await roles.confirm(grant.id, by: admin, at: now)
            }
            let made = try #require(try await roles.grants(as: .graduatesOffice).first)
            #expect(made.grantedBy == staff.administrator)
            guard
                case .proposed(let end) = try await roles.end(grant: made.id, by: Self.op, at: now)
            else { throw TestFailure() }
            _ = try await roles.reject(end.id, by: admin, at: now)
            #expect(try await roles.grant(made.id)?.endedAt == nil)
            guard
                case .proposed(let block) = try await roles.block(
                    made.person,
                    because: "test",
                    by: Self.op,
                    at: now
                )
            else { throw TestFailure() }
            let late = now.adding(seconds: Proposal.seconds)
            await #expect(throws: RolesError.ended) {
                try await roles.confirm(block.id, by: admin, at: late)
            }
            _ = try await roles.confirm(block.id, by: admin, at: now)
            #expect(try await test.test.people.person(made.person)?.blockedAt == now)
            #expect(try await test.problems().isEmpty)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `2,600 heads are proposed from a list in parts, and a part is one confirmation`(
        _ engine: TestEngine
    ) async throws {
        try await TestRoles.staffed(engine) { test, staff in
            let (roles, now) = (test.roles, Self.now)
            let requests = try (0..<2_600).map { index in
                GrantRequest(
                    .invited(try TestRoles.draft(1_000 + index)),
                    as: .head,
                    in: index == 7 ? "9999" : "1001"
                )
            }
            let (proposals, refused) = try await roles.propose(requests, by: Self.op, at: now)
            #expect(proposals.count == 26)
            #expect(refused.map(\.place) == [7])
            #expect(refused.map(\.reason) == [.noSuchOrganisation("9999")])
            _ = try await roles.confirm(
                proposals[0].id,
                by: TestRoles.actor(staff.administrator),
                at: now
            )
            #expect(try await roles.grants(in: "1001").count == 101)
            #expect(try await roles.invitations(in: "1001", at: now).count == 100)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a reset takes two persons and sends the invitation to the person alone`(
        _ engine: TestEngine
    ) async throws {
        try await TestRoles.staffed(engine) { test, staff in
            let (roles, now) = (test.roles, Self.now)
            let reviewer = try await test.granted(.reviewer, "1001", 10, by: staff.head)
            let proposal = try await roles.propose(
                .reset(reviewer.person, reason: "new phone"),
                by: TestRoles.actor(staff.head),
                at: now
            )
            await #expect(throws: RolesError.otherPersonRequired) {
                try await roles.confirm(proposal.id, by: TestRoles.actor(staff.head), at: now)
            }
            _ = try await roles.confirm(
                proposal.id,
                by: TestRoles.actor(staff.administrator),
                at: now
            )
            let message = try #require(
                try await test.test.messages().last { $0.template == "invitation" }
            )
            #expect(message.recipient == (try TestCitizen(10).mobile.text))
            let told = try await test.test.messages(
                to: "office@1001.example",
                "organisation-reset"
            )
            #expect(told.count == 1)
            try await test.accept(reviewer, TestRoles.draft(10))
            // New credentials read immediately, and grant and approve after a day.
            let standing = try await test.database.read { connection in
                try test.test.signIn.standing(of: reviewer.person, at: now, in: connection)
            }
            #expect(standing.isInQuarantine)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `two persons of SAORG join duplicates, whose numbers then belong to one person`(
        _ engine: TestEngine
    ) async throws {
        try await TestRoles.staffed(engine) { test, staff in
            let (roles, now) = (test.roles, Self.now)
            let office = try await test.granted(
                .graduatesOffice,
                "saorg",
                10,
                by: staff.administrator
            )
            let kept = try await test.test.registered(try TestCitizen(11)).session.person
            let former = try await test.test.registered(
                try TestCitizen(12),
                from: .test("198.51.100.1")
            ).session
            let proposal = try await roles.propose(
                .join(former.person, into: kept),
                by: TestRoles.actor(office.person),
                at: now
            )
            _ = try await roles.confirm(
                proposal.id,
                by: TestRoles.actor(staff.administrator),
                at: now
            )
            let person = try #require(try await test.test.people.person(kept))
            #expect(person.numbers.filter(\.isProven).count == 2)
            let joined = try #require(try await test.test.people.person(former.person))
            #expect(joined.joinedInto == kept)
            #expect(!joined.maySignIn)
        }
    }
}
