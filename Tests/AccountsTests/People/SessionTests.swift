import Accounts
import Persian
import Store
import TestDatabases
import Testing
import VerifyCore

/// Sessions: their limits, and the threats P9 to P11.
@Suite struct SessionTests {
    private static let now = TestPeople.now

    @Test(arguments: TestEngine.allCases)
    func `a citizen's session ends after half an hour without a request, and after twelve hours`(
        _ engine: TestEngine
    ) async throws {
        try await TestPeople.with(engine) { test in
            let session = try await test.registered(try TestCitizen(1))
            func isLive(after seconds: Int64) async throws -> Bool {
                let moment = Self.now.adding(seconds: seconds)
                return try await test.signIn.session(forSecret: session.secret, at: moment) != nil
            }
            #expect(try await isLive(after: 1_799))
            for step in 2...24 { #expect(try await isLive(after: Int64(step) * 1_790)) }
            #expect(try await !isLive(after: 12 * 3_600))
            let other = try await test.claim(
                try TestCitizen(2),
                with: try TestCitizen(2).mobile,
                from: .test("n")
            )
            let idle = Self.now.adding(seconds: 1_800)
            #expect(try await test.signIn.session(forSecret: other.secret, at: idle) == nil)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `the time of a request is stored at most once a minute`(
        _ engine: TestEngine
    ) async throws {
        try await TestPeople.with(engine) { test in
            let session = try await test.registered(try TestCitizen(1))
            for (seconds, stored) in [(59, 0), (60, 60), (100, 60), (121, 121)] as [(Int64, Int64)]
            {
                let moment = Self.now.adding(seconds: seconds)
                _ = try await test.signIn.session(forSecret: session.secret, at: moment)
                let found = try await test.signIn.sessions(of: session.session.person, at: moment)
                #expect(found.map(\.seenAt) == [Self.now.adding(seconds: stored)])
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a sixth session ends the oldest, and a person ends one or all`(
        _ engine: TestEngine
    ) async throws {
        try await TestPeople.with(engine) { test in
            let citizen = try TestCitizen(1)
            let home = SignInOrigin.test()
            var sessions = [try await test.registered(citizen, from: home)]
            for step in 1...5 {
                let moment = Self.now.adding(seconds: Int64(step) * 61)
                if step <= 4 {
                    sessions.append(try await test.signedIn(citizen, from: home, at: moment))
                } else {
                    sessions.append(
                        try await test.claim(
                            citizen,
                            with: citizen.mobile,
                            from: home,
                            at: moment
                        )
                    )
                }
            }
            let moment = Self.now.adding(seconds: 400)
            let person = sessions[0].session.person
            let live = try await test.signIn.sessions(of: person, at: moment)
            #expect(live.map(\.id) == sessions.dropFirst().reversed().map(\.session.id))
            #expect(try await test.signIn.end(sessions[2].session.id, of: person, at: moment))
            #expect(
                try await test.signIn.session(forSecret: sessions[2].secret, at: moment) == nil
            )
            #expect(
                try await !test.signIn.end(
                    sessions[3].session.id,
                    of: PersonID(),
                    at: moment
                ),
                "a person ends only own sessions"
            )
            let kept = sessions[5]
            try await test.signIn.endAll(of: person, except: kept.session.id, at: moment)
            #expect(try await test.signIn.sessions(of: person, at: moment).count == 1)
            #expect(try await test.signIn.session(forSecret: kept.secret, at: moment) != nil)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `P9: a proven factor gives the session a new secret, and the former one is invalid`(
        _ engine: TestEngine
    ) async throws {
        try await TestPeople.with(engine) { test in
            let home = SignInOrigin.test()
            let old = try await test.registered(try TestCitizen(1), from: home)
            let moment = Self.now.adding(seconds: 900)
            let live = try #require(
                try await test.signIn.session(forSecret: old.secret, at: moment)
            )
            #expect(!live.isFresh(at: moment))
            let sent = try await test.signIn.beginStepUp(live, from: home, at: moment)
            let code = try #require(try await test.code(of: sent))
            let outcome = try await test.signIn.finishStepUp(
                live,
                challenge: sent.challenge,
                code: code,
                from: home,
                at: moment
            )
            guard case .signedIn(let new) = outcome else {
                Issue.record("no fresh session: \(outcome)")
                return
            }
            #expect(new.secret != old.secret)
            #expect(new.session.isFresh(at: moment))
            #expect(new.session.endsAt == old.session.endsAt)
            #expect(try await test.signIn.session(forSecret: old.secret, at: moment) == nil)
            #expect(try await test.signIn.session(forSecret: new.secret, at: moment) != nil)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `P10: no value of the table of sessions opens a session`(
        _ engine: TestEngine
    ) async throws {
        try await TestPeople.with(engine) { test in
            _ = try await test.registered(try TestCitizen(1))
            let values = try await test.database.read { connection in
                try connection.all("SELECT id_hash, seal, browser_mac FROM session") { row in
                    [try row.blob(0), try row.blob(1), try row.blob(2)]
                }
            }
            for value in values.joined() {
                for text in [Base64URL.encode(value), Hex.encode(value)] {
                    #expect(try await test.signIn.session(forSecret: text, at: Self.now) == nil)
                }
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `P11: a session that SQL inserted or changed is refused, with an alarm`(
        _ engine: TestEngine
    ) async throws {
        try await TestPeople.with(engine) { test in
            let (victim, thief) = (try TestCitizen(1), try TestCitizen(2))
            let target = try await test.registered(victim)
            let own = try await test.registered(thief, from: .test("n"))
            let secret = Base64URL.encode([UInt8](repeating: 7, count: 32))
            try await test.database.write { connection in
                try connection.execute(
                    """
                    INSERT INTO session (
                        id_hash, person, kind, begun_at, seen_at, ends_at, proved_at, agent,
                        network, browser_mac, ended_at, seal
                    )
                    SELECT
                        \(SHA256.hash(Array(secret.utf8))), person, kind, begun_at, seen_at,
                        ends_at, proved_at, agent, network, browser_mac, ended_at, seal
                    FROM session
                    WHERE person = \(target.session.person)
                    """
                )
            }
            #expect(try await test.signIn.session(forSecret: secret, at: Self.now) == nil)
            #expect(test.alarms.values == [.seal(.broken, table: "session")])
            try await test.database.write { connection in
                try connection.execute(
                    """
                    UPDATE session
                    SET person = \(target.session.person)
                    WHERE person = \(own.session.person)
                    """
                )
            }
            #expect(try await test.signIn.session(forSecret: own.secret, at: Self.now) == nil)
            #expect(test.alarms.values.count == 2)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a session that ended long ago is deleted, and a live one is not`(
        _ engine: TestEngine
    ) async throws {
        try await TestPeople.with(engine) { test in
            _ = try await test.registered(try TestCitizen(1))
            let age = PeopleSettings.test.sessionAge
            try await test.signIn.prune(at: Self.now.adding(seconds: age))
            #expect(try await test.count("session") == 1)
            try await test.signIn.prune(at: Self.now.adding(seconds: age + 13 * 3_600))
            #expect(try await test.count("session") == 0)
            #expect(try await test.count("challenge") == 0)
        }
    }
}
