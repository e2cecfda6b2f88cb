import Persian
import Store
import TestDatabases
import Testing

@testable import Accounts

/// Identities that two attesters prove in presence (flow 3).
@Suite struct AttestationTests {
    private static let now = TestRoles.now

    /// A register with two attesters of one university and one of another, and a citizen who has registered.
    struct Place {
        let test: TestRoles
        let staff: TestRoles.Staff
        let first: PersonID
        let second: PersonID
        let elsewhere: PersonID
        let citizen: TestCitizen
        let person: PersonID

        /// The draft of the document, which the citizen shows.
        func draft(
            _ name: PersonName? = nil,
            contact: Contact? = nil
        ) -> PersonDraft {
            PersonDraft(
                number: citizen.number,
                name: name ?? citizen.name,
                birthDate: citizen.birthDate,
                contact: contact ?? citizen.mobile
            )
        }

        func open(
            _ draft: PersonDraft,
            by attester: PersonID? = nil
        ) async throws -> AttestationOutcome {
            try await test.roles.attest(
                draft,
                document: "passport P0123456",
                in: "1001",
                by: TestRoles.actor(attester ?? first),
                at: now
            )
        }

        func proposed(_ draft: PersonDraft) async throws -> Proposal {
            guard case .proposed(let proposal) = try await open(draft) else { throw TestFailure() }
            return proposal
        }

        func confirm(_ proposal: Proposal, by attester: PersonID? = nil) async throws {
            _ = try await test.roles.confirm(
                proposal.id,
                by: TestRoles.actor(attester ?? second),
                at: now
            )
        }
    }

    private func with(_ engine: TestEngine, _ body: (Place) async throws -> Void) async throws {
        try await TestRoles.staffed(engine) { test, staff in
            try await test.addUniversity("1002")
            let administrator = staff.administrator
            let citizen = try TestCitizen(12)
            let session = try await test.test.claim(citizen, with: citizen.mobile)
            try await body(
                Place(
                    test: test,
                    staff: staff,
                    first: test.granted(.attester, "1001", 10, by: administrator).person,
                    second: test.granted(.attester, "1001", 11, by: administrator).person,
                    elsewhere: test.granted(.attester, "1002", 13, by: administrator).person,
                    citizen: citizen,
                    person: session.session.person
                )
            )
        }
    }

    @Test(arguments: TestEngine.allCases)
    func
        `two attesters of one organisation prove a number, and are excluded from the person's cases`(
            _ engine: TestEngine
        ) async throws
    {
        try await with(engine) { place in
            let (roles, people) = (place.test.roles, place.test.test.people)
            let proposal = try await place.proposed(place.draft())
            await #expect(throws: RolesError.otherPersonRequired) {
                try await place.confirm(proposal, by: place.first)
            }
            for other in [place.elsewhere, place.staff.head, place.staff.administrator] {
                await #expect(throws: RolesError.notFound) {
                    try await place.confirm(proposal, by: other)
                }
                #expect(try await roles.proposals(waitingFor: other, at: Self.now).isEmpty)
            }
            #expect(try await roles.proposals(waitingFor: place.second, at: Self.now) == [proposal])
            #expect(try await roles.proposals(by: place.first, at: Self.now) == [proposal])
            #expect(try await people.person(place.person)?.level == .claimed)
            try await place.confirm(proposal)
            let person = try #require(try await people.person(place.person))
            #expect(person.level == .matched)
            #expect(person.numbers.map(\.source) == [.attestation])
            let told = try await place.test.test.messages(
                to: place.citizen.mobile.text,
                "identity-attested"
            )
            #expect(told.count == 1)
            let attesters = try await roles.attesters(of: place.person)
            #expect(Set(attesters) == [place.first, place.second])
            #expect(try await roles.mostAttestations(at: Self.now) == 1)
            let trail = try await AuditTrail(
                database: place.test.database,
                keyring: place.test.test.keyring
            ).search(AuditQuery(object: AuditObject(.person, place.person)))
            #expect(
                Set(trail.entries.map(\.action)).isSuperset(of: ["attest-proposed", "attested"])
            )
            #expect(try await place.test.problems().isEmpty)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `only an attester opens an attestation, and never the own one`(
        _ engine: TestEngine
    ) async throws {
        try await with(engine) { place in
            for other in [place.staff.head, place.staff.administrator, place.elsewhere] {
                await #expect(throws: RolesError.notPermitted) {
                    try await place.open(place.draft(), by: other)
                }
            }
            await #expect(throws: RolesError.personRequired) {
                try await place.test.roles.attest(
                    place.draft(),
                    document: "passport",
                    in: "1001",
                    by: TestRoles.operatorActor,
                    at: Self.now
                )
            }
            await #expect(throws: RolesError.otherPersonRequired) {
                try await place.open(try TestRoles.draft(10))
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func
        `a person who has not registered with the contact registers first, and the attempt is recorded`(
            _ engine: TestEngine
        ) async throws
    {
        try await with(engine) { place in
            for draft in [
                place.draft(contact: try TestCitizen(14).mobile), try TestRoles.draft(15),
            ] {
                guard case .notRegistered = try await place.open(draft) else { throw TestFailure() }
            }
            let trail = try await AuditTrail(
                database: place.test.database,
                keyring: place.test.test.keyring
            ).search(AuditQuery(action: "attestation-missed"))
            #expect(trail.entries.count == 2)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `the names of the document are stored, and a proven name stays as a former name`(
        _ engine: TestEngine
    ) async throws {
        try await with(engine) { place in
            let people = place.test.test.people
            let first = try PersonName(firstFa: "مریم", lastFa: "رضایی")
            try await place.confirm(try await place.proposed(place.draft(first)))
            #expect(try await people.person(place.person)?.name == first)
            #expect(try await people.person(place.person)?.formerNames == "")
            let second = try PersonName(firstFa: "مریم", lastFa: "احمدی")
            try await place.confirm(try await place.proposed(place.draft(second)))
            #expect(try await people.person(place.person)?.name == second)
            #expect(try await people.person(place.person)?.formerNames == "مریم رضایی")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func
        `a number that has an owner keeps it, and the owner's contact changes after 72 hours unless it cancels`(
            _ engine: TestEngine
        ) async throws
    {
        try await with(engine) { place in
            let people = place.test.test.people
            try await place.confirm(try await place.proposed(place.draft()))
            let owner = place.person
            let other = try TestCitizen(16).mobile
            let claim = try await place.test.test.claim(
                place.citizen,
                with: other,
                from: .test("198.51.100.7")
            ).session.person
            try await place.confirm(try await place.proposed(place.draft(contact: other)))
            #expect(try await people.person(claim)?.level == .claimed)
            #expect(try await people.person(owner)?.provenContact == place.citizen.mobile)
            let warned = try await place.test.test.messages(
                to: place.citizen.mobile.text,
                "contact-loss"
            )
            #expect(warned.count == 1)
            let later = Self.now.adding(seconds: People.lossSeconds)
            try await place.test.test.signIn.work(at: later)
            #expect(try await people.person(owner)?.provenContact == other)
            #expect(try await people.person(claim)?.joinedInto == owner)
            let attesters = try await place.test.roles.attesters(of: owner)
            #expect(Set(attesters) == [place.first, place.second])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `the number of a person with a password is not attested to another one`(
        _ engine: TestEngine
    ) async throws {
        try await with(engine) { place in
            let root = try TestCitizen(1)
            let contact = try TestCitizen(17).mobile
            _ = try await place.test.test.claim(root, with: contact, from: .test("198.51.100.8"))
            let draft = PersonDraft(
                number: root.number,
                name: root.name,
                birthDate: root.birthDate,
                contact: contact
            )
            guard case .staff = try await place.open(draft) else { throw TestFailure() }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `the attesters of an account that was joined are excluded from the cases of the other one`(
        _ engine: TestEngine
    ) async throws {
        try await with(engine) { place in
            let roles = place.test.roles
            try await place.confirm(try await place.proposed(place.draft()))
            let office = try await place.test.granted(
                .graduatesOffice,
                "saorg",
                18,
                by: place.staff.administrator
            )
            let kept = try await place.test.test.registered(
                try TestCitizen(19),
                from: .test("198.51.100.9")
            ).session.person
            let join = try await roles.propose(
                .join(place.person, into: kept),
                by: TestRoles.actor(office.person),
                at: Self.now
            )
            try await place.confirm(join, by: place.staff.administrator)
            #expect(Set(try await roles.attesters(of: kept)) == [place.first, place.second])
            let told = try await place.test.test.messages().filter {
                $0.template == "accounts-joined"
            }
            #expect(told.count == 2)
        }
    }
}
