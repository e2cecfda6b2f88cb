import Persian
import Synchronization
import TestDatabases
import Testing
import VerifyCore

@testable import Registry
@testable import Store

/// A count that several tasks raise.
private final class Tally: Sendable {
    private let counted = Atomic<Int>(0)

    var value: Int { counted.load(ordering: .sequentiallyConsistent) }

    func count() { counted.wrappingAdd(1, ordering: .sequentiallyConsistent) }
}

/// The limits on guesses under concurrency.
///
/// Each test holds a write transaction open, so that it decides what commits first.
struct ReservationTests {
    private static let right = AttemptTests.right
    /// 56 years of birth; the right one is among them.
    private static let years = (1_340...1_395).map { Question.Datum.birthYear(String($0)) }

    private static func ask(
        _ registry: Registry,
        _ code: AuthenticityCode,
        knowing datum: Question.Datum? = nil
    ) async throws -> Verdict {
        let question = Question(.code(code.grouped), knowing: datum)
        return try await registry.answer(question, from: .visitor, at: TestRegister.now).verdict
    }

    /// Asks all questions in parallel; opens the gate when `isReady`.
    private static func burst(
        _ gate: WriteGate,
        _ questions: [@Sendable () async throws -> Verdict],
        openWhen isReady: @escaping @Sendable (_ answered: Int) -> Bool
    ) async throws -> [Verdict] {
        let answered = Tally()
        return try await withThrowingTaskGroup(of: Verdict?.self) { group in
            for question in questions {
                group.addTask {
                    let verdict = try await question()
                    answered.count()
                    return verdict
                }
            }
            group.addTask {
                try await eventually { isReady(answered.value) }
                gate.open()
                return nil
            }
            return try await group.reduce(into: []) { if let verdict = $1 { $0.append(verdict) } }
        }
    }

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
                try await Self.burst(
                    gate,
                    Self.years.map { year in
                        { try await Self.ask(registry, code, knowing: year) }
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
    func `of 200 tags at the same time at most five are judged`(
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
                to: .code,
                at: code.address
            ) { gate in
                try await Self.burst(
                    gate,
                    (1...200).map { number in
                        { try await Self.ask(registry, try code.wrong(number)) }
                    }
                ) { $0 == 195 }
            }
            #expect((1...5).contains(verdicts.count { $0 == .notFound }))
            #expect(verdicts.allSatisfy { $0 == .notFound || $0 == .rateLimited })
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a right tag behind five guesses in flight is not answered`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let issued = try await register.issue()
            let (database, log) = try register.recorded()
            defer { database.close() }
            let registry = register.otherDaemon(database)
            try await WriteGate.hold(register, adding: 0, to: .code, at: issued.code.address) {
                gate in
                async let guesses = withThrowingTaskGroup(of: Verdict.self) { group in
                    for number in UInt32(1)...5 {
                        group.addTask { try await Self.ask(registry, issued.code.wrong(number)) }
                    }
                    return try await group.reduce(into: []) { $0.append($1) }
                }
                try await eventually { log.degreeReads() == 5 }
                // While not one of the five is counted.
                #expect(try await Self.ask(registry, issued.code) == .rateLimited)
                let token = try await registry.answer(
                    Question(.token(issued.qrText)),
                    from: .visitor,
                    at: TestRegister.now
                )
                #expect(token.verdict == .valid)
                gate.open()
                #expect(try await guesses == Array(repeating: .notFound, count: 5))
            }
            #expect(try await Self.ask(registry, issued.code) == .rateLimited)
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
                async let verdict = Self.ask(registry, code, knowing: Self.right)
                try await eventually { log.degreeReads() == 1 }
                gate.open()
                return try await verdict
            }
            #expect(verdict == .rateLimited)
            #expect(try await register.count("viewing_day") == 0)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `where another daemon has counted an attempt, a right tag waits for those it has not yet`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let code = try await register.issue().code
            #expect(try await register.ask(code.wrong()).verdict == .notFound)
            let (database, log) = try register.recorded()
            defer { database.close() }
            let registry = register.otherDaemon(database)
            let verdict = try await WriteGate.hold(
                register,
                adding: 4,
                to: .code,
                at: code.address
            ) { gate in
                async let verdict = Self.ask(registry, code)
                try await eventually { log.degreeReads() == 1 }
                gate.open()
                return try await verdict
            }
            #expect(verdict == .rateLimited)
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
                try await Self.burst(
                    gate,
                    Self.years.map { year in
                        let daemon = register.otherDaemon(database)
                        return { try await Self.ask(daemon, code, knowing: year) }
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

    @Test(arguments: TestEngine.allCases)
    func `a batch's guesses count before its transaction has ended`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let code = try await register.issue().code
            let registry = register.registry
            let held = registry.holdReservations()
            let gate = WriteGate()
            async let batch = register.database.write { connection in
                held.beginTransaction()
                let verdicts = try (1...6).map { number in
                    try registry.examine(
                        Question(.code(try code.wrong(number).grouped)),
                        from: .visitor,
                        at: TestRegister.now,
                        holding: held,
                        in: connection
                    ).verdict
                }
                gate.enter()
                return verdicts
            }
            try await eventually { gate.isEntered }
            #expect(try await Self.ask(registry, code) == .rateLimited)
            gate.open()
            #expect(try await batch == Array(repeating: .notFound, count: 5) + [.rateLimited])
            #expect(try await Self.ask(registry, code) == .rateLimited)
            #expect(try await register.attempts(at: code.address)[.code] == 5)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a right code is one read and no write, however many look it up at the same time`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let code = try await register.issue().code
            let (database, log) = try register.recorded()
            defer { database.close() }
            let registry = register.otherDaemon(database)
            #expect(try await Self.ask(registry, code) == .valid)
            #expect(log.take().count == 1)
            try await withThrowingTaskGroup(of: Verdict.self) { group in
                for _ in 1...50 { group.addTask { try await Self.ask(registry, code) } }
                for try await verdict in group { #expect(verdict == .valid) }
            }
            let runs = log.take()
            #expect(runs.count == 50 && runs.allSatisfy { $0.role == .reader })
            #expect(try await register.count("attempt") == 0)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an attempt that cannot be written counts in the daemon, and the next needs the database`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let (code, other) = (
                try await register.issue(1).code, try await register.issue(2).code
            )
            var options = Database.Options()
            options.busyMilliseconds = 50
            options.patience = .milliseconds(100)
            let (database, _) = try register.recorded(options: options)
            defer { database.close() }
            let registry = register.otherDaemon(database)
            try await WriteGate.hold(register, adding: 0, to: .code, at: code.address) { _ in
                #expect(try await Self.ask(registry, code.wrong()) == .notFound)
                #expect(register.alarms.count(.attemptNotCounted) == 1)
                for guess in [try code.wrong(2), code] {
                    await #expect(throws: StoreError.self) { try await Self.ask(registry, guess) }
                }
                #expect(try await Self.ask(registry, other) == .valid)
            }
            // It still counts, together with what was written since.
            #expect(try await Self.ask(registry, code) == .valid)
            for number in UInt32(2)...5 {
                #expect(try await Self.ask(registry, code.wrong(number)) == .notFound)
            }
            #expect(try await Self.ask(registry, code) == .rateLimited)
        }
    }
}
