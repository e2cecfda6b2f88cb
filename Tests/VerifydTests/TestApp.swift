import Accounts
import Casework
import Foundation
import Logging
import Persian
import Registry
import Store
import Synchronization
import TestDatabases
import VerifyCore

@testable import Pages
@testable import Web
@testable import verifyd

/// The app of one test: a separate database, fresh keys, a few degrees, one API key per scope.
struct TestApp: Sendable {
    let app: App
    let log: RequestLog
    /// Answers the requests of `get` and `post`; its templates and routes are made once.
    let responder: RootResponder
    let logged: Logged
    let clock: TestClock
    /// The place of the database, for tests that edit it with another program.
    let place: TestPlace
    /// The texts of the messages that a test has read.
    let seen = SeenTexts()
    /// What scripts may write as `$name`.
    let variables: [String: String]

    /// Runs `body` with an app of these settings; closes and removes it afterwards.
    ///
    /// `intercepting`: What another program does to the database at a statement of the app.
    static func with<T>(
        _ settings: [String: String] = [:],
        on engine: TestEngine = .chosen,
        intercepting: (@Sendable (StatementRole, String) -> Interception?)? = nil,
        _ body: (TestApp) async throws -> T
    ) async throws -> T {
        try await engine.withPlace { place in
            let database =
                try intercepting.map { try Database.intercepted(at: place.location, $0) }
                ?? Database(place.location)
            defer { database.close() }
            try await database.migrate(
                Registry.migrations + Accounts.migrations + CaseworkTables.migrations
            )
            let test = try await TestApp(settings, database, place)
            return try await body(test)
        }
    }

    private init(
        _ texts: [String: String],
        _ database: Database,
        _ place: TestPlace
    ) async throws {
        let clock = TestClock()
        let logged = Logged()
        let standard = [
            "public-url": "https://sehat.example.ir", "database": "sqlite:x", "keys": "x",
        ]
        let source = SettingSource(
            origin: "test",
            texts: texts.merging(standard) { given, _ in given }
        )
        let settings = try Settings([source])
        let setup = LogSetup(settings, sink: logged.sink)
        let kek = try KeyEncryptionKey([UInt8](repeating: 7, count: KeyEncryptionKey.count))
        let app = try App(
            settings,
            database: database,
            keyring: LiveKeyring(try Keyring.new(kek: kek, at: clock.now)),
            logger: setup.logger,
            now: { clock.now },
            elapsed: { clock.now.secondsSinceEpoch * 1_000_000_000 }
        )
        app.edge.readiness.become(ready: true)
        self.app = app
        self.clock = clock
        self.place = place
        self.logged = logged
        log = setup.requests
        responder = try RootResponder(app, log: setup.requests)
        variables = try await Seed(app, clock.now).sow()
    }

    /// Runs a line of a script that begins with `!`; returns what is wrong with the line.
    func obey(_ command: String) async throws -> String? {
        let words = command.split(separator: " ")
        switch (words.first, words.dropFirst().first.flatMap { Int64($0) }) {
        case ("work", _):
            for id in try await app.domain.registry.waitingBulkJobs(at: clock.now) {
                try await app.domain.registry.process(id, worker: "test", clock: app.edge.now)
            }
            try await app.batchPayments.settle(with: app.domain.registry)
        case ("wait", let seconds?): clock.pass(seconds)
        default: return "not a command"
        }
        return nil
    }
}

/// Texts that a test has read; the lock guards them.
final class SeenTexts: Sendable {
    private let texts = Mutex<Set<String>>([])

    func contains(_ text: String) -> Bool { texts.withLock { $0.contains(text) } }
    func insert(_ more: [String]) { texts.withLock { $0.formUnion(more) } }
}

/// A clock that moves only when a test moves it.
final class TestClock: Sendable {
    private let seconds = Mutex<Int64>(1_795_000_000)

    var now: Timestamp { Timestamp(secondsSinceEpoch: seconds.withLock { $0 }) }
    func pass(_ count: Int64) { seconds.withLock { $0 += count } }
}

/// What was logged.
final class Logged: Sendable {
    private final class Store: Sendable {
        let bytes = Mutex<[UInt8]>([])
    }

    private let store = Store()
    let sink: LogSink

    init() {
        let store = store
        sink = LogSink { lines in store.bytes.withLock { $0 += lines } }
    }

    /// The whole text, after a flush.
    var text: String {
        sink.flush()
        return String(decoding: store.bytes.withLock { $0 }, as: UTF8.self)
    }
}
