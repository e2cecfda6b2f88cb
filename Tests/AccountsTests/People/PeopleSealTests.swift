import Accounts
import Persian
import Store
import TestDatabases
import Testing
import VerifyCore

/// What a reader and a writer of the database can do with the tables of people.
@Suite struct PeopleSealTests {
    private static let now = TestPeople.now

    @Test(arguments: TestEngine.allCases)
    func `the tables contain no contact, no code and no secret`(_ engine: TestEngine) async throws {
        try await TestPeople.with(engine) { test in
            let citizen = try TestCitizen(1)
            let session = try await test.registered(citizen)
            let code = try #require(try await test.messages().first?.code)
            let secrets = [
                citizen.mobile.text, String(citizen.mobile.text.dropFirst(3)), code, session.secret,
            ]
            let tables = [
                ("person", 23), ("person_number", 9), ("challenge", 15), ("session", 12),
                ("identity_query", 8),
            ]
            for (table, count) in tables {
                let columns = try await test.database.read { connection in
                    try connection.all("SELECT * FROM \(identifier: table)") { row in
                        var text = ""
                        for place in 0..<count {
                            switch try row.value(place) {
                            case .text(let part): text += part + " "
                            case .blob(let bytes):
                                text += String(decoding: bytes, as: UTF8.self) + " "
                            case .integer, .null: break
                            }
                        }
                        return text
                    }
                }
                for secret in secrets {
                    #expect(!columns.joined().contains(secret), "\(table)")
                }
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a person whose row was edited is unknown, with an alarm and a sentence of the check`(
        _ engine: TestEngine
    ) async throws {
        try await TestPeople.with(engine) { test in
            let session = try await test.registered(try TestCitizen(1))
            let id = session.session.person
            try await test.database.write { connection in
                try connection.execute("UPDATE person SET level = 0 WHERE id = \(id)")
            }
            #expect(try await test.people.person(id) == nil)
            #expect(test.alarms.values == [.seal(.broken, table: "person")])
            var problems: [String] = []
            try await SignIn.check(test.database, by: test.keyring.current) { problems.append($0) }
            #expect(problems == ["person \(id): the row does not match its seal"])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a credential that was moved to another person opens nothing`(
        _ engine: TestEngine
    ) async throws {
        try await TestPeople.with(engine) { test in
            let (victim, thief) = (try TestCitizen(1), try TestCitizen(2))
            let target = try await test.registered(victim).session.person
            let own = try await test.registered(thief, from: .test("n")).session.person
            let password = try await test.signIn.prepare(
                password: "correct horse battery",
                ownWords: []
            )
            try await test.database.write { connection in
                try test.signIn.enrol(
                    PreparedCredentials(password: password),
                    of: own,
                    effectiveAt: Self.now,
                    at: Self.now,
                    in: connection
                )
            }
            try await test.database.write { connection in
                try connection.execute("UPDATE credential SET person = \(target)")
            }
            let outcome = try await test.signIn.beginStaffSignIn(
                victim.number,
                password: "correct horse battery",
                from: .test(),
                at: Self.now
            )
            #expect(outcome == .refused)
            #expect(test.alarms.values.contains(.seal(.broken, table: "credential")))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `the export of a person has the person's data and no secret`(
        _ engine: TestEngine
    ) async throws {
        try await TestPeople.with(engine) { test in
            let citizen = try TestCitizen(1)
            let session = try await test.registered(citizen)
            let export = try #require(
                try await test.signIn.export(of: session.session.person, at: Self.now)
            )
            let text = String(decoding: export.encoded(), as: UTF8.self)
            for part in [
                citizen.number.number, citizen.mobile.text, citizen.name.lastFa, "192.0.2.1",
            ] {
                #expect(text.contains(part))
            }
            #expect(!text.contains(session.secret))
            #expect(export["terms"]?.array?.count == 1)
            #expect(export["sessions"]?.array?.count == 1)
        }
    }
}
