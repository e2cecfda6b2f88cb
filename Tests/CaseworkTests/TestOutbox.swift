import Accounts
import Casework
import Persian
import Store
import Synchronization
import TestDatabases
import VerifyCore

/// An outbox over an empty database, with a clock that the test moves and senders that it scripts.
struct TestOutbox: Sendable {
    let database: Database
    let outbox: Outbox
    let clock = TestClock()
    let notices = Collected<OutboxNotice>()

    static let start = Timestamp(secondsSinceEpoch: 1_795_000_000)

    /// The keys of these tests, made once: making them takes longer than a test.
    private static let keyring = Result {
        let kek = try KeyEncryptionKey([UInt8](repeating: 7, count: KeyEncryptionKey.count))
        return LiveKeyring(try Keyring.new(kek: kek, at: start))
    }

    /// Runs `body` over a fresh outbox, which is removed afterwards.
    static func with(
        _ engine: TestEngine,
        _ body: (TestOutbox) async throws -> Void
    ) async throws {
        try await engine.withPlace { place in
            let database = try Database(place.location)
            defer { database.close() }
            try await database.migrate(CaseworkTables.migrations)
            try await body(TestOutbox(database))
        }
    }

    private init(_ database: Database) throws {
        self.database = database
        outbox = Outbox(database: database, keyring: try Self.keyring.get())
    }

    /// Stores a message now, as Accounts does.
    func enqueue(_ message: AccountMessage) async throws {
        let now = clock.now
        try await database.write { try outbox.enqueue(message, at: now, in: $0) }
    }

    /// A worker with these senders.
    func worker(
        _ senders: any MessageSender...,
        budgets: [MessageBudget: Int] = [:],
        name: String = "w1"
    ) -> OutboxWorker {
        OutboxWorker(
            outbox,
            senders: senders,
            budgets: MessageBudgets(budgets),
            name: name,
            clock: { clock.now },
            notice: { notices.add($0) }
        )
    }

    /// The states of all messages, sorted.
    func states() async throws -> [MessageState] {
        try await outbox.entries(limit: 10_000).map(\.state).sorted { $0.rawValue < $1.rawValue }
    }
}

extension AccountMessage {
    /// A one-time code by SMS.
    static func code(_ number: Int = 1, template: String = "sign-in-code") -> AccountMessage {
        AccountMessage(
            source: "challenge-\(number)",
            template: template,
            tokens: ["482913"],
            channel: .sms,
            recipient: "+989123456789",
            body: "کد ورود در sehat.example.ir:\n482913\nتا ۵ دقیقه معتبر است.",
            isCode: true
        )
    }

    /// What is stored for an ID number that no person has.
    static let decoy = AccountMessage(
        source: "challenge-0",
        template: "sign-in-code",
        channel: .sms,
        recipient: "+989000000000",
        body: "482913",
        isCode: true,
        isDecoy: true
    )

    /// A notice by e-mail.
    static func notice(_ number: Int = 1) -> AccountMessage {
        AccountMessage(
            source: "grant-\(number)",
            template: "organisation-new-role",
            channel: .email,
            recipient: "head@uni.example.ir",
            subject: "نقش تازه در سامانه صحت",
            body: "به شخصی در سازمان شما نقش تازه‌ای داده شد."
        )
    }
}

/// A clock that a test moves.
final class TestClock: Sendable {
    private let moment = Mutex(TestOutbox.start)

    var now: Timestamp { moment.withLock { $0 } }

    func advance(seconds: Int64) {
        moment.withLock { $0 = $0.adding(seconds: seconds) }
    }
}

/// Values that a test collects from several tasks.
final class Collected<Value: Sendable>: Sendable {
    private let values = Mutex<[Value]>([])

    var all: [Value] { values.withLock { $0 } }

    func add(_ value: Value) { values.withLock { $0.append(value) } }

    func replace(with value: Value) { values.withLock { $0 = [value] } }
}

/// A sender that returns results in turn, the last one permanently, and keeps what it received.
final class ScriptedSender: MessageSender {
    let name: String
    let channels: Set<AccountMessage.Channel>
    private let results: Mutex<[SendResult]>
    private let answer: QueryResult
    private let during: @Sendable () async -> Void
    let requests = Collected<ProviderRequest>()
    let queries = Collected<String>()

    init(
        _ name: String = "scripted",
        _ results: [SendResult] = [.sent(reference: "r1")],
        channels: Set<AccountMessage.Channel> = [.sms, .email],
        query: QueryResult = .unsupported,
        during: @escaping @Sendable () async -> Void = {}
    ) {
        self.name = name
        self.channels = channels
        self.results = Mutex(results)
        answer = query
        self.during = during
    }

    func request(for message: RenderedMessage) -> ProviderRequest {
        ProviderRequest(
            provider: name,
            operation: message.recipient,
            body: "\(message.id) \(message.isRepeat) \(message.text)"
        )
    }

    func send(_ request: ProviderRequest) async -> SendResult {
        requests.add(request)
        await during()
        return results.withLock { $0.count > 1 ? $0.removeFirst() : $0[0] }
    }

    func query(_ request: ProviderRequest, id: String) async -> QueryResult {
        queries.add(id)
        return answer
    }
}
