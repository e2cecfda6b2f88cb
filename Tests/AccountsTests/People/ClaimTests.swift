import Accounts
import Persian
import Store
import TestDatabases
import Testing
import VerifyCore

/// Claims: flows 1 to 3 of casework §10, and the threats P1, P2, P3 and P24.
@Suite struct ClaimTests {
    private static let now = TestPeople.now

    @Test(arguments: TestEngine.allCases)
    func `a claim, its code and the registers lead to level 1`(_ engine: TestEngine) async throws {
        try await TestPeople.with(engine) { test in
            let citizen = try TestCitizen(1)
            let session = try await test.registered(citizen)
            let person = try #require(try await test.people.person(session.session.person))
            #expect(person.level == .matched)
            #expect(person.numbers.map(\.isProven) == [true])
            #expect(person.provenContact == citizen.mobile)
            let live = try await test.signIn.session(forSecret: session.secret, at: Self.now)
            #expect(live == session.session)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func
        `P1: an attacker with another person's number stays at level 0, and the owner registers later`(
            _ engine: TestEngine
        ) async throws
    {
        try await TestPeople.with(engine) { test in
            let (owner, attacker) = (try TestCitizen(1), try TestCitizen(2))
            let stolen = try await test.claim(owner, with: attacker.mobile)
            test.register.add(owner.mobile.text, to: owner.number.number)
            let outcome = try await test.signIn.matchIdentity(
                of: stolen.session.person,
                at: Self.now
            )
            #expect(outcome == .differs)
            let claim = try #require(try await test.people.person(stolen.session.person))
            #expect(claim.level == .claimed)
            let session = try await test.registered(owner, from: .test("198.51.100.7"))
            let person = try #require(try await test.people.person(session.session.person))
            #expect(person.level == .matched)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `P2: a thousand claims of a number do not hinder its owner`(
        _ engine: TestEngine
    ) async throws {
        try await TestPeople.with(engine) { test in
            let owner = try TestCitizen(1)
            for index in 1...1_000 {
                _ = try await test.signIn.claim(
                    owner.draft,
                    contact: try TestCitizen(index + 1).mobile,
                    terms: "1",
                    from: .test("net \(index / 20)"),
                    at: Self.now
                )
            }
            let session = try await test.registered(owner, from: .test("198.51.100.7"))
            let person = try #require(try await test.people.person(session.session.person))
            #expect(person.level == .matched)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `P3: known and unknown numbers get the same answer, the same message and the same rows`(
        _ engine: TestEngine
    ) async throws {
        try await TestPeople.with(engine) { test in
            let (owner, other) = (try TestCitizen(1), try TestCitizen(2))
            _ = try await test.registered(owner)
            let later = Self.now.adding(seconds: 7_200)
            var found: [[TestMessage]] = []
            var answers: [Int64] = []
            for citizen in [owner, other] {
                let contact = try TestCitizen(citizen.number == owner.number ? 3 : 4).mobile
                let before = try await test.count("person")
                let sent = try await test.signIn.claim(
                    citizen.draft,
                    contact: contact,
                    terms: "1",
                    from: .test("net \(contact.text)"),
                    at: later
                )
                #expect(try await test.count("person") == before + 1)
                found.append(try await test.messages().filter { $0.recipient == contact.text })
                answers.append(sent.expiresAt.secondsSinceEpoch)
            }
            #expect(Set(answers).count == 1)
            let masked = found.map { messages in
                messages.map { $0.body.replacing($0.code ?? "-", with: "CODE") }
            }
            #expect(masked[0] == masked[1])
            #expect(masked[0].count == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `the owner of a claimed number is warned once a day, at the stored contact`(
        _ engine: TestEngine
    ) async throws {
        try await TestPeople.with(engine) { test in
            let owner = try TestCitizen(1)
            _ = try await test.registered(owner)
            for hour in [2, 5, 20, 30] as [Int64] {
                _ = try await test.signIn.claim(
                    owner.draft,
                    contact: try TestCitizen(Int(hour)).mobile,
                    terms: "1",
                    from: .test("net \(hour)"),
                    at: Self.now.adding(seconds: hour * 3_600)
                )
            }
            let warnings = try await test.messages(to: owner.mobile.text, "claim-warning")
            #expect(warnings.count == 2)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a claim without a proven contact is deleted after a day, with its rows`(
        _ engine: TestEngine
    ) async throws {
        try await TestPeople.with(engine) { test in
            let (proven, unproven) = (try TestCitizen(1), try TestCitizen(2))
            let session = try await test.claim(proven, with: proven.mobile)
            _ = try await test.signIn.claim(
                unproven.draft,
                contact: unproven.mobile,
                terms: "1",
                from: .test(),
                at: Self.now
            )
            #expect(try await test.signIn.prune(at: Self.now.adding(seconds: 86_399)) == 0)
            #expect(try await test.signIn.prune(at: Self.now.adding(seconds: 86_400)) == 1)
            #expect(try await test.count("person") == 1)
            #expect(try await test.count("person_number") == 1)
            #expect(try await test.count("terms_acceptance") == 1)
            #expect(try await test.people.person(session.session.person) != nil)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `claiming again with the same contact continues the claim`(
        _ engine: TestEngine
    ) async throws {
        try await TestPeople.with(engine) { test in
            let citizen = try TestCitizen(1)
            let first = try await test.claim(citizen, with: citizen.mobile)
            let second = try await test.claim(
                citizen,
                with: citizen.mobile,
                at: Self.now.adding(seconds: 300)
            )
            #expect(second.session.person == first.session.person)
            #expect(try await test.count("person") == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a question to registers that are down is repeated in the background`(
        _ engine: TestEngine
    ) async throws {
        try await TestPeople.with(engine) { test in
            let citizen = try TestCitizen(1)
            let session = try await test.claim(citizen, with: citizen.mobile)
            test.register.add(citizen.mobile.text, to: citizen.number.number)
            test.register.isDown = true
            let id = session.session.person
            #expect(try await test.signIn.matchIdentity(of: id, at: Self.now) == .unavailable)
            try await test.signIn.work(at: Self.now.adding(seconds: 400))
            #expect(try await test.people.person(id)?.level == .claimed)
            test.register.isDown = false
            try await test.signIn.work(at: Self.now.adding(seconds: 500))
            #expect(test.register.asked == 2, "the next repetition is not due yet")
            try await test.signIn.work(at: Self.now.adding(seconds: 3_600))
            #expect(try await test.people.person(id)?.level == .matched)
            try await test.signIn.work(at: Self.now.adding(seconds: 86_400))
            #expect(test.register.asked == 3)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a deceased person cannot sign in any more`(_ engine: TestEngine) async throws {
        try await TestPeople.with(engine) { test in
            let (owner, other) = (try TestCitizen(1), try TestCitizen(2))
            let session = try await test.registered(owner)
            test.register.setDeceased(owner.number.number)
            let claim = try await test.claim(owner, with: other.mobile)
            let outcome = try await test.signIn.matchIdentity(
                of: claim.session.person,
                at: Self.now
            )
            #expect(outcome == .deceased)
            for secret in [session.secret, claim.secret] {
                #expect(try await test.signIn.session(forSecret: secret, at: Self.now) == nil)
            }
            let later = Self.now.adding(seconds: 7_200)
            let sent = try await test.signIn.beginSignIn(owner.number, from: .test(), at: later)
            #expect(try await test.code(of: sent) == nil)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `the registers get three questions a day for a contact, and twenty for a number`(
        _ engine: TestEngine
    ) async throws {
        try await TestPeople.with(engine) { test in
            let citizen = try TestCitizen(1)
            let session = try await test.claim(citizen, with: citizen.mobile)
            for _ in 1...3 {
                let outcome = try await test.signIn.matchIdentity(
                    of: session.session.person,
                    at: Self.now
                )
                #expect(outcome == .differs)
            }
            let fourth = try await test.signIn.matchIdentity(
                of: session.session.person,
                at: Self.now
            )
            #expect(fourth == .tooMany)
            #expect(test.alarms.values == [])
            for index in 2...18 {
                let claim = try await test.claim(
                    citizen,
                    with: try TestCitizen(index).mobile,
                    from: .test("net \(index)")
                )
                _ = try await test.signIn.matchIdentity(of: claim.session.person, at: Self.now)
            }
            #expect(test.register.asked == 20)
            let last = try await test.claim(citizen, with: try TestCitizen(30).mobile)
            let outcome = try await test.signIn.matchIdentity(of: last.session.person, at: Self.now)
            #expect(outcome == .tooMany)
            #expect(test.register.asked == 20)
            #expect(test.alarms.values == [.identityChecks])
        }
    }

    @Test func `P24: a mistyped national ID is reported at its check digit`() {
        #expect(throws: IDNumberFault.national(.checkDigit)) {
            try IDNumber(.national, typed: "0084575949")
        }
    }
}
