import Persian
import Store
import Testing

@testable import Accounts

/// Three persons with every role of SAORG that decides, and the deputies of two of them.
struct Crew {
    static let subjectIndex = 22
    private static let roles: [Role] = [.root, .administrator, .graduatesOffice, .attester]

    let test: TestRoles
    /// Proposes every change.
    let proposer: PersonID
    /// Every change is about this person.
    let subject: PersonID
    /// Has the same roles, and nothing to do with the changes.
    let other: PersonID
    let deputyOfProposer: PersonID
    let deputyOfSubject: PersonID
    private let endingGrant: String
    private let citizen: PersonID

    init(_ test: TestRoles, _ staff: TestRoles.Staff) async throws {
        self.test = test
        var members: [PersonID] = []
        var ending = ""
        for index in 20...22 {
            let person = try await test.granted(.root, "saorg", index, by: staff.roots[0]).person
            for role in Self.roles.dropFirst() + [.helpDesk] {
                let granter = role == .administrator ? staff.roots[0] : staff.administrator
                let outcome = try await test.roles.grant(
                    GrantRequest(.person(person), as: role, in: "saorg"),
                    by: TestRoles.actor(granter),
                    at: TestRoles.now
                )
                guard case .granted(let grant) = outcome else { throw TestFailure() }
                if index == Self.subjectIndex, role == .helpDesk { ending = grant.id }
            }
            members.append(person)
        }
        (other, proposer, subject) = (members[0], members[1], members[2])
        endingGrant = ending
        var deputies: [PersonID] = []
        for (place, delegator) in [proposer, subject].enumerated() {
            let deputy = try await test.granted(
                .helpDesk,
                "saorg",
                30 + place,
                by: staff.administrator
            )
            for role in Self.roles {
                _ = try await test.roles.delegate(
                    Self.delegation(of: delegator, to: deputy.person, role, from: 0),
                    by: TestRoles.actor(delegator),
                    at: TestRoles.now
                )
            }
            deputies.append(deputy.person)
        }
        (deputyOfProposer, deputyOfSubject) = (deputies[0], deputies[1])
        let citizen = try TestCitizen(40)
        self.citizen = try await test.test.claim(citizen, with: citizen.mobile).session.person
    }

    static func delegation(
        of delegator: PersonID,
        to deputy: PersonID,
        _ role: Role,
        from day: Int64
    ) -> DelegationRequest {
        let from = TestRoles.now.adding(seconds: day * 86_400)
        return DelegationRequest(
            of: delegator,
            to: deputy,
            role: role,
            in: "saorg",
            from: from,
            until: from.adding(seconds: 10 * 86_400)
        )
    }

    static func attestation(
        of person: PersonID,
        _ citizen: TestCitizen,
        at contact: Contact
    ) -> Attestation {
        Attestation(
            person: person,
            owner: nil,
            number: citizen.number,
            name: citizen.name,
            birthDate: citizen.birthDate,
            contact: contact,
            document: "identity card",
            organisation: "saorg"
        )
    }

    /// Every kind of change about the subject; the last ones leave the subject without roles.
    func changes() async throws -> [ProposedChange] {
        let own = try TestCitizen(Self.subjectIndex)
        let invited = GrantRequest(
            .invited(try TestRoles.draft(Self.subjectIndex)),
            as: .custodian,
            in: "saorg"
        )
        let known = GrantRequest(.person(subject), as: .auditor, in: "saorg")
        let new = GrantRequest(.invited(try TestRoles.draft(41)), as: .helpDesk, in: "saorg")
        return [
            .grant(known),
            .grant(invited),
            .delegation(Self.delegation(of: proposer, to: subject, .administrator, from: 40)),
            .attest(Self.attestation(of: subject, own, at: own.mobile)),
            .grants([new, GrantRequest(.person(subject), as: .attester, in: "1001")]),
            .end(grant: endingGrant, reason: "test"),
            .block(subject, reason: "test"),
            .unblock(subject, reason: "test"),
            .join(citizen, into: subject),
            .reset(subject, reason: "test"),
        ]
    }

    /// The rows that a change would change.
    func counts() async throws -> [Int64] {
        try await test.database.read { connection in
            let queries: [SQL] = [
                "SELECT count(*) FROM role_grant",
                "SELECT count(*) FROM role_grant WHERE ended_at IS NOT NULL",
                "SELECT count(*) FROM person WHERE blocked_at IS NOT NULL",
                "SELECT count(*) FROM person WHERE level = 1",
                "SELECT count(*) FROM person WHERE joined_into IS NOT NULL",
                "SELECT count(*) FROM delegation",
                "SELECT count(*) FROM credential WHERE revoked_at IS NOT NULL",
                "SELECT count(*) FROM proposal WHERE outcome IS NOT NULL",
            ]
            return try queries.map { query in try connection.first(query) { try $0.int(0) } ?? -1 }
        }
    }

    func name(_ person: PersonID) -> String {
        switch person {
        case proposer: "the proposer"
        case subject: "the subject"
        case deputyOfProposer: "the deputy of the proposer"
        case deputyOfSubject: "the deputy of the subject"
        default: "another person"
        }
    }

    /// Returns why a change was refused; nil when it was made.
    func refusal(_ change: () async throws -> Void) async -> RolesError? {
        do {
            try await change()
            return nil
        } catch let error as RolesError {
            return error
        } catch {
            Issue.record("\(error)")
            return nil
        }
    }
}
