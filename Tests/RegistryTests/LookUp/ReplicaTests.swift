import Foundation
import Persian
import Store
import TestDatabases
import Testing
import VerifyCore

@testable import Registry

struct ReplicaTests {
    private static let now = TestRegister.now

    /// A register over the same database that reads this copy first.
    private func asking(
        _ copy: Database,
        _ register: TestRegister
    ) -> (registry: Registry, replica: Replica) {
        let replica = Replica(of: register.database, daemon: "a", bound: 10) { copy }
        let registry = Registry(
            database: register.database,
            keyring: register.keyring,
            host: register.registry.host,
            replica: replica
        )
        return (registry, replica)
    }

    private func ask(
        _ registry: Registry,
        _ code: AuthenticityCode,
        knowing datum: Question.Datum? = nil,
        after seconds: Int64
    ) async throws -> Answer {
        try await registry.answer(
            Question(.code(code.grouped), knowing: datum),
            from: .visitor,
            at: Self.now.adding(seconds: seconds)
        )
    }

    /// A copy of the database as it is now, in a file that no longer changes.
    private func frozen(_ register: TestRegister) async throws -> Database {
        let copy = try Database(.sqlite("\(register.place.folder)/copy.db"))
        try await copy.migrate(Registry.migrations)
        _ = try await register.database.copy(to: copy) { _, _ in }
        return copy
    }

    @Test(arguments: TestEngine.allCases)
    func `a copy answers with the moment up to which it knows the register`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let issued = try await register.issue()
            let (registry, replica) = asking(register.database, register)
            #expect(try await ask(registry, issued.code, after: 0).recordsAsOf == Self.now)
            #expect(replica.answers == 0 && replica.age(at: Self.now) == nil)
            try await replica.beat(at: Self.now)
            let answer = try await ask(registry, issued.code, after: 3)
            #expect(answer.verdict == .valid && answer.recordsAsOf == Self.now)
            #expect(replica.answers == 1 && replica.age(at: Self.now.adding(seconds: 3)) == 3)
            // Without a newer beat it is soon too old to be used.
            let late = try await ask(registry, issued.code, after: 11)
            #expect(late.verdict == .valid && late.recordsAsOf == Self.now.adding(seconds: 11))
            #expect(replica.answers == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `what opens more than T0 is read at the primary and leaves its entry`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let issued = try await register.issue()
            let (registry, replica) = asking(register.database, register)
            try await replica.beat(at: Self.now)
            let known = try await ask(registry, issued.code, knowing: AttemptTests.right, after: 3)
            #expect(known.degree?.detail != nil)
            #expect(known.recordsAsOf == Self.now.adding(seconds: 3))
            #expect(try await register.count("viewing_day") == 1)
            #expect(try await ask(registry, issued.code.wrong(), after: 3).verdict == .notFound)
            #expect(try await register.count("attempt") == 1)
            #expect(replica.answers == 0)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func
        `a copy that is behind finds what was issued since, and may miss a revocation for its bound`(
            _ engine: TestEngine
        ) async throws
    {
        try await engine.withRegister { register in
            let old = try await register.issue()
            // Its beat is in the copy: it was made after it.
            try await asking(register.database, register).replica.beat(at: Self.now)
            let copy = try await frozen(register)
            defer { copy.close() }
            let (registry, replica) = asking(copy, register)
            try await replica.beat(at: Self.now.adding(seconds: 1))
            let new = try await register.issue(2)
            try await register.revoke(old, at: Self.now)
            #expect(try await ask(registry, new.code, after: 2).verdict == .valid)
            let missed = try await ask(registry, old.code, after: 9)
            #expect(missed.verdict == .valid && missed.recordsAsOf == Self.now)
            // Seconds are cut: ten may be nearly eleven.
            #expect(try await ask(registry, old.code, after: 10).verdict == .revoked)
        }
    }

    @Test
    func `where a degree was changed a copy that is behind is not read`() async throws {
        try await TestEngine.sqlite.withRegister { register in
            let (first, second) = (try await register.issue(1), try await register.issue(2))
            try await asking(register.database, register).replica.beat(at: Self.now)
            let copy = try await frozen(register)
            defer { copy.close() }
            let (registry, replica) = asking(copy, register)
            try await replica.beat(at: Self.now)
            #expect(try await ask(registry, first.code, after: 1).verdict == .valid)
            _ = try await registry.revoke(
                first.id,
                because: .court,
                note: "",
                by: TestRegister.saorg,
                at: Self.now
            )
            let new = try await registry.correct(
                second.id,
                to: .test(2, firstNameFa: "مینو"),
                by: TestRegister.saorg,
                at: Self.now
            )
            #expect(try await ask(registry, first.code, after: 1).verdict == .revoked)
            #expect(try await ask(registry, second.code, after: 1).verdict == .superseded)
            #expect(try await ask(registry, new.code, after: 1).verdict == .valid)
            #expect(replica.answers == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `tags cannot be tried at a copy that does not know the wrong ones yet`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let code = try await register.issue().code
            try await asking(register.database, register).replica.beat(at: Self.now)
            let copy = try await frozen(register)
            defer { copy.close() }
            let (registry, replica) = asking(copy, register)
            try await replica.beat(at: Self.now)
            for number in 1...5 {
                let answer = try await ask(registry, try code.wrong(UInt32(number)), after: 1)
                #expect(answer.verdict == .notFound)
            }
            #expect(try await ask(registry, code, after: 1).verdict == .rateLimited)
            #expect(replica.answers == 0)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a copy that cannot be opened or read is not used`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let code = try await register.issue().code
            let away = Replica(of: register.database, daemon: "a", bound: 10) {
                throw StoreError.unreachable(.away, "no such host")
            }
            await #expect(throws: StoreError.self) { try await away.beat(at: Self.now) }
            #expect(away.age(at: Self.now) == nil)
            let copy = try await frozen(register)
            let (registry, replica) = asking(copy, register)
            copy.close()
            await #expect(throws: StoreError.closed) { try await replica.beat(at: Self.now) }
            #expect(try await ask(registry, code, after: 1).verdict == .valid)
            #expect(replica.answers == 0)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `while the primary is away its copy answers for the bound, and no tags are tried at it`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let code = try await register.issue().code
            try await asking(register.database, register).replica.beat(at: Self.now)
            let copy = try await frozen(register)
            defer { copy.close() }
            let primary = try Database(register.place.location)
            let replica = Replica(of: primary, daemon: "a", bound: 10) { copy }
            let registry = Registry(
                database: primary,
                keyring: register.keyring,
                host: register.registry.host,
                replica: replica
            )
            try await replica.beat(at: Self.now)
            primary.close()
            await #expect(throws: StoreError.closed) {
                try await replica.beat(at: Self.now.adding(seconds: 1))
            }
            let answer = try await ask(registry, code, after: 3)
            #expect(answer.verdict == .valid && answer.recordsAsOf == Self.now)
            await #expect(throws: StoreError.closed) {
                try await ask(registry, code.wrong(), after: 3)
            }
            await #expect(throws: StoreError.closed) { try await ask(registry, code, after: 3) }
            #expect(replica.answers == 1)
        }
    }
}
