import Persian
import TestDatabases
import Testing
import VerifyCore

@testable import Registry
@testable import Store

/// The limit on guesses at a code's tag under concurrency.
///
/// Each test holds a write transaction open, so that it decides what commits first.
struct CodeReservationTests {
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
                try await Guesses.burst(
                    gate,
                    (1...200).map { number in
                        { try await Guesses.ask(registry, try code.wrong(number)) }
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
                        group.addTask { try await Guesses.ask(registry, issued.code.wrong(number)) }
                    }
                    return try await group.reduce(into: []) { $0.append($1) }
                }
                try await eventually { log.degreeReads() == 5 }
                // While not one of the five is counted.
                #expect(try await Guesses.ask(registry, issued.code) == .rateLimited)
                let token = try await registry.answer(
                    Question(.token(issued.qrText)),
                    from: .visitor,
                    at: TestRegister.now
                )
                #expect(token.verdict == .valid)
                gate.open()
                #expect(try await guesses == Array(repeating: .notFound, count: 5))
            }
            #expect(try await Guesses.ask(registry, issued.code) == .rateLimited)
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
                async let verdict = Guesses.ask(registry, code)
                try await eventually { log.degreeReads() == 1 }
                gate.open()
                return try await verdict
            }
            #expect(verdict == .rateLimited)
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
            #expect(try await Guesses.ask(registry, code) == .rateLimited)
            gate.open()
            #expect(try await batch == Array(repeating: .notFound, count: 5) + [.rateLimited])
            #expect(try await Guesses.ask(registry, code) == .rateLimited)
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
            #expect(try await Guesses.ask(registry, code) == .valid)
            #expect(log.take().count == 1)
            try await withThrowingTaskGroup(of: Verdict.self) { group in
                for _ in 1...50 { group.addTask { try await Guesses.ask(registry, code) } }
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
                #expect(try await Guesses.ask(registry, code.wrong()) == .notFound)
                #expect(register.alarms.count(.attemptNotCounted) == 1)
                for guess in [try code.wrong(2), code] {
                    await #expect(throws: StoreError.self) {
                        try await Guesses.ask(registry, guess)
                    }
                }
                #expect(try await Guesses.ask(registry, other) == .valid)
            }
            // It still counts, together with what was written since.
            #expect(try await Guesses.ask(registry, code) == .valid)
            for number in UInt32(2)...5 {
                #expect(try await Guesses.ask(registry, code.wrong(number)) == .notFound)
            }
            #expect(try await Guesses.ask(registry, code) == .rateLimited)
        }
    }
}
