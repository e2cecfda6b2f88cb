import Persian
import Store
import TestDatabases
import Testing
import VerifyCore

@testable import Registry

struct AttemptTests {
    static let right = Question.Datum.familyName("کاظمی‌پور")
    static let wrong = Question.Datum.familyName("اکبری")

    /// Gives five wrong tags, each told as not found.
    private func lock(_ register: TestRegister, _ code: AuthenticityCode) async throws {
        for number in 1...5 {
            let answer = try await register.ask(try code.wrong(UInt32(number)))
            #expect(answer.verdict == .notFound)
        }
    }

    @Test(arguments: [true, false], TestEngine.allCases)
    func `the sixth wrong tag of a day is told to wait, a degree being there or not`(
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
            #expect(register.alarms.count(.wrongTag) == 9)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `nobody can lock a genuine paper out`(_ engine: TestEngine) async throws {
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
            // Wrong tags on top of that lock nobody out either.
            try await lock(register, code)
            #expect(try await register.ask(code).verdict == .valid)
            #expect(try await register.ask(try code.wrong(77)).verdict == .rateLimited)
            let tomorrow = TestRegister.now.adding(seconds: 86_400)
            #expect(
                try await register.ask(code, knowing: Self.right, at: tomorrow).verdict == .valid
            )
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `where tags were guessed, a wrong datum tells nothing of the tag`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let code = try await register.issue().code
            try await lock(register, code)
            for number in 1...5 {
                let right = try await register.ask(code, knowing: Self.wrong)
                let guess = try code.wrong(UInt32(20 + number))
                let guessed = try await register.ask(guess, knowing: Self.wrong)
                #expect(right.verdict == guessed.verdict)
                #expect(right.retryAfter == guessed.retryAfter)
                #expect(right.verdict == .rateLimited)
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
            // Each guess is given five wrong data, to see whether the guard is lifted for it.
            for number in 6...14 {
                let guess = try issued.code.wrong(UInt32(number))
                for _ in 1...5 {
                    let answer = try await register.ask(guess, knowing: Self.wrong)
                    #expect(answer.verdict == .rateLimited)
                }
                #expect(try await register.ask(guess).verdict == .rateLimited)
            }
            for _ in 1...5 {
                let answer = try await register.ask(issued.code, knowing: Self.wrong)
                #expect(answer.verdict == .rateLimited)
            }
            #expect(try await register.ask(issued.code).verdict == .rateLimited)
            #expect(try await register.ask(token: issued.qrText).verdict == .valid)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `guesses that come at once are all counted`(_ engine: TestEngine) async throws {
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
            #expect(verdicts.count { $0 == .notFound } == 5)
            #expect(verdicts.count { $0 == .rateLimited } == 35)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `the counts of former days can be swept away`(_ engine: TestEngine) async throws {
        try await engine.withRegister { register in
            let code = try await register.issue().code
            try await lock(register, code)
            #expect(try await register.registry.sweepAttempts(at: TestRegister.now) == 0)
            let tomorrow = TestRegister.now.adding(seconds: 86_400)
            #expect(try await register.registry.sweepAttempts(at: tomorrow) == 1)
        }
    }
}
