import Persian
import Store
import TestDatabases
import Testing
import VerifyCore

@testable import Accounts

/// Who may grant which role (flows 5 and 11).
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
        (.saorgReviewer, "saorg", "a"),
        (.attester, "1001", "a"), (.head, "1001", "a"), (.reviewer, "1001", "h"),
        (.confirmer, "1001", "h"), (.uploader, "1001", "h"),
    ]

    @Test(arguments: TestEngine.allCases)
    func `each role is granted by its granter only`(
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
            // A person grants no role to the same person.
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
}
