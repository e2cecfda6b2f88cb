import Persian
import Store
import TestDatabases
import Testing
import VerifyCore

@testable import Accounts

/// Invitations (flow 5; P20).
@Suite struct InvitationTests {
    private static let now = TestRoles.now

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
}
