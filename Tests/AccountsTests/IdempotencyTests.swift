import Accounts
import Persian
import Store
import Testing
import VerifyCore

struct IdempotencyTests {
    static let now = TestEngine.now
    static let request = SHA256.hash([1])
    static let otherRequest = SHA256.hash([2])
    static let response = IdempotencyKeys.StoredResponse(
        status: 201,
        headers: ["location": "/api/v1/degrees/1", "etag": "\"a: b\""],
        body: Array("{\"id\":1}".utf8)
    )

    private func begin(
        _ keys: IdempotencyKeys,
        _ request: [UInt8] = request,
        owner: String = "1",
        at now: Timestamp = now
    ) async throws -> IdempotencyKeys.Beginning {
        try await keys.begin(key: "k-1", owner: owner, fingerprint: request, at: now)
    }

    @Test(arguments: TestEngine.allCases)
    func `the first request runs, the next ones get its answer`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withDatabase { database in
            let keys = IdempotencyKeys(database: database, instance: "a")
            #expect(try await begin(keys) == .run)
            #expect(try await begin(keys) == .inFlight)
            #expect(try await begin(keys, Self.otherRequest) == .differentRequest)
            #expect(try await begin(keys, owner: "2") == .run)
            try await keys.finish(key: "k-1", owner: "1", response: Self.response)
            #expect(try await begin(keys) == .replay(Self.response))
            #expect(try await begin(keys, Self.otherRequest) == .differentRequest)
            #expect(try await begin(keys, owner: "2") == .inFlight)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `of many at once one runs`(_ engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            let keys = IdempotencyKeys(database: database, instance: "a")
            let beginnings = try await withThrowingTaskGroup(
                of: IdempotencyKeys.Beginning.self
            ) { group in
                for _ in 1...50 { group.addTask { try await begin(keys) } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(beginnings.count { $0 == .run } == 1)
            #expect(beginnings.count { $0 == .inFlight } == 49)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an abandoned request may run again`(_ engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            let keys = IdempotencyKeys(database: database, instance: "a")
            #expect(try await begin(keys) == .run)
            try await keys.abandon(key: "k-1", owner: "1")
            #expect(try await begin(keys) == .run)
            try await keys.finish(key: "k-1", owner: "1", response: Self.response)
            // An answer that was given is never forgotten by a late refusal.
            try await keys.abandon(key: "k-1", owner: "1")
            #expect(try await begin(keys) == .replay(Self.response))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a daemon that was killed blocks no key for ever`(_ engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            let killed = IdempotencyKeys(database: database, instance: "a")
            #expect(try await begin(killed) == .run)
            let next = IdempotencyKeys(database: database, instance: "b")
            #expect(try await begin(next) == .inFlight)
            // Where no other run shares the database, the start clears what was left.
            #expect(try await next.clearFormer() == 1)
            #expect(try await begin(next) == .run)
            // Elsewhere the lease ends.
            let third = IdempotencyKeys(database: database, instance: "c")
            let late = Self.now.adding(seconds: IdempotencyKeys.lease + 1)
            #expect(try await begin(third) == .inFlight)
            #expect(try await begin(third, at: late) == .run)
            // Whoever lost the key so leaves no answer of his own.
            try await next.finish(key: "k-1", owner: "1", response: Self.response)
            #expect(try await begin(third, at: late) == .inFlight)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `old answers are swept away, running requests are not`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withDatabase { database in
            let keys = IdempotencyKeys(database: database, instance: "a")
            #expect(try await begin(keys) == .run)
            #expect(try await begin(keys, owner: "2") == .run)
            try await keys.finish(key: "k-1", owner: "1", response: Self.response)
            #expect(try await keys.sweep(before: Self.now) == 0)
            #expect(try await keys.sweep(before: Self.now.adding(seconds: 1)) == 1)
            #expect(try await begin(keys) == .run)
            let late = Self.now.adding(seconds: IdempotencyKeys.lease + 2)
            #expect(try await keys.sweep(before: late) == 2)
        }
    }

    @Test(arguments: ["", " ", "a b", "کلید", String(repeating: "k", count: 256), "a\n"])
    func `a key is visible ASCII of bounded length`(_ key: String) async throws {
        try await TestEngine.sqlite.withDatabase { database in
            let keys = IdempotencyKeys(database: database, instance: "a")
            await #expect(throws: AccountsError.idempotencyKey) {
                try await keys.begin(
                    key: key,
                    owner: "1",
                    fingerprint: Self.request,
                    at: Self.now
                )
            }
        }
    }
}
