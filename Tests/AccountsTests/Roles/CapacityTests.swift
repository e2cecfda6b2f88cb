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
