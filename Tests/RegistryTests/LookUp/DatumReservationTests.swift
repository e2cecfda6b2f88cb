import Persian
import TestDatabases
import Testing
import VerifyCore

@testable import Registry
@testable import Store

/// The limit on guesses at a datum under concurrency.
///
/// Each test holds a write transaction open, so that it decides what commits first.
struct DatumReservationTests {
    /// 56 years of birth; the right one is among them.
    private static let years = (1_340...1_395).map { Question.Datum.birthYear(String($0)) }

    @Test(arguments: TestEngine.allCases)
    func `of 56 birth years at the same time at most five are judged`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let code = try await register.issue().code
            let (database, _) = try register.recorded()
            defer { database.close() }
            let registry = register.otherDaemon(database)
            let verdicts = try await WriteGate.hold(
                register,
                adding: 0,
                to: .datum,
                at: code.address
            ) { gate in
                try await Guesses.burst(
                    gate,
                    Self.years.map { year in
                        { try await Guesses.ask(registry, code, knowing: year) }
                    }
                ) { $0 == Self.years.count - 5 }
            }
            let judged = verdicts.count { $0 != .rateLimited }
            #expect((1...5).contains(judged))
            let stored = try await register.attempts(at: code.address)[.datum]
            #expect(stored == verdicts.count { $0 == .notFound })
            #expect(
                try await register.count("viewing_day") == verdicts.count { $0 == .valid }
            )
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a datum is judged on the attempts that the transaction of the view reads`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let code = try await register.issue().code
            let (database, log) = try register.recorded()
            defer { database.close() }
            let registry = register.otherDaemon(database)
            let verdict = try await WriteGate.hold(
                register,
                adding: 5,
                to: .datum,
                at: code.address
            ) { gate in
                async let verdict = Guesses.ask(registry, code, knowing: AttemptTests.right)
                try await eventually { log.degreeReads() == 1 }
                gate.open()
                return try await verdict
            }
            #expect(verdict == .rateLimited)
            #expect(try await register.count("viewing_day") == 0)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `56 birth years at as many daemons are judged five times at most`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let code = try await register.issue().code
            let (database, log) = try register.recorded()
            defer { database.close() }
            let verdicts = try await WriteGate.hold(
                register,
                adding: 0,
                to: .datum,
                at: code.address
            ) { gate in
                try await Guesses.burst(
                    gate,
                    Self.years.map { year in
                        let daemon = register.otherDaemon(database)
                        return { try await Guesses.ask(daemon, code, knowing: year) }
                    }
                ) { _ in log.degreeReads() == Self.years.count }
            }
            #expect(verdicts.count == Self.years.count)
            #expect(verdicts.count { $0 == .notFound } == 5)
            let stored = try await register.attempts(at: code.address)[.datum]
            #expect(stored == 5)
            // The right one can only be valid if its transaction came before the fifth wrong one's.
            #expect(verdicts.count { $0 == .valid } <= 1)
        }
    }
}
