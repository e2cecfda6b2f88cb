import Persian
import Store
import TestDatabases
import Testing
import VerifyCore

@testable import Accounts

/// Responses to requests with a key are kept sealed.
struct SealedResponseTests {
    @Test(arguments: TestEngine.allCases)
    func `a response is unreadable in the database, and opens for its own request only`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withDatabase { database in
            let keys = try IdempotencyKeys.test(database, "a")
            for owner in ["1", "2"] {
                #expect(try await keys.begin(owner: owner) == .run)
                try await keys.finish(IdempotencyTests.response, owner: owner)
            }
            let stored = try await database.read { connection in
                try connection.all("SELECT headers, body FROM idempotency_key") { row in
                    (try row.text(0), try row.blob(1))
                }
            }
            let body = String(decoding: IdempotencyTests.response, as: UTF8.self)
            #expect(stored.count == 2)
            for (headers, sealed) in stored {
                #expect(headers.isEmpty)
                #expect(!String(decoding: sealed, as: UTF8.self).contains(body))
            }
            _ = try await database.write { connection in
                try connection.execute("UPDATE idempotency_key SET body = \(stored[0].1)")
            }
            let beginnings = [try await keys.begin(), try await keys.begin(owner: "2")]
            #expect(beginnings.contains(.replay(IdempotencyTests.response)))
            #expect(beginnings.contains(.answerLost))
            #expect(try await keys.begin(IdempotencyTests.otherRequest) == .differentRequest)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a response that no longer opens is refused, and the request does not run again`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withDatabase { database in
            let keys = try IdempotencyKeys.test(database, "a")
            #expect(try await keys.begin() == .run)
            try await keys.finish(IdempotencyTests.response)
            let key = try Hex.decode(try #require(keys.keyring.current.active(.data)).id)
            #expect(try await keys.begin() == .replay(IdempotencyTests.response))
            for change in [[], [0], key + [UInt8](repeating: 0, count: 200)] {
                _ = try await database.write { connection in
                    try connection.execute(
                        "UPDATE idempotency_key SET body = \(change)"
                    )
                }
                #expect(try await keys.begin() == .answerLost)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a response under a missing data key is not lost, and the key is named`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withDatabase { database in
            let ahead = try IdempotencyKeys.test(database, "a")
            #expect(try await ahead.begin() == .run)
            try await ahead.finish(IdempotencyTests.response)
            let missing = MissingKey(
                purpose: .data,
                id: try #require(ahead.keyring.current.active(.data)).id
            )
            for behind in [
                try IdempotencyKeys.test(database, "b", kek: 8),
                IdempotencyKeys(database: database, keyring: LiveKeyring(Keyring()), instance: "c"),
            ] {
                await #expect(throws: missing) { try await behind.begin() }
                // Another request with the key learns nothing of it.
                #expect(try await behind.begin(IdempotencyTests.otherRequest) == .differentRequest)
            }
            #expect(try await ahead.begin() == .replay(IdempotencyTests.response))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a response under a data key that is only staged is read`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withDatabase { database in
            let staged = try TestEngine.keyring().current.staging(
                .data,
                kek: TestEngine.kek(),
                at: IdempotencyTests.now
            )
            let id = try #require(staged.facts.first { $0.state == .staged }).id
            let active = try staged.activating(id, kek: TestEngine.kek(), at: IdempotencyTests.now)
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
            #expect(try await ahead.begin() == .run)
            try await ahead.finish(IdempotencyTests.response)
            #expect(try await behind.begin() == .replay(IdempotencyTests.response))
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
            #expect(try await keys.begin() == .run)
            try await keys.finish(IdempotencyTests.response)
            #expect(try await keys.begin() == .answerLost)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `responses that an earlier version kept readable are made unreadable`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withDatabase(Array(Accounts.migrations.prefix(2))) { database in
            _ = try await database.write { connection in
                try connection.execute(
                    """
                    INSERT INTO idempotency_key
                        (owner, key, fingerprint, instance, lease_until, status, headers, body, created_at)
                    VALUES (
                        '1', 'k-1', \(IdempotencyTests.request), 'a', '', 201, 'location: /1', \(IdempotencyTests.response),
                        \(IdempotencyTests.now.description)
                    )
                    """
                )
            }
            try await database.migrate(Accounts.migrations)
            let keys = try IdempotencyKeys.test(database, "a")
            #expect(try await keys.begin() == .answerLost)
            let readable = try await database.read { connection in
                try connection.first(
                    "SELECT count(*) FROM idempotency_key WHERE headers <> '' OR length(body) > 0"
                ) { try $0.int(0) }
            }
            #expect(readable == 0)
        }
    }
}
