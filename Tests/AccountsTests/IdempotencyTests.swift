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
        try await keys.begin(keys.arrival(of: request, owner: owner), at: now)
    }

    @Test(arguments: TestEngine.allCases)
    func `the first request runs, the next ones get its answer`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withDatabase { database in
            let keys = try IdempotencyKeys.test(database, "a")
            #expect(try await begin(keys) == .run)
            #expect(try await begin(keys) == .inFlight)
            #expect(try await begin(keys, Self.otherRequest) == .differentRequest)
            #expect(try await begin(keys, owner: "2") == .run)
            try await keys.finish(Self.response)
            #expect(try await begin(keys) == .replay(Self.response))
            #expect(try await begin(keys, Self.otherRequest) == .differentRequest)
            #expect(try await begin(keys, owner: "2") == .inFlight)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `of many at once one runs`(_ engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            let keys = try IdempotencyKeys.test(database, "a")
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
    func `of many at two daemons at once one runs, and both give its answer`(
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
                    group.addTask { try await begin(keys) == .run ? keys : nil }
                }
                return try await group.reduce(into: []) { $0 += [$1].compactMap(\.self) }
            }
            #expect(runs.count == 1)
            try await runs.first?.finish(Self.response)
            for keys in daemons { #expect(try await begin(keys) == .replay(Self.response)) }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an abandoned request may run again`(_ engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            let keys = try IdempotencyKeys.test(database, "a")
            #expect(try await begin(keys) == .run)
            try await keys.abandon(keys.arrival())
            #expect(try await begin(keys) == .run)
            try await keys.finish(Self.response)
            // An answer that was given is never forgotten by a late refusal.
            try await keys.abandon(keys.arrival())
            #expect(try await begin(keys) == .replay(Self.response))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a daemon that was killed blocks no key for ever`(_ engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            let killed = try IdempotencyKeys.test(database, "a")
            #expect(try await begin(killed) == .run)
            let next = try IdempotencyKeys.test(database, "b")
            #expect(try await begin(next) == .inFlight)
            // Where no other run shares the database, the start clears what was left.
            #expect(try await next.clearFormer() == 1)
            #expect(try await begin(next) == .run)
            // Elsewhere the lease ends.
            let third = try IdempotencyKeys.test(database, "c")
            let late = Self.now.adding(seconds: IdempotencyKeys.lease + 1)
            #expect(try await begin(third) == .inFlight)
            #expect(try await begin(third, at: late) == .run)
            // Whoever lost the key so leaves no answer of his own, and takes nothing away.
            await #expect(throws: KeyTakenOver.self) { try await next.finish(Self.response) }
            try await next.abandon(next.arrival())
            #expect(try await begin(third, at: late) == .inFlight)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `old answers are swept away, running requests are not`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withDatabase { database in
            let keys = try IdempotencyKeys.test(database, "a")
            #expect(try await begin(keys) == .run)
            #expect(try await begin(keys, owner: "2") == .run)
            try await keys.finish(Self.response)
            #expect(try await keys.sweep(before: Self.now) == 0)
            #expect(try await keys.sweep(before: Self.now.adding(seconds: 1)) == 1)
            #expect(try await begin(keys) == .run)
            let late = Self.now.adding(seconds: IdempotencyKeys.lease + 2)
            #expect(try await keys.sweep(before: late) == 2)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an answer lies in the database unreadable, and opens for its own request only`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withDatabase { database in
            let keys = try IdempotencyKeys.test(database, "a")
            for owner in ["1", "2"] {
                #expect(try await begin(keys, owner: owner) == .run)
                try await keys.finish(Self.response, owner: owner)
            }
            let stored = try await database.read { connection in
                try connection.all("SELECT headers, body FROM idempotency_key") { row in
                    (try row.text(0), try row.blob(1))
                }
            }
            let body = String(decoding: Self.response.body, as: UTF8.self)
            #expect(stored.count == 2)
            for (headers, sealed) in stored {
                #expect(headers.isEmpty)
                #expect(!String(decoding: sealed, as: UTF8.self).contains(body))
            }
            _ = try await database.write { connection in
                try connection.execute("UPDATE idempotency_key SET body = \(stored[0].1)")
            }
            let beginnings = [try await begin(keys), try await begin(keys, owner: "2")]
            #expect(beginnings.contains(.replay(Self.response)))
            #expect(beginnings.contains(.answerLost))
            #expect(try await begin(keys, Self.otherRequest) == .differentRequest)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an answer that opens no more is refused, and the request is not run again`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withDatabase { database in
            let keys = try IdempotencyKeys.test(database, "a")
            #expect(try await begin(keys) == .run)
            try await keys.finish(Self.response)
            let stranger = try IdempotencyKeys.test(database, "a", kek: 8)
            #expect(try await begin(stranger) == .answerLost)
            #expect(try await begin(keys) == .replay(Self.response))
            for change in [[], [0], [UInt8](repeating: 0, count: 200)] {
                _ = try await database.write { connection in
                    try connection.execute(
                        "UPDATE idempotency_key SET body = \(change)"
                    )
                }
                #expect(try await begin(keys) == .answerLost)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an answer under a key that is only staged here is read`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withDatabase { database in
            let staged = try TestEngine.keyring().current.staging(
                .data,
                kek: TestEngine.kek(),
                at: Self.now
            )
            let id = try #require(staged.facts.first { $0.state == .staged }).id
            let active = try staged.activating(id, kek: TestEngine.kek(), at: Self.now)
            let ahead = IdempotencyKeys(
                database: database,
                keyring: LiveKeyring(active),
                instance: "a"
            )
            let behind = IdempotencyKeys(
                database: database,
                keyring: LiveKeyring(staged),
                instance: "b"
            )
            #expect(try await begin(ahead) == .run)
            try await ahead.finish(Self.response)
            #expect(try await begin(behind) == .replay(Self.response))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `without a data key the request is still done once`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withDatabase { database in
            let keys = IdempotencyKeys(
                database: database,
                keyring: LiveKeyring(Keyring()),
                instance: "a"
            )
            #expect(try await begin(keys) == .run)
            try await keys.finish(Self.response)
            #expect(try await begin(keys) == .answerLost)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `answers that an earlier version kept readable are made unreadable`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withDatabase(Array(Accounts.migrations.prefix(2))) { database in
            _ = try await database.write { connection in
                try connection.execute(
                    """
                    INSERT INTO idempotency_key
                        (owner, key, fingerprint, instance, lease_until, status, headers, body, created_at)
                    VALUES (
                        '1', 'k-1', \(Self.request), 'a', '', 201, 'location: /1', \(Self.response.body),
                        \(Self.now.description)
                    )
                    """
                )
            }
            try await database.migrate(Accounts.migrations)
            let keys = try IdempotencyKeys.test(database, "a")
            #expect(try await begin(keys) == .answerLost)
            let readable = try await database.read { connection in
                try connection.first(
                    "SELECT count(*) FROM idempotency_key WHERE headers <> '' OR length(body) > 0"
                ) { try $0.int(0) }
            }
            #expect(readable == 0)
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

    /// The request of these tests, as it arrives at a daemon; all of its arrivals have one name here.
    func arrival(
        of request: [UInt8] = IdempotencyTests.request,
        owner: String = "1"
    ) throws -> KeyedRequest {
        try self.request(key: "k-1", owner: owner, fingerprint: request, arrival: "1")
    }

    /// Keeps the answer to it.
    func finish(_ response: StoredResponse, owner: String = "1") async throws {
        try await finish(arrival(owner: owner), with: response)
    }
}
