import Persian
import TestDatabases
import Testing
import VerifyCore

@testable import Registry
@testable import Store

/// Questions that are answered in the same words run the same statements, so that their time shows nothing.
struct StatementTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let attempts: Int64
        let datum: Question.Datum?

        var testDescription: String { "\(attempts) wrong, \(datum.map { "\($0)" } ?? "no datum")" }
    }

    static let cases = [Int64(0), 4, 5, 50].flatMap { attempts in
        [nil, AttemptTests.wrong, AttemptTests.right].map { Case(attempts: attempts, datum: $0) }
    }

    @Test(arguments: cases, TestEngine.allCases)
    func `the statements of an answer depend on its words alone`(
        _ test: Case,
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let right = try await register.issue().code
            let (database, log) = try register.recorded()
            defer { database.close() }
            var seen: [Verdict: Set<[StatementLog.Run]>] = [:]
            for code in [right, try right.wrong(), try right.elsewhere(), try right.wrong(2)] {
                try await register.setAttempts(test.attempts, at: code.address)
                _ = log.take()
                let answer = try await register.otherDaemon(database).answer(
                    Question(.code(code.grouped), knowing: test.datum),
                    from: .visitor,
                    at: TestRegister.now
                )
                seen[answer.verdict, default: []].insert(log.take())
            }
            for (verdict, runs) in seen { #expect(runs.count == 1, "\(verdict): \(runs)") }
            if test.attempts >= Attempts.limit {
                #expect(Array(seen.keys) == [.rateLimited])
                let runs = try #require(seen[.rateLimited]?.first)
                #expect(runs.allSatisfy { $0.role == .reader }, "a locked address is not written")
            }
        }
    }
}
