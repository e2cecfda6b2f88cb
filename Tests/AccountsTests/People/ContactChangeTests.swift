import Accounts
import Persian
import Store
import TestDatabases
import Testing
import VerifyCore

/// Changed and lost contacts: flows 7 and 8 of casework §10, and the threat P19.
@Suite struct ContactChangeTests {
    private static let now = TestPeople.now

    /// Changes the contact of a registered citizen.
    private static func change(
        _ session: SignInSession,
        to contact: Contact,
        _ test: TestPeople,
        from origin: SignInOrigin,
        at now: Timestamp
    ) async throws -> ContactChangeOutcome {
        let sent = try await test.signIn.beginContactChange(
            session,
            to: contact,
            from: origin,
            at: now
        )
        let code = try #require(try await test.code(of: sent))
        return try await test.signIn.finishContactChange(
            session,
            challenge: sent.challenge,
            code: code,
            from: origin,
            at: now
        )
    }

    @Test(arguments: TestEngine.allCases)
    func `a new mobile number is matched, both contacts are notified, and the link cancels it`(
        _ engine: TestEngine
    ) async throws {
        try await TestPeople.with(engine) { test in
            let (citizen, new) = (try TestCitizen(1), try TestCitizen(2).mobile)
            let home = SignInOrigin.test()
            let session = try await test.registered(citizen, from: home)
            let differs = try await Self.change(
                session.session,
                to: new,
                test,
                from: home,
                at: Self.now
            )
            #expect(differs == .differs)
            test.register.add(new.text, to: citizen.number.number)
            let moment = Self.now.adding(seconds: 61)
            let changed = try await Self.change(
                session.session,
                to: new,
                test,
                from: home,
                at: moment
            )
            #expect(changed == .changed)
            let person = session.session.person
            #expect(try await test.people.person(person)?.provenContact == new)
            #expect(try await test.messages(to: new.text, "new-contact").count == 1)
            let notice = try #require(
                try await test.messages(to: citizen.mobile.text, "contact-change").first
            )
            let token = try #require(notice.token)
            let found = try #require(
                try await test.signIn.people.contactChange(forToken: token, at: moment)
            )
            #expect(found.isOpen && !found.isLoss)
            #expect(try await test.signIn.cancelContactChange(token: token, at: moment))
            #expect(try await test.people.person(person)?.provenContact == citizen.mobile)
            #expect(try await test.signIn.session(forSecret: session.secret, at: moment) == nil)
            #expect(try await !test.signIn.cancelContactChange(token: token, at: moment))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `after a day a change is complete, and its link does nothing`(
        _ engine: TestEngine
    ) async throws {
        try await TestPeople.with(engine) { test in
            let citizen = try TestCitizen(1)
            let home = SignInOrigin.test()
            let session = try await test.registered(citizen, from: home)
            let address = Contact.email(try EmailAddress(parsing: "a.person@example.org"))
            _ = try await Self.change(session.session, to: address, test, from: home, at: Self.now)
            let notice = try await test.messages(to: citizen.mobile.text, "contact-change").first
            let token = try #require(notice?.token)
            let later = Self.now.adding(seconds: 86_400)
            try await test.signIn.work(at: later)
            #expect(try await !test.signIn.cancelContactChange(token: token, at: later))
            let person = try #require(try await test.people.person(session.session.person))
            #expect(person.provenContacts == [citizen.mobile, address])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a lost contact is replaced after 72 hours, unless the old one cancels`(
        _ engine: TestEngine
    ) async throws {
        for cancels in [false, true] {
            try await TestPeople.with(engine) { test in
                let (citizen, new) = (try TestCitizen(1), try TestCitizen(2).mobile)
                let owner = try await test.registered(citizen)
                test.register.add(new.text, to: citizen.number.number)
                let claim = try await test.claim(citizen, with: new, from: .test("n"))
                let end = Self.now.adding(seconds: 3 * 86_400)
                for _ in 1...2 {
                    let outcome = try await test.signIn.matchIdentity(
                        of: claim.session.person,
                        at: Self.now
                    )
                    #expect(outcome == .takesOver(at: end))
                }
                let notices = try await test.messages(to: citizen.mobile.text, "contact-loss")
                #expect(notices.count == 1)
                if cancels {
                    let token = try #require(notices.first?.token)
                    #expect(try await test.signIn.cancelContactChange(token: token, at: Self.now))
                }
                try await test.signIn.work(at: end.adding(seconds: -1))
                let before = try await test.people.person(owner.session.person)
                #expect(before?.provenContact == citizen.mobile)
                try await test.signIn.work(at: end)
                let after = try await test.people.person(owner.session.person)
                #expect(after?.provenContact == (cancels ? citizen.mobile : new))
                let joined = try await test.people.person(claim.session.person)?.joinedInto
                #expect(joined == (cancels ? nil : owner.session.person))
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `P19: a token of a link is no session, and an altered one opens nothing`(
        _ engine: TestEngine
    ) async throws {
        try await TestPeople.with(engine) { test in
            let citizen = try TestCitizen(1)
            let home = SignInOrigin.test()
            let session = try await test.registered(citizen, from: home)
            let address = Contact.email(try EmailAddress(parsing: "a@example.org"))
            _ = try await Self.change(session.session, to: address, test, from: home, at: Self.now)
            let notice = try await test.messages(to: citizen.mobile.text, "contact-change").first
            let token = try #require(notice?.token)
            #expect(try await test.signIn.session(forSecret: token, at: Self.now) == nil)
            let bytes = try Base64URL.decode(token)
            for bit in 0..<(bytes.count * 8) {
                var altered = bytes
                altered[bit / 8] ^= 1 << (bit % 8)
                let text = Base64URL.encode(altered)
                #expect(
                    try await test.people.contactChange(forToken: text, at: Self.now) == nil,
                    "bit \(bit)"
                )
            }
            for text in ["", String(token.dropLast()), token + "A"] {
                #expect(try await test.people.contactChange(forToken: text, at: Self.now) == nil)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a change needs a factor that was proven in the last ten minutes`(
        _ engine: TestEngine
    ) async throws {
        try await TestPeople.with(engine) { test in
            let home = SignInOrigin.test()
            let session = try await test.registered(try TestCitizen(1), from: home)
            await #expect(throws: SignInError.factorNotFresh) {
                try await test.signIn.beginContactChange(
                    session.session,
                    to: try TestCitizen(2).mobile,
                    from: home,
                    at: Self.now.adding(seconds: 600)
                )
            }
        }
    }
}
