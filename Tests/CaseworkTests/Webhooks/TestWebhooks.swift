import Persian
import Store
import TestDatabases
import Testing
import VerifyCore

@testable import Casework

/// Receivers over an empty database, with a feed that a test writes, a clock that it moves and calls that it scripts.
struct TestWebhooks: Sendable {
    let database: Database
    let webhooks: Webhooks
    let clock = TestClock()
    let notices = Collected<WebhookNotice>()
    /// The requests that were sent, in order.
    let calls = Collected<HTTPCall>()
    /// What the next requests meet; accepted where it is empty.
    let outcomes = Collected<CallOutcome>()
    /// What names lead to; a public address where there is nothing.
    let names = Shared<[String: [String]]>([:])
    /// The addresses that the setting names.
    let permitted = Shared<Set<String>>([])

    static func with(
        _ engine: TestEngine,
        _ body: (TestWebhooks) async throws -> Void
    ) async throws {
        try await engine.withPlace { place in
            let database = try Database(place.location)
            defer { database.close() }
            try await database.migrate(CaseworkTables.migrations)
            try await body(TestWebhooks(database))
        }
    }

    private init(_ database: Database) throws {
        self.database = database
        webhooks = Webhooks(database: database, keyring: try TestKeys.keyring.get())
    }

    /// Makes a receiver of 1004.
    func add(
        _ address: String = "https://hooks.example/in"
    ) async throws -> (webhook: Webhook, secret: WebhookSecret) {
        try await webhooks.add(WebhookAddress(parsing: address), of: "1004", at: clock.now)
    }

    /// Lets cases of 1004 change, and numbers the changes.
    func change(_ ids: String...) async throws {
        let feed = Feed(database: database)
        for id in ids {
            try await database.write { [now = clock.now] connection in
                let seq = try connection.first("SELECT count(*) FROM feed") { try $0.int(0) } ?? 0
                try CaseWrites.feed(id, seq: seq, to: ["1004"], at: now, in: connection)
            }
            try await feed.number(by: "feed", at: clock.now)
        }
    }

    /// A worker whose calls are scripted.
    func worker(
        _ name: String = "w1",
        during: @escaping @Sendable () -> Void = {}
    ) -> WebhookWorker {
        let script = Shared(outcomes.all)
        return worker(
            WebhookDelivery(
                lookUp: { [names] host in
                    (names.value[host] ?? ["93.184.216.34"])
                        .compactMap { OutboundAddress(parsing: $0) }
                },
                permits: { [permitted] address in
                    permitted.value.contains { OutboundAddress(parsing: $0) == address }
                },
                call: { [calls] call in
                    calls.add(call)
                    during()
                    var left = script.value
                    guard !left.isEmpty else { return .answered(status: 204, body: []) }
                    let outcome = left.removeFirst()
                    script.set(left)
                    return outcome
                }
            ),
            name
        )
    }

    func worker(_ delivery: WebhookDelivery, _ name: String = "w1") -> WebhookWorker {
        WebhookWorker(
            webhooks,
            delivery: delivery,
            disableAfter: 5 * 86_400,
            name: name,
            clock: { [clock] in clock.now },
            notice: { [notices] in notices.add($0) }
        )
    }

    /// The ids of the cases of the messages that were sent, in order.
    var sent: [String] {
        calls.all.map { call in
            (try? JSON(parsing: call.body))?["data"]?["id"]?.string ?? "test"
        }
    }

    func progress(_ id: String) async throws -> WebhookProgress {
        try #require(try await webhooks.list().first { $0.id == id }?.progress)
    }
}

extension HTTPCall {
    /// The value of a header field.
    func field(_ name: String) -> String? {
        headers.first { $0.hasPrefix("\(name): ") }.map { String($0.dropFirst(name.count + 2)) }
    }
}
