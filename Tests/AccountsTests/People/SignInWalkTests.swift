import Accounts
import Foundation
import Persian
import Store
import TestDatabases
import Testing

/// Random walks over the states of sign-in, compared at each step with a model that shares no code with it.
@Suite struct SignInWalkTests {
    /// `make walks` takes the long one.
    private static let steps =
        ProcessInfo.processInfo.environment["SEHAT_WALKS"] == "long" ? 20_000 : 600

    @Test(arguments: TestEngine.allCases, [20_261_127, 42])
    func `random steps answer as the model does`(
        _ engine: TestEngine,
        _ seed: UInt64
    ) async throws {
        try await TestPeople.with(engine) { test in
            var walk = try await SignInWalk(test, seed: seed)
            for step in 1...Self.steps {
                do {
                    try await walk.step()
                    if step % 300 == 0 { try await walk.burst() }
                } catch {
                    Issue.record("seed \(seed), step \(step): \(error)")
                    return
                }
            }
            // The walk reached what it is for.
            #expect(walk.signIns > 10 && walk.wrongCodes > 20 && walk.silent > 10)
            #expect(walk.rematches > 0 && walk.refusals > 0)
        }
    }
}

/// A walk: the real module, the model, and what connects their indexes.
private struct SignInWalk {
    private let test: TestPeople
    private var generator: SplitMix
    private var model: SignInModel
    private var now: Timestamp
    private var citizens: [TestCitizen] = []
    private var browsers: [BrowserSecret] = []
    private var challenges: [(id: String, code: String?)] = []
    private var sessions: [NewSession] = []

    private(set) var signIns = 0
    private(set) var wrongCodes = 0
    private(set) var silent = 0
    private(set) var rematches = 0
    private(set) var refusals = 0

    init(_ test: TestPeople, seed: UInt64) async throws {
        self.test = test
        generator = SplitMix(seed: seed)
        now = TestPeople.now.adding(seconds: 100_000)
        browsers = (0..<4).map { _ in BrowserSecret() }
        for index in 0..<3 {
            let citizen = try TestCitizen(index)
            citizens.append(citizen)
            test.register.add(citizen.mobile.text, to: citizen.number.number)
            try await test.database.write { connection in
                let person = try test.people.insert(
                    citizen.draft,
                    source: .identityCheck,
                    at: TestPeople.now,
                    in: connection
                )
                try test.people.proveContact(
                    citizen.mobile,
                    of: person.id,
                    at: TestPeople.now,
                    in: connection
                )
            }
        }
        model = SignInModel(persons: 3, at: TestPeople.now.secondsSinceEpoch)
    }

    private var seconds: Int64 { now.secondsSinceEpoch }

    private mutating func number(_ limit: Int) -> Int {
        Int(generator.next() % UInt64(limit))
    }

    mutating func step() async throws {
        switch number(20) {
        case 0..<6: try await begin()
        case 6..<13: try await finish()
        case 13..<16: try await check()
        case 16: try await end()
        case 17: now = now.adding(seconds: Int64(number(7_200)))
        case 18: now = now.adding(seconds: number(12) == 0 ? 190 * 86_400 : 30_000)
        default: now = now.adding(seconds: Int64(number(90)))
        }
    }

    /// More sign-ins from one network than it has in an hour.
    mutating func burst() async throws {
        let network = number(3)
        for _ in 0..<24 { try await begin(network: network) }
    }

    private mutating func begin(network: Int? = nil) async throws {
        let (browser, network) = (number(browsers.count), network ?? number(3))
        let origin = SignInOrigin.test("net \(network)", browser: browsers[browser])
        let index = number(citizens.count + 1)
        let person = index < citizens.count ? index : nil
        let typed = try person.map { citizens[$0].number } ?? TestCitizen(77).number
        let expected = model.begin(person, browser: browser, network: network, at: seconds)
        do {
            let sent = try await test.signIn.beginSignIn(typed, from: origin, at: now)
            let code = try await test.code(of: sent)
            #expect(expected == (code == nil ? .silent : .sent))
            challenges.append((sent.challenge, code))
            if expected == .silent { silent += 1 }
        } catch SignInError.network {
            #expect(expected == .refused)
            refusals += 1
        }
    }

    private mutating func finish() async throws {
        guard !challenges.isEmpty else { return }
        // Mostly one of the newest, since old ones have expired.
        let index = number(4) == 0 ? number(challenges.count) : challenges.count - 1
        let known = model.challenges[index]
        let browser = number(5) == 0 ? number(browsers.count) : known.browser
        let origin = SignInOrigin.test("net 9", browser: browsers[browser])
        let isRematch = known.purpose == "rematch"
        let isRight = number(3) > 0 && (isRematch || challenges[index].code != nil)
        let expected = model.finish(index, isRight: isRight, browser: browser, at: seconds)
        let outcome: CodeOutcome
        if isRematch, let person = known.person {
            let date = citizens[person].birthDate
            outcome = try await test.signIn.rematch(
                challenges[index].id,
                birthDate: isRight ? date : CivilDate(daysSinceEpoch: date.daysSinceEpoch + 1),
                from: origin,
                at: now
            )
        } else {
            outcome = try await test.signIn.finish(
                challenges[index].id,
                code: isRight ? challenges[index].code ?? "" : "12345x",
                from: origin,
                at: now
            )
        }
        compare(outcome, expected)
    }

    private mutating func compare(_ outcome: CodeOutcome, _ expected: SignInModel.Answer) {
        switch (outcome, expected) {
        case (.signedIn(let session), .signedIn(let index)):
            #expect(index == sessions.count)
            sessions.append(session)
            signIns += 1
            // Of two sessions that began in the same second, either is the oldest.
            now = now.adding(seconds: 1)
        case (.wrong(let left), .wrong(let expected)):
            #expect(left == expected)
            wrongCodes += 1
        case (.mustMatch(let challenge), .mustMatch):
            challenges.append((challenge, nil))
            rematches += 1
        case (.ended, .ended), (.refused, .refused): break
        default: Issue.record("\(outcome), but the model answers \(expected)")
        }
    }

    private mutating func check() async throws {
        guard !sessions.isEmpty else { return }
        let index = sessions.count - 1 - min(number(6), sessions.count - 1)
        let expected = model.check(index, at: seconds)
        let found = try await test.signIn.session(forSecret: sessions[index].secret, at: now)
        #expect((found != nil) == expected)
    }

    private mutating func end() async throws {
        guard !sessions.isEmpty else { return }
        let index = number(sessions.count)
        let session = sessions[index].session
        let expected = !model.sessions[index].isEnded
        model.sessions[index].isEnded = true
        let found = try await test.signIn.end(session.id, of: session.person, at: now)
        #expect(found == expected)
    }
}

/// A small generator of random numbers with a seed (Steele, Lea and Flood 2014).
struct SplitMix {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
