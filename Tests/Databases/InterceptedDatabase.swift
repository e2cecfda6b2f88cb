@testable package import Store

/// The role of the session that runs a statement.
package enum StatementRole: Hashable, Sendable {
    case reader, writer
}

/// What another program does to the database at a statement of ours, in the same transaction.
///
/// A trigger would do it, and the engine that switches triggers off has none.
package enum Interception: Sendable {
    /// These statements, before ours.
    case before(String)
    /// These statements, after ours.
    case after(String)
}

extension Database {
    /// Opens a database whose statements pass through `at`, which returns what another program does there; nil for
    /// nothing.
    package static func intercepted(
        at location: DatabaseLocation,
        options: Options = Options(),
        _ at: @escaping @Sendable (_ role: StatementRole, _ text: String) -> Interception?
    ) throws -> Database {
        let engine = InterceptedEngine(base: location.engine(with: options), at: at)
        return try Database(engine, options: options)
    }
}

private typealias Interceptor = @Sendable (StatementRole, String) -> Interception?

private struct InterceptedEngine: Engine {
    let base: any Engine
    let at: Interceptor

    var writers: (count: Int, batch: Int) { base.writers }
    var readers: Int { base.readers }
    var patience: Duration { base.patience }
    var pointReadThreads: Int { base.pointReadThreads }

    func lookedUp() { base.lookedUp() }
    func close() { base.close() }
    func prepareToOpen() throws(StoreError) -> DatabaseIdentity { try base.prepareToOpen() }

    func open(_ role: SessionRole) throws(StoreError) -> any Session {
        InterceptedSession(try base.open(role), role == .reader ? .reader : .writer, at)
    }

    func backup(to path: String) throws(StoreError) { try base.backup(to: path) }
    func check() throws -> [String] { try base.check() }
    func mark(in connection: Connection) throws { try base.mark(in: connection) }

    func schemaDifferences(from migrations: [Migration]) throws -> [String] {
        try base.schemaDifferences(from: migrations)
    }

    func tables(in connection: Connection) throws -> [Table] { try base.tables(in: connection) }

    func lastIdentity(of table: Table, in connection: Connection) throws -> Int64 {
        try base.lastIdentity(of: table, in: connection)
    }

    func setLastIdentity(_ last: Int64, of table: Table, in connection: Connection) throws {
        try base.setLastIdentity(last, of: table, in: connection)
    }
}

private final class InterceptedSession: Session {
    let base: any Session
    private let role: StatementRole
    private let at: Interceptor

    init(_ base: any Session, _ role: StatementRole, _ at: @escaping Interceptor) {
        self.base = base
        self.role = role
        self.at = at
    }

    var isInTransaction: Bool { base.isInTransaction }
    var changes: Int { base.changes }
    var isUsable: Bool { base.isUsable }

    func begin(_ role: SessionRole) throws(StoreError) { try base.begin(role) }
    func commit() throws(StoreError) { try base.commit() }
    func abandon() { base.abandon() }

    func prepare(_ text: String) throws(StoreError) -> any Statement {
        InterceptedStatement(try base.prepare(text), text, self)
    }

    func prepare(inserting text: String) throws(StoreError) -> any Statement {
        InterceptedStatement(try base.prepare(inserting: text), text, self)
    }

    /// Returns what happens at a statement.
    func interception(at text: String) -> Interception? { at(role, text) }

    func fetch(_ questions: [(statement: any Statement, values: [SQLValue])]) {
        base.fetch(
            questions.map { question in
                (
                    (question.statement as? InterceptedStatement)?.base ?? question.statement,
                    question.values
                )
            }
        )
    }

    func forgetFetched() { base.forgetFetched() }
    func setAnswerTimeout(_ limit: Duration?) { base.setAnswerTimeout(limit) }
    func prepareToMigrate() throws(StoreError) { try base.prepareToMigrate() }
    func runDeferredTriggers() throws(StoreError) { try base.runDeferredTriggers() }
    func run(script: String) throws(StoreError) { try base.run(script: script) }
    func close() { base.close() }
}

private final class InterceptedStatement: Statement {
    let base: any Statement
    private let text: String
    private let session: InterceptedSession
    private var isStepped = false

    init(_ base: any Statement, _ text: String, _ session: InterceptedSession) {
        self.base = base
        self.text = text
        self.session = session
    }

    var isRunning: Bool {
        get { base.isRunning }
        set { base.isRunning = newValue }
    }
    var placeCount: Int { base.placeCount }
    var identity: Int64 { base.identity }
    /// Kept from the run, since other statements of the session have their own.
    private(set) var changes = 0

    func bind(_ value: SQLValue, at place: Int) throws(StoreError) {
        try base.bind(value, at: place)
    }

    func step() throws(StoreError) -> Bool {
        guard !isStepped else {
            defer { changes = base.changes }
            return try base.step()
        }
        isStepped = true
        let interception = session.interception(at: text)
        if case .before(let other) = interception { try session.base.run(script: other) }
        let hasRow = try base.step()
        changes = base.changes
        if case .after(let other) = interception { try session.base.run(script: other) }
        return hasRow
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
