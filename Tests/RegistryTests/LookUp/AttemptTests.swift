import Persian
import Store
import TestDatabases
import Testing
import VerifyCore

@testable import Registry

struct AttemptTests {
    static let right = Question.Datum.familyName("کاظمی‌پور")
    static let wrong = Question.Datum.familyName("اکبری")

    /// Gives five wrong tags; each is not found.
    private func lock(_ register: TestRegister, _ code: AuthenticityCode) async throws {
        for number in 1...5 {
            let answer = try await register.ask(try code.wrong(UInt32(number)))
            #expect(answer.verdict == .notFound)
        }
    }

    @Test(arguments: [true, false], TestEngine.allCases)
    func `the sixth wrong tag of a day is refused, whether a degree is there or not`(
        _ isThere: Bool,
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let issued = try await register.issue().code
            let code = isThere ? issued : try issued.elsewhere()
            try await lock(register, code)
            for number in 6...8 {
                let answer = try await register.ask(try code.wrong(UInt32(number)))
                #expect(answer.verdict == .rateLimited)
                let wait = try #require(answer.retryAfter)
                #expect((1...86_400).contains(wait))
                // The wait ends with the day in Tehran.
                let then = TestRegister.now.adding(seconds: Int64(wait))
                #expect(then.tehranDate != TestRegister.now.tehranDate)
                #expect(then.tehranTime == (0, 0))
            }
            let tomorrow = TestRegister.now.adding(seconds: 86_400)
            #expect(try await register.ask(try code.wrong(9), at: tomorrow).verdict == .notFound)
            #expect(register.alarms.count(.wrongTag) == 6)
        }
    }

    @Test(arguments: [-1, -400], TestEngine.allCases)
    func `a clock that goes back forgets no attempt`(
        _ days: Int64,
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let code = try await register.issue().code
            try await lock(register, code)
            let former = TestRegister.now.adding(seconds: days * 86_400)
            // In this process, and in another one, which knows the stored count only.
            let other = Registry(
                database: register.database,
                keyring: register.keyring,
                host: "degrees.example.ir"
            )
            for registry in [register.registry, other] {
                for text in [code.grouped, try code.wrong(6).grouped] {
                    let question = Question(.code(text))
                    let answer = try await registry.answer(question, from: .visitor, at: former)
                    #expect(answer.verdict == .rateLimited)
                }
                _ = try await registry.sweepAttempts(at: former)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an attempt under a clock that went back is counted to the later day`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let code = try await register.issue().code
            let former = TestRegister.now.adding(seconds: -86_400)
            for number in 1...6 {
                let wrong = try code.wrong(UInt32(number))
                let answer = try await register.ask(
                    wrong,
                    at: number.isMultiple(of: 2) ? former : TestRegister.now
                )
                #expect(answer.verdict == (number < 6 ? .notFound : .rateLimited))
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `wrong tags do not lock a genuine paper out`(_ engine: TestEngine) async throws {
        try await engine.withRegister { register in
            let code = try await register.issue().code
            try await lock(register, code)
            #expect(try await register.ask(code).verdict == .rateLimited)
            let known = try await register.ask(code, knowing: Self.right)
            #expect(known.verdict == .valid)
            #expect(known.degree?.detail != nil)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a genuine token is answered, whatever was guessed`(_ engine: TestEngine) async throws {
        try await engine.withRegister { register in
            let issued = try await register.issue()
            try await lock(register, issued.code)
            #expect(try await register.ask(token: issued.qrText).verdict == .valid)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `after five wrong data the datum is refused and the code alone still answers`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let code = try await register.issue().code
            for _ in 1...5 {
                let answer = try await register.ask(code, knowing: Self.wrong)
                #expect(answer.verdict == .notFound)
            }
            for datum in [Self.wrong, Self.right] {
                let answer = try await register.ask(code, knowing: datum)
                #expect(answer.verdict == .rateLimited)
                #expect(answer.degree == nil)
            }
            #expect(try await register.ask(code).verdict == .valid)
            // The same whether the tag is right, or there is a degree.
            for guess in [try code.wrong(), try code.elsewhere()] {
                try await register.setAttempts(5, at: guess.address)
                let answer = try await register.ask(guess, knowing: Self.right)
                #expect(answer.verdict == .rateLimited)
            }
            let tomorrow = TestRegister.now.adding(seconds: 86_400)
            #expect(
                try await register.ask(code, knowing: Self.right, at: tomorrow).verdict == .valid
            )
        }
    }

    @Test(arguments: [false, true], TestEngine.allCases)
    func `a wrong datum counts the same whether the tag is right or wrong`(
        _ isLocked: Bool,
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let code = try await register.issue().code
            if isLocked { try await lock(register, code) }
            for number in 1...5 {
                let guess = number.isMultiple(of: 2) ? code : try code.wrong()
                let answer = try await register.ask(guess, knowing: Self.wrong)
                #expect(answer.verdict == .notFound)
                let counts = try await register.attempts(at: code.address)
                #expect(counts[.datum] == Int64(number) && counts[.code] == (isLocked ? 5 : 0))
            }
            for guess in [code, try code.wrong()] {
                for datum in [Self.wrong, Self.right] {
                    let answer = try await register.ask(guess, knowing: datum)
                    #expect(answer.verdict == .rateLimited)
                }
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `wrong data do not help to guess tags, and the QR answers always`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let issued = try await register.issue()
            try await lock(register, issued.code)
            for number in 6...10 {
                let guess = try issued.code.wrong(UInt32(number))
                let answer = try await register.ask(guess, knowing: Self.right)
                #expect(answer.verdict == .notFound)
                #expect(try await register.ask(guess).verdict == .rateLimited)
            }
            for code in [issued.code, try issued.code.wrong(11)] {
                let answer = try await register.ask(code, knowing: Self.right)
                #expect(answer.verdict == .rateLimited)
            }
            #expect(try await register.ask(issued.code).verdict == .rateLimited)
            #expect(try await register.ask(token: issued.qrText).verdict == .valid)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `guesses at the same time are all counted`(_ engine: TestEngine) async throws {
        try await engine.withRegister { register in
            let code = try await register.issue().code
            let verdicts = try await withThrowingTaskGroup(of: Verdict.self) { group in
                for number in 1...40 {
                    group.addTask {
                        try await register.ask(try code.wrong(UInt32(number))).verdict
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            // A guess that meets others in flight may be refused before the fifth is counted.
            let judged = verdicts.count { $0 == .notFound }
            #expect((1...5).contains(judged))
            #expect(verdicts.count { $0 == .rateLimited } == 40 - judged)
            #expect(try await register.attempts(at: code.address)[.code] == Int64(judged))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `the counts of former days are deleted`(_ engine: TestEngine) async throws {
        try await engine.withRegister { register in
            let code = try await register.issue().code
            try await lock(register, code)
            #expect(try await register.registry.sweepAttempts(at: TestRegister.now) == 0)
            let tomorrow = TestRegister.now.adding(seconds: 86_400)
            #expect(try await register.registry.sweepAttempts(at: tomorrow) == 1)
        }
    }
}
