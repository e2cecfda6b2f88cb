/// What a database engine provides; everything else in this module is the same for all engines.
///
/// A further engine is one folder with these three protocols and a case in `DatabaseLocation`.
protocol Engine: Sendable {
    /// How many write transactions may run in parallel, and how many bodies may share one commit.
    var writers: (count: Int, batch: Int) { get }
    /// Threads for reading.
    var readers: Int { get }
    /// How long a transaction that conflicted with another one, or lost its server, is retried.
    var patience: Duration { get }
    /// Threads for look-ups; 0 when a look-up is so short that it may run on the caller's own thread.
    var pointReadThreads: Int { get }

    /// Counts a look-up on the caller's own thread.
    func lookedUp()
    /// Ends what the engine itself has started; the last call to it.
    func close()

    /// Checks what the database is and that it can be opened, and sets its mode.
    ///
    /// Nothing is written before it is known to be a register, or empty.
    func prepareToOpen() throws(StoreError) -> DatabaseIdentity
    func open(_ role: SessionRole) throws(StoreError) -> any Session
    func backup(to path: String) throws(StoreError)
    func check() throws -> [String]

    /// Marks the database as a register, in the transaction of the connection, unless it has the mark.
    func mark(in connection: Connection) throws
    /// How the schema differs from that of the migrations that have run, a sentence each.
    func schemaDifferences(from migrations: [Migration]) throws -> [String]

    /// The tables of the programs, in the order in which they were made.
    func tables(in connection: Connection) throws -> [Table]
    /// The last value that the identity of a table was given; 0 when there was none.
    func lastIdentity(of table: Table, in connection: Connection) throws -> Int64
    /// Makes the identity of a table continue after `last`.
    func setLastIdentity(_ last: Int64, of table: Table, in connection: Connection) throws
}

extension Engine {
    /// When a transaction that is requested now is no longer retried.
    var deadline: ContinuousClock.Instant { .now + patience }
}

enum SessionRole {
    case reader
    case writer
}

/// One connection of an engine, used by one thread at a time.
protocol Session: AnyObject {
    /// Whether a transaction is open; an engine ends it by itself after some errors.
    var isInTransaction: Bool { get }
    /// A counter that differs from an earlier value whenever rows were changed in between.
    var changes: Int { get }
    /// False once the connection is lost; then it is closed and another one opened.
    var isUsable: Bool { get }

    /// Begins a transaction; one for writing has the right to write from the start.
    func begin(_ role: SessionRole) throws(StoreError)
    /// Returns when what was written is durable.
    func commit() throws(StoreError)
    /// Rolls back a transaction that is still open.
    func abandon()
    func prepare(_ text: String) throws(StoreError) -> any Statement
    /// Prepares an INSERT into a table whose identity is `id`; `Statement.identity` is then known.
    func prepare(inserting text: String) throws(StoreError) -> any Statement
    /// Sends in one message statements that will be run one by one, and keeps their results until then.
    ///
    /// A statement without a result, for any reason, is sent again when its turn comes, and its error thrown then.
    func fetch(_ ahead: [(statement: any Statement, values: [SQLValue])])
    /// Discards the results that were fetched and not used.
    func forgetFetched()
    /// Sets how long the server may take to answer one command; nil for no limit.
    ///
    /// A connection whose server takes longer is given up as lost.
    func setAnswerTimeout(_ timeout: Duration?)
    /// Makes what migrations need, and excludes other programs' migrations while the session is open.
    func prepareToMigrate() throws(StoreError)
    /// Runs the triggers that wait for the end of the transaction, so that what is read afterwards is what is committed.
    func runDeferredTriggers() throws(StoreError)
    /// Runs a migration's text: several statements, in the dialect that `Migration` defines.
    func run(script: String) throws(StoreError)
    func close()
}

/// A prepared statement: bound, stepped through its rows, reset.
protocol Statement: AnyObject {
    /// Set while its rows are being read, so that it is not bound again during this time.
    var isRunning: Bool { get set }
    /// The number of places for values.
    var placeCount: Int { get }
    /// Rows changed by the last run.
    var changes: Int { get }
    /// The identity of the row that the last run inserted.
    var identity: Int64 { get }

    /// Places count from 1.
    func bind(_ value: SQLValue, at place: Int) throws(StoreError)
    /// Steps to the next row; false when there is none.
    func step() throws(StoreError) -> Bool
    /// Ends the run and forgets the values.
    func reset()

    // Of the current row; columns count from 0.
    var columnCount: Int { get }
    func kind(_ column: Int) -> ColumnKind
    func integer(_ column: Int) -> Int64?
    func withBytes<R>(_ column: Int, _ body: (Span<UInt8>) throws -> R) rethrows -> R
}

enum ColumnKind {
    case null
    case integer
    case text
    case blob
    case other
}
