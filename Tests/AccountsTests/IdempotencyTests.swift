import Accounts
import Persian
import Store
import TestDatabases
import Testing
import VerifyCore

struct IdempotencyTests {
    static let now = TestEngine.now
    static let request = SHA256.hash([1])
    static let otherRequest = SHA256.hash([2])
    static let response = Array("201 with a code in it".utf8)

    @Test(arguments: TestEngine.allCases)
    func `the first request runs, later ones get its response`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withDatabase { database in
            let keys = try IdempotencyKeys.test(database, "a")
            #expect(try await keys.begin() == .run)
            #expect(try await keys.begin() == .inFlight)
            #expect(try await keys.begin(Self.otherRequest) == .differentRequest)
            #expect(try await keys.begin(owner: "2") == .run)
            try await keys.finish(Self.response)
            #expect(try await keys.begin() == .replay(Self.response))
            #expect(try await keys.begin(Self.otherRequest) == .differentRequest)
            #expect(try await keys.begin(owner: "2") == .inFlight)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `of many parallel requests one runs`(_ engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            let keys = try IdempotencyKeys.test(database, "a")
            let beginnings = try await withThrowingTaskGroup(
                of: IdempotencyKeys.Beginning.self
            ) { group in
                for _ in 1...50 { group.addTask { try await keys.begin() } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(beginnings.count { $0 == .run } == 1)
            #expect(beginnings.count { $0 == .inFlight } == 49)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `of many parallel requests at two daemons one runs, and both return its response`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withPlace { place in
            let databases = [try Database(place.location), try Database(place.location)]
            defer { for database in databases { database.close() } }
            try await databases[0].migrate(Accounts.migrations)
            let daemons = try zip(["a", "b"], databases).map {
                try IdempotencyKeys.test($1, $0)
            }
            let runs = try await withThrowingTaskGroup(of: IdempotencyKeys?.self) { group in
                for number in 1...40 {
                    let keys = daemons[number % 2]
                    group.addTask { try await keys.begin() == .run ? keys : nil }
                }
                return try await group.reduce(into: []) { $0 += [$1].compactMap(\.self) }
            }
            #expect(runs.count == 1)
            try await runs.first?.finish(Self.response)
            for keys in daemons { #expect(try await keys.begin() == .replay(Self.response)) }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an abandoned request may run again`(_ engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            let keys = try IdempotencyKeys.test(database, "a")
            #expect(try await keys.begin() == .run)
            try await keys.abandon(keys.arrival())
            #expect(try await keys.begin() == .run)
            try await keys.finish(Self.response)
            // A late refusal does not delete a response that was kept.
            try await keys.abandon(keys.arrival())
            #expect(try await keys.begin() == .replay(Self.response))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a killed daemon blocks no key permanently`(_ engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            let killed = try IdempotencyKeys.test(database, "a")
            #expect(try await killed.begin() == .run)
            let next = try IdempotencyKeys.test(database, "b")
            #expect(try await next.begin() == .inFlight)
            // Where no other run shares the database, the start deletes unfinished requests.
            #expect(try await next.clearFormer() == 1)
            #expect(try await next.begin() == .run)
            // Elsewhere the lease expires.
            let third = try IdempotencyKeys.test(database, "c")
            let late = Self.now.adding(seconds: IdempotencyKeys.lease + 1)
            #expect(try await third.begin() == .inFlight)
            #expect(try await third.begin(at: late) == .run)
            // The run that lost the key keeps no response and deletes none.
            await #expect(throws: KeyTakenOver.self) { try await next.finish(Self.response) }
            try await next.abandon(next.arrival())
            #expect(try await third.begin(at: late) == .inFlight)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `old responses are deleted, running requests are not`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withDatabase { database in
            let keys = try IdempotencyKeys.test(database, "a")
            #expect(try await keys.begin() == .run)
            #expect(try await keys.begin(owner: "2") == .run)
            try await keys.finish(Self.response)
            #expect(try await keys.sweep(before: Self.now) == 0)
            #expect(try await keys.sweep(before: Self.now.adding(seconds: 1)) == 1)
            #expect(try await keys.begin() == .run)
            let late = Self.now.adding(seconds: IdempotencyKeys.lease + 2)
            #expect(try await keys.sweep(before: late) == 2)
        }
    }

    @Test(
        arguments: ["", " ", "a b", "کلید", String(repeating: "k", count: 256), "a\n"],
        TestEngine.allCases
    )
    func `a key is visible ASCII of bounded length`(
        _ key: String,
        _ engine: TestEngine
    ) async throws {
        try await engine.withDatabase { database in
            let keys = try IdempotencyKeys.test(database, "a")
            #expect(throws: AccountsError.idempotencyKey) {
                try keys.request(key: key, owner: "1", fingerprint: Self.request, arrival: "1")
            }
        }
    }
}

extension IdempotencyKeys {
    /// Keys on behalf of one run of a program; every run with the same KEK has the same keyring.
    static func test(
        _ database: Database,
        _ instance: String,
        kek: UInt8 = 7
    ) throws -> IdempotencyKeys {
        IdempotencyKeys(
            database: database,
            keyring: try TestKeyrings.keyring(kek: kek),
            instance: instance
        )
    }

    /// The request of these tests, as it arrives at a daemon; all its arrivals have the same name here.
    func arrival(
        of request: [UInt8] = IdempotencyTests.request,
        owner: String = "1"
    ) throws -> KeyedRequest {
        try self.request(key: "k-1", owner: owner, fingerprint: request, arrival: "1")
    }

    /// Begins it.
    func begin(
        _ request: [UInt8] = IdempotencyTests.request,
        owner: String = "1",
        at now: Timestamp = IdempotencyTests.now
    ) async throws -> Beginning {
        try await begin(arrival(of: request, owner: owner), at: now)
    }

    /// Keeps the response to it.
    func finish(_ response: [UInt8], owner: String = "1") async throws {
        try await finish(arrival(owner: owner), with: response)
    }
}
