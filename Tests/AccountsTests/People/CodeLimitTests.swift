import Accounts
import Persian
import Store
import TestDatabases
import Testing

/// How many one-time codes are sent, and to a contact that was silent for long: P6 and P8.
@Suite struct CodeLimitTests {
    private static let now = TestPeople.now
    private static let later = now.adding(seconds: 7_200)

    @Test(arguments: TestEngine.allCases)
    func `a contact gets a code a minute, five an hour and twelve a day`(
        _ engine: TestEngine
    ) async throws {
        try await TestPeople.with(engine) { test in
            let citizen = try TestCitizen(1)
            _ = try await test.registered(citizen)
            var sent = 0
            // Every 30 seconds for a day, from a new browser and network each time.
            for step in 0..<(24 * 12) {
                let moment = Self.later.adding(seconds: Int64(step) * 300)
                for (offset, isDue) in [(0, true), (30, false)] {
                    let answer = try await test.signIn.beginSignIn(
                        citizen.number,
                        from: .test("net \(step) \(offset)"),
                        at: moment.adding(seconds: Int64(offset))
                    )
                    let code = try await test.code(of: answer)
                    if code != nil { sent += 1 }
                    #expect(isDue || code == nil, "a second code within a minute")
                }
                if step == 11 { #expect(sent == 5) }
                if sent == 12 { break }
            }
            #expect(sent == 12)
            let exhausted = try await test.signIn.beginSignIn(
                citizen.number,
                from: .test(),
                at: Self.later.adding(seconds: 20 * 3_600)
            )
            #expect(try await test.code(of: exhausted) == nil)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func
        `an attacker who uses up the codes leaves those of a known browser and of the registration`(
            _ engine: TestEngine
        ) async throws
    {
        try await TestPeople.with(engine) { test in
            let citizen = try TestCitizen(1)
            let home = SignInOrigin.test("203.0.113.9")
            _ = try await test.registered(citizen, from: home)
            for minute in 0..<10 {
                _ = try await test.signIn.beginSignIn(
                    citizen.number,
                    from: .test("attacker \(minute)"),
                    at: Self.later.adding(seconds: Int64(minute) * 61)
                )
            }
            let moment = Self.later.adding(seconds: 700)
            _ = try await test.signedIn(citizen, from: home, at: moment)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a network requests twenty codes an hour, a shared one five hundred`(
        _ engine: TestEngine
    ) async throws {
        try await TestPeople.with(engine) { test in
            for isShared in [false, true] {
                let most = isShared ? 500 : 20
                for index in 0...most {
                    let origin = SignInOrigin.test("net \(isShared)", isShared: isShared)
                    let number = try TestCitizen(index).number
                    if index < most {
                        _ = try await test.signIn.beginSignIn(number, from: origin, at: Self.now)
                    } else {
                        await #expect(throws: SignInError.network(retryAfter: 3_600)) {
                            try await test.signIn.beginSignIn(number, from: origin, at: Self.now)
                        }
                    }
                }
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `P6: registrations beyond the national budget send nothing, and sign-ins continue`(
        _ engine: TestEngine
    ) async throws {
        let settings = PeopleSettings(
            host: "sehat.example",
            address: "https://sehat.example",
            registrationsPerHour: 50,
            signInsPerHour: 5
        )
        try await TestPeople.with(engine, settings: settings) { test in
            let owner = try TestCitizen(1)
            _ = try await test.registered(owner)
            var refused = 0
            for index in 2...200 {
                let citizen = try TestCitizen(index)
                do {
                    _ = try await test.signIn.claim(
                        citizen.draft,
                        contact: citizen.mobile,
                        terms: "1",
                        from: .test("net \(index)"),
                        at: Self.now
                    )
                } catch SignInError.registrations {
                    refused += 1
                }
            }
            #expect(refused == 150)
            #expect(try await test.messages().count { $0.template == "claim-code" } == 50)
            #expect(test.alarms.values.contains(.registrations))
            _ = try await test.signedIn(owner, from: .test(), at: Self.now)
            for index in 1...6 {
                _ = try await test.signIn.beginSignIn(
                    owner.number,
                    from: .test("n \(index)"),
                    at: Self.now
                )
            }
            #expect(test.alarms.values.contains(.signIns))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `P8: a mobile number that was silent for 180 days needs the birth date and the registers`(
        _ engine: TestEngine
    ) async throws {
        try await TestPeople.with(engine) { test in
            let citizen = try TestCitizen(1)
            let first = try await test.registered(citizen)
            let moment = Self.now.adding(seconds: SignIn.recycledSeconds)
            // The operator assigned the number to another person.
            test.register.remove(citizen.mobile.text, from: citizen.number.number)
            for (birthDate, expected) in [
                (try CivilDate(parsing: "1970-01-01"), CodeOutcome.wrong(triesLeft: 4)),
                (citizen.birthDate, .refused),
            ] {
                let origin = SignInOrigin.test("net \(birthDate)")
                let offset: Int64 = birthDate == citizen.birthDate ? 61 : 0
                let at = moment.adding(seconds: offset)
                let (sent, code) = try await test.begin(citizen, from: origin, at: at)
                let outcome = try await test.signIn.finish(
                    sent.challenge,
                    code: code,
                    from: origin,
                    at: at
                )
                guard case .mustMatch(let challenge) = outcome else {
                    Issue.record("signed in without a match: \(outcome)")
                    return
                }
                let rematched = try await test.signIn.rematch(
                    challenge,
                    birthDate: birthDate,
                    from: origin,
                    at: at
                )
                #expect(rematched == expected)
            }
            // The owner still has it.
            test.register.add(citizen.mobile.text, to: citizen.number.number)
            let origin = SignInOrigin.test("net home")
            let at = moment.adding(seconds: 200)
            let (sent, code) = try await test.begin(citizen, from: origin, at: at)
            guard
                case .mustMatch(let challenge) = try await test.signIn.finish(
                    sent.challenge,
                    code: code,
                    from: origin,
                    at: at
                ),
                case .signedIn(let session) = try await test.signIn.rematch(
                    challenge,
                    birthDate: citizen.birthDate,
                    from: origin,
                    at: at
                )
            else {
                Issue.record("the owner is not signed in")
                return
            }
            #expect(session.session.person == first.session.person)
        }
    }
}
