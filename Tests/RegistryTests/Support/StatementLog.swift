import Synchronization

@testable import Store

/// The statements that the sessions of a database ran, in their order.
final class StatementLog: Sendable {
    /// One run of a statement.
    struct Run: Hashable, Sendable {
        let role: SessionRole
        let text: String
    }

    private let runs = Mutex<[Run]>([])

    var all: [Run] { runs.withLock { $0 } }

    func add(_ run: Run) {
        runs.withLock { $0.append(run) }
    }

    /// Returns what was run since the last call.
    func take() -> [Run] {
        runs.withLock { runs in
            defer { runs = [] }
            return runs
        }
    }

    /// How many runs of a role read the row of a degree.
    func degreeReads(_ role: SessionRole = .reader) -> Int {
        runs.withLock { $0.count { $0.role == role && $0.text.contains("FROM degree AS d") } }
    }
}

/// An engine whose sessions record each statement that they run.
struct RecordingEngine: Engine {
    let base: any Engine
    let log: StatementLog

    var writers: (count: Int, batch: Int) { base.writers }
    var readers: Int { base.readers }
    var patience: Duration { base.patience }
    var pointReadThreads: Int { base.pointReadThreads }

    func lookedUp() { base.lookedUp() }
    func close() { base.close() }
    func prepareToOpen() throws(StoreError) { try base.prepareToOpen() }

    func open(_ role: SessionRole) throws(StoreError) -> any Session {
        RecordingSession(try base.open(role), role, log)
    }

    func backup(to path: String) throws(StoreError) { try base.backup(to: path) }
    func check() throws -> [String] { try base.check() }

    func restore(from backup: String, replacing: Bool) throws {
        try base.restore(from: backup, replacing: replacing)
    }

    func tables(in connection: Connection) throws -> [Table] { try base.tables(in: connection) }

    func lastIdentity(of table: Table, in connection: Connection) throws -> Int64 {
        try base.lastIdentity(of: table, in: connection)
    }

    func setLastIdentity(_ last: Int64, of table: Table, in connection: Connection) throws {
        try base.setLastIdentity(last, of: table, in: connection)
    }
}

private final class RecordingSession: Session {
    private let base: any Session
    private let role: SessionRole
    private let log: StatementLog

    init(_ base: any Session, _ role: SessionRole, _ log: StatementLog) {
        self.base = base
        self.role = role
        self.log = log
    }

    var isInTransaction: Bool { base.isInTransaction }
    var changes: Int { base.changes }
    var isUsable: Bool { base.isUsable }

    func begin(_ role: SessionRole) throws(StoreError) { try base.begin(role) }
    func commit() throws(StoreError) { try base.commit() }
    func abandon() { base.abandon() }

    func prepare(_ text: String) throws(StoreError) -> any Statement {
        RecordingStatement(try base.prepare(text), .init(role: role, text: text), log)
    }

    func prepare(inserting text: String) throws(StoreError) -> any Statement {
        RecordingStatement(try base.prepare(inserting: text), .init(role: role, text: text), log)
    }

    func fetch(_ questions: [(statement: any Statement, values: [SQLValue])]) {
        base.fetch(
            questions.map { question in
                (
                    (question.statement as? RecordingStatement)?.base ?? question.statement,
                    question.values
                )
            }
        )
    }

    func forgetFetched() { base.forgetFetched() }
    func setAnswerTimeout(_ limit: Duration?) { base.setAnswerTimeout(limit) }
    func prepareToMigrate() throws(StoreError) { try base.prepareToMigrate() }
    func run(script: String) throws(StoreError) { try base.run(script: script) }
    func close() { base.close() }
}

private final class RecordingStatement: Statement {
    let base: any Statement
    private let run: StatementLog.Run
    private let log: StatementLog
    private var isStepped = false

    init(_ base: any Statement, _ run: StatementLog.Run, _ log: StatementLog) {
        self.base = base
        self.run = run
        self.log = log
    }

    var isRunning: Bool {
        get { base.isRunning }
        set { base.isRunning = newValue }
    }
    var placeCount: Int { base.placeCount }
    var changes: Int { base.changes }
    var identity: Int64 { base.identity }

    func bind(_ value: SQLValue, at place: Int) throws(StoreError) {
        try base.bind(value, at: place)
    }

    func step() throws(StoreError) -> Bool {
        if !isStepped { log.add(run) }
        isStepped = true
        return try base.step()
    }

    func reset() {
        isStepped = false
        base.reset()
    }

    var columnCount: Int { base.columnCount }
    func kind(_ column: Int) -> ColumnKind { base.kind(column) }
    func integer(_ column: Int) -> Int64? { base.integer(column) }

    func withBytes<R>(_ column: Int, _ body: (Span<UInt8>) throws -> R) rethrows -> R {
        try base.withBytes(column, body)
    }
}
