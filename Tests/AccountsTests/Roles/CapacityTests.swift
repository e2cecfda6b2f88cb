import Persian
import Store
import TestDatabases
import Testing

@testable import Accounts

/// One natural person with two capacities (P14): no second role, no deputy and no second row makes one person two.
@Suite struct CapacityTests {
    private static let now = TestRoles.now

    @Test(arguments: TestEngine.allCases)
    func `P14: neither the proposer, nor a person concerned, nor their deputies confirm a change`(
        _ engine: TestEngine
    ) async throws {
        try await TestRoles.staffed(engine) { test, staff in
            let crew = try await Crew(test, staff)
            for change in try await crew.changes() {
                let proposal = try await test.roles.propose(
                    change,
                    by: TestRoles.actor(crew.proposer),
                    at: Self.now
                )
                let before = try await crew.counts()
                for person in [
                    crew.proposer, crew.deputyOfProposer, crew.subject, crew.deputyOfSubject,
                ] {
                    let refusal = await crew.refusal {
                        _ = try await test.roles.confirm(
                            proposal.id,
                            by: TestRoles.actor(person),
                            at: Self.now
                        )
                    }
                    // A blocked person does nothing at all.
                    let isBlocked = change.kind == "unblock" && person == crew.subject
                    let expected: [RolesError] =
                        isBlocked ? [.notPermitted] : [.notFound, .otherPersonRequired]
                    #expect(
                        refusal.map(expected.contains) == true,
                        "\(change.kind) by \(crew.name(person)): \(refusal.map { "\($0)" } ?? "done")"
                    )
                }
                #expect(try await crew.counts() == before, "\(change.kind)")
                // It was the person that was refused, and not the change.
                let confirmed = try await test.roles.confirm(
                    proposal.id,
                    by: TestRoles.actor(crew.other),
                    at: Self.now
                )
                #expect(confirmed.outcome == .confirmed, "\(change.kind)")
            }
            #expect(try await test.problems() == [])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `P14: no person proposes a change of oneself, whatever the roles`(
        _ engine: TestEngine
    ) async throws {
        try await TestRoles.staffed(engine) { test, staff in
            let crew = try await Crew(test, staff)
            for change in try await crew.changes()
            where !["end", "delegation"].contains(change.kind) {
                let refusal = await crew.refusal {
                    _ = try await test.roles.propose(
                        change,
                        by: TestRoles.actor(crew.subject),
                        at: Self.now
                    )
                }
                #expect(refusal == .otherPersonRequired, "\(change.kind)")
            }
            #expect(try await test.test.count("proposal") == 0)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `P14: no role is granted to oneself, nor by a deputy to the person who named the deputy`(
        _ engine: TestEngine
    ) async throws {
        try await TestRoles.staffed(engine) { test, staff in
            let crew = try await Crew(test, staff)
            var ownNumber = try TestRoles.draft(Crew.subjectIndex)
            ownNumber = PersonDraft(
                number: ownNumber.number,
                name: ownNumber.name,
                birthDate: ownNumber.birthDate,
                contact: try TestCitizen(90).mobile
            )
            let before = try await test.test.count("role_grant")
            for role in Role.allCases where role.kinds.contains(.unit) {
                for candidate in [.person(crew.subject), .invited(ownNumber)]
                    as [GrantRequest.Candidate]
                {
                    for person in [crew.subject, crew.deputyOfSubject] {
                        let refusal = await crew.refusal {
                            _ = try await test.roles.grant(
                                GrantRequest(candidate, as: role, in: "saorg"),
                                by: TestRoles.actor(person),
                                at: Self.now
                            )
                        }
                        #expect(refusal == .otherPersonRequired, "\(role) by \(crew.name(person))")
                    }
                }
            }
            #expect(try await test.test.count("role_grant") == before)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `P14: a second row with the number of a person is that person`(
        _ engine: TestEngine
    ) async throws {
        try await TestRoles.staffed(engine) { test, staff in
            let crew = try await Crew(test, staff)
            let citizen = try TestCitizen(Crew.subjectIndex)
            let claim = try await test.test.claim(citizen, with: try TestCitizen(91).mobile)
            let second = claim.session.person
            #expect(second != crew.subject)
            let own: [ProposedChange] = [
                .attest(Crew.attestation(of: second, citizen, at: try TestCitizen(91).mobile)),
                .attest(
                    Crew.attestation(
                        of: second,
                        try TestCitizen(92),
                        at: try TestCitizen(91).mobile
                    )
                ),
                .block(second, reason: "test"),
                .join(second, into: crew.other),
            ]
            for change in own {
                let refusal = await crew.refusal {
                    _ = try await test.roles.propose(
                        change,
                        by: TestRoles.actor(crew.subject),
                        at: Self.now
                    )
                }
                #expect(refusal == .otherPersonRequired, "\(change.kind)")
            }
            let proposal = try await test.roles.propose(
                own[0],
                by: TestRoles.actor(crew.other),
                at: Self.now
            )
            for person in [crew.subject, crew.deputyOfSubject] {
                let refusal = await crew.refusal {
                    _ = try await test.roles.confirm(
                        proposal.id,
                        by: TestRoles.actor(person),
                        at: Self.now
                    )
                }
                #expect(refusal == .notFound, "\(crew.name(person))")
            }
            #expect(try await test.test.people.person(second)?.level == .claimed)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `P14: no person is the own deputy, nor a deputy who is named by the deputy`(
        _ engine: TestEngine
    ) async throws {
        try await TestRoles.staffed(engine) { test, staff in
            let crew = try await Crew(test, staff)
            let before = try await test.test.count("delegation")
            func refusal(
                of delegator: PersonID,
                to deputy: PersonID,
                by maker: PersonID
            ) async -> RolesError? {
                await crew.refusal {
                    _ = try await test.roles.delegate(
                        Crew.delegation(of: delegator, to: deputy, .administrator, from: 40),
                        by: TestRoles.actor(maker),
                        at: Self.now
                    )
                }
            }
            #expect(
                await refusal(of: crew.subject, to: crew.subject, by: crew.subject)
                    == .otherPersonRequired
            )
            #expect(
                await refusal(of: crew.subject, to: crew.other, by: crew.deputyOfSubject)
                    == .notPermitted
            )
            #expect(
                await refusal(of: crew.subject, to: crew.other, by: crew.other) == .notPermitted
            )
            #expect(try await test.test.count("delegation") == before)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `P15: an API key, a visitor and the worker propose, confirm and grant nothing`(
        _ engine: TestEngine
    ) async throws {
        try await TestRoles.staffed(engine) { test, staff in
            let crew = try await Crew(test, staff)
            let (roles, now) = (test.roles, Self.now)
            let open = try await roles.propose(
                .block(crew.subject, reason: "test"),
                by: TestRoles.actor(crew.proposer),
                at: now
            )
            for actor in [
                AuditActor.apiKey("1", network: ""), .visitor(network: ""), .system("worker"),
            ] {
                for change in try await crew.changes() {
                    let refusal = await crew.refusal {
                        _ = try await roles.propose(change, by: actor, at: now)
                    }
                    #expect(refusal == .personRequired, "\(change.kind) by \(actor.name)")
                }
                #expect(
                    await crew.refusal { _ = try await roles.confirm(open.id, by: actor, at: now) }
                        == .personRequired
                )
                let request = GrantRequest(.person(crew.other), as: .auditor, in: "saorg")
                #expect(
                    await crew.refusal { _ = try await roles.grant(request, by: actor, at: now) }
                        == .personRequired
                )
            }
            #expect(try await test.test.count("proposal") == 1)
        }
    }
}

/// Three persons with every role of SAORG that decides, and the deputies of two of them.
private struct Crew {
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
