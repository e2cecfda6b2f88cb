import Accounts
import Persian
import Store
import TestDatabases
import Testing

/// Floods of registrations (P6): what is sent is bounded by the budgets, and sign-ins continue.
@Suite struct FloodTests {
    private static let now = TestPeople.now

    /// A flood: numbers, networks, and the registrations that the settings permit in an hour.
    private struct Flood {
        let numbers: Int
        let networks: Int
        let national: Int

        /// What may be sent: the budget of the country, or those of the networks.
        var most: Int { min(national, networks * 20) }
    }

    private static func floods(_ engine: TestEngine) -> [Flood] {
        switch engine {
        case .sqlite:
            [
                Flood(numbers: 10_000, networks: 100, national: 1_000),
                Flood(numbers: 10_000, networks: 100, national: 20_000),
            ]
        #if PostgreSQL
        case .postgreSQL:
            [
                Flood(numbers: 1_000, networks: 20, national: 200),
                Flood(numbers: 1_000, networks: 20, national: 20_000),
            ]
        #endif
        }
    }

    @Test(arguments: TestEngine.allCases, [0, 1])
    func
        `P6: of 10,000 numbers from 100 networks at most the budget is sent, and sign-ins continue`(
            _ engine: TestEngine,
            _ place: Int
        ) async throws
    {
        let flood = Self.floods(engine)[place]
        let settings = PeopleSettings(
            host: "sehat.example",
            address: "https://sehat.example",
            registrationsPerHour: flood.national
        )
        try await TestPeople.with(engine, settings: settings) { test in
            let owner = try TestCitizen(1)
            _ = try await test.registered(
                owner,
                from: .test("home"),
                at: Self.now.adding(seconds: -7_200)
            )
            let before = try await test.messages().count
            var refused = 0
            for index in 0..<flood.numbers {
                let citizen = try TestCitizen(10 + index)
                do {
                    _ = try await test.signIn.claim(
                        citizen.draft,
                        contact: citizen.mobile,
                        terms: "1",
                        from: .test("network \(index % flood.networks)"),
                        at: Self.now.adding(seconds: Int64(index * 3_000 / flood.numbers))
                    )
                } catch SignInError.registrations {
                    refused += 1
                } catch SignInError.network {
                    refused += 1
                }
            }
            let sent = try await test.messages().count - before
            #expect(sent == flood.most)
            #expect(refused == flood.numbers - flood.most)
            let end = Self.now.adding(seconds: 3_000)
            #expect(test.alarms.values.contains(.registrations) == (flood.most == flood.national))
            // During the flood the owner of an account signs in, from another network and with a new browser.
            let session = try await test.signedIn(owner, from: .test("198.51.100.9"), at: end)
            #expect(session.session.kind == .citizen)
            // An hour later registrations are possible again.
            let later = end.adding(seconds: 3_601)
            let next = try TestCitizen(20_000)
            _ = try await test.claim(
                next,
                with: next.mobile,
                from: .test("198.51.100.10"),
                at: later
            )
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `P6: codes for one contact are five an hour, whatever the networks and the numbers`(
        _ engine: TestEngine
    ) async throws {
        try await TestPeople.with(engine) { test in
            let victim = try TestCitizen(1).mobile
            for index in 0..<200 {
                _ = try await test.signIn.claim(
                    try TestCitizen(10 + index).draft,
                    contact: victim,
                    terms: "1",
                    from: .test("network \(index)"),
                    at: Self.now.adding(seconds: Int64(index * 17))
                )
            }
            #expect(try await test.messages(to: victim.text, "claim-code").count == 5)
        }
    }
}
