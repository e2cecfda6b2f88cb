import Accounts
import Store
import TestDatabases
import Testing
import VerifyCore

@testable import Casework

/// What the outbox takes, and what its table shows.
@Suite struct OutboxTests {
    @Test(arguments: TestEngine.allCases)
    func `an event has one message for each recipient, however often it is stored`(
        _ engine: TestEngine
    ) async throws {
        try await TestOutbox.with(engine) { test in
            for _ in 1...3 { try await test.enqueue(.notice()) }
            try await test.enqueue(.notice(2))
            #expect(try await test.states() == [.ready, .ready])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a transaction that is undone leaves no message`(_ engine: TestEngine) async throws {
        struct Undone: Error {}
        try await TestOutbox.with(engine) { test in
            let hook = test.outbox.hook { test.clock.now }
            await #expect(throws: Undone.self) {
                try await test.database.write { connection in
                    try hook(.code(), connection)
                    throw Undone()
                }
            }
            let states = try await test.states()
            #expect(states.isEmpty)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `the table has neither recipient, text nor code in readable form`(
        _ engine: TestEngine
    ) async throws {
        try await TestOutbox.with(engine) { test in
            try await test.enqueue(.code())
            try await test.enqueue(.notice())
            _ = try await test.worker(ScriptedSender()).sendAll()
            let cells = try await test.database.read { connection in
                try connection.all("SELECT * FROM outbox") { row in
                    try (0..<16).map { "\(try row.value($0))" }.joined(separator: " ")
                }
            }
            #expect(cells.count == 2)
            for secret in ["482913", "9123456789", "head@uni", "نقش"] {
                #expect(!cells.contains { $0.contains(secret) })
                let bytes = Array(secret.utf8).map(String.init).joined(separator: ", ")
                #expect(!cells.contains { $0.contains(bytes) })
            }
        }
    }

    static let wrong: [(AccountMessage.Channel, String)] = [
        (.sms, "+4915112345678"), (.sms, "09123456789"), (.sms, "+98912345678"),
        (.sms, "+9891234567890"), (.sms, "+98912345678９"), (.sms, "+989123456789\n"), (.sms, ""),
        (.email, "a@b.ir\r\nBcc: x@y.z"), (.email, "a b@c.ir"), (.email, "a@b@c.ir"),
        (.email, "@b.ir"), (.email, "a@"), (.email, "a@b..ir"), (.email, "a@-b.ir"),
        (.email, "a..b@c.ir"), (.email, "<a@b.ir>"), (.email, "a@[127.0.0.1]"),
        (.email, "علی@b.ir"), (.email, "\"a b\"@c.ir"), (.email, "a@b.ir\u{0}"),
        (.email, String(repeating: "a", count: 65) + "@b.ir"),
        (.email, "a@" + String(repeating: "b", count: 64) + ".ir"),
    ]

    @Test(arguments: wrong)
    func `an address that could end a line or cost money abroad is refused`(
        _ channel: AccountMessage.Channel,
        _ address: String
    ) async throws {
        try await TestOutbox.with(.sqlite) { test in
            await #expect(throws: OutboxError.recipient) {
                try await test.enqueue(
                    AccountMessage(
                        source: "s",
                        template: "t",
                        channel: channel,
                        recipient: address,
                        body: "b"
                    )
                )
            }
        }
    }

    @Test func `a subject of two lines is refused`() async throws {
        try await TestOutbox.with(.sqlite) { test in
            await #expect(throws: OutboxError.text) {
                try await test.enqueue(
                    AccountMessage(
                        source: "s",
                        template: "t",
                        channel: .email,
                        recipient: "a@b.ir",
                        subject: "hello\r\nBcc: x@y.z",
                        body: "b"
                    )
                )
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a list shows masked recipients and never a text`(_ engine: TestEngine) async throws {
        try await TestOutbox.with(engine) { test in
            try await test.enqueue(.code())
            try await test.enqueue(.notice())
            let entries = try await test.outbox.entries(limit: 10)
            #expect(
                Set(entries.map(\.recipient)) == ["+98912•••••89", "h•••@uni.example.ir"]
            )
            #expect(Set(entries.map(\.isCode)) == [true, false])
            #expect(!"\(entries)".contains("482913"))
            #expect(!"\(entries)".contains("9123456789"))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `ended messages are deleted when they are old, waiting ones never`(
        _ engine: TestEngine
    ) async throws {
        try await TestOutbox.with(engine) { test in
            try await test.enqueue(.notice())
            _ = try await test.worker(ScriptedSender()).sendAll()
            try await test.enqueue(.code())
            _ = try await test.worker(ScriptedSender("s", [.unknown(.time)])).sendAll()
            test.clock.advance(seconds: 30)
            _ = try await test.worker(ScriptedSender("s", [.unknown(.time)])).sendAll()
            test.clock.advance(seconds: 100)
            try await test.enqueue(.notice(2))
            test.clock.advance(seconds: 100)
            let deleted = try await test.outbox.prune(before: test.clock.now)
            #expect(deleted == 2)
            #expect(try await test.states() == [.ready])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a decoy is stored as dropped, and no worker sends it`(
        _ engine: TestEngine
    ) async throws {
        try await TestOutbox.with(engine) { test in
            try await test.enqueue(.decoy)
            #expect(try await test.states() == [.dropped])
            let sender = ScriptedSender()
            _ = try await test.worker(sender).sendAll()
            #expect(sender.requests.all.isEmpty)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func
        `messages that wait and messages that ended move to the new data key, and are sent with it`(
            _ engine: TestEngine
        ) async throws
    {
        try await TestOutbox.with(engine) { test in
            try await test.enqueue(.notice())
            _ = try await test.worker(ScriptedSender()).sendAll()
            try await test.enqueue(.notice(2))
            let kek = try KeyEncryptionKey([UInt8](repeating: 7, count: KeyEncryptionKey.count))
            let (former, now) = (test.outbox.keyring.current, test.clock.now)
            let rotated = LiveKeyring(try former.rotating(.data, kek: kek, at: now))
            let outbox = Outbox(database: test.database, keyring: rotated)
            #expect(try await outbox.renewCiphers() == 2)
            #expect(try await outbox.renewCiphers() == 0)
            let id = try #require(former.active(.data)?.id)
            rotated.replace(with: try rotated.current.retiring(id, kek: kek, at: now))
            var problems: [String] = []
            try await outbox.check { problems.append($0) }
            #expect(problems.isEmpty)
            let sender = ScriptedSender()
            let worker = OutboxWorker(
                outbox,
                senders: [sender],
                budgets: MessageBudgets([:]),
                name: "w2",
                clock: { test.clock.now },
                notice: { _ in }
            )
            _ = try await worker.sendAll()
            #expect(sender.requests.all.count == 1)
        }
    }
}
