import Accounts
import Persian
import Store
import TestDatabases
import Testing
import VerifyCore

/// P3: the answers about known and unknown ID numbers take the same work, so that their time shows nothing.
@Suite struct SameWorkTests {
    private static let later = TestPeople.now.adding(seconds: 7_200)

    /// Runs `body` over people of whom one is registered, and the log of the statements of their database.
    private func withLog(
        _ engine: TestEngine,
        _ body: (TestPeople, StatementLog) async throws -> Void
    ) async throws {
        try await engine.withPlace { place in
            let (database, log) = try Database.recorded(at: place.location)
            defer { database.close() }
            try await database.migrate(Accounts.migrations + [TestPeople.messageTable])
            let test = try TestPeople(database)
            for index in 1...3 { _ = try await test.registered(TestCitizen(index)) }
            _ = log.take()
            try await body(test, log)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func
        `a sign-in reads and writes the same tables, and as many rows, for known and unknown numbers`(
            _ engine: TestEngine
        ) async throws
    {
        try await withLog(engine) { test, log in
            var works: [[String]] = []
            for index in [2, 40] {
                _ = try await test.signIn.beginSignIn(
                    try TestCitizen(index).number,
                    from: .test("net \(index)"),
                    at: Self.later
                )
                works.append(log.take().map(\.action))
            }
            #expect(works[0] == works[1])
            let decoys = try await test.database.read { connection in
                try connection.all(
                    """
                    SELECT recipient
                    FROM test_message
                    WHERE is_decoy = 1 AND template = 'sign-in-code'
                    """
                ) { try $0.text(0) }
            }
            #expect(decoys == ["+989000000000"])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a claim reads and writes the same tables for known and unknown numbers`(
        _ engine: TestEngine
    ) async throws {
        try await withLog(engine) { test, log in
            var works: [Set<String>] = []
            for index in [2, 40] {
                _ = try await test.signIn.claim(
                    try TestCitizen(index).draft,
                    contact: try TestCitizen(50 + index).mobile,
                    terms: "1",
                    from: .test("net \(index)"),
                    at: Self.later
                )
                works.append(Set(log.take().map(\.action)))
            }
            #expect(works[0] == works[1])
        }
    }
}
