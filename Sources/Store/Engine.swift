/// What a database engine brings; everything else in this room is the same for all of them.
///
/// A further engine is one file with these three protocols and a word in `DatabaseLocation`.
protocol Engine: Sendable {
    /// How many write transactions may run at once, and how many bodies may share one commit.
    var writers: (count: Int, batch: Int) { get }
    /// Threads for reading.
    var readers: Int { get }
    /// How long a transaction that met another one, or lost its server, is tried again.
    var patience: Duration { get }
    /// Threads for look-ups; none when one is so short that it may run on the caller's own.
    var pointReadThreads: Int { get }

    /// Hears of a look-up on the caller's own thread.
    func lookedUp()
    /// Ends what the engine itself has begun; the last call to it.
    func close()

    /// Makes sure that the database can be opened, and is in its right mode.
    func prepareToOpen() throws(StoreError)
    func open(_ role: SessionRole) throws(StoreError) -> any Session
    func backup(to path: String) throws(StoreError)
    func check() throws -> [String]
    func restore(from backup: String, replacing: Bool) throws

    /// The tables of the programs, in the order in which they were made.
    func tables(in connection: Connection) throws -> [Table]
    /// The last value that was given to the identity of a table; 0 when there was none.
    func lastIdentity(of table: Table, in connection: Connection) throws -> Int64
    /// Lets the identity count on from there.
    func setLastIdentity(_ last: Int64, of table: Table, in connection: Connection) throws
}

extension Engine {
    /// Until when a transaction that is wanted now is tried again.
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
    /// Another number than before whenever rows were changed in between.
    var changes: Int { get }
    /// False once the connection is lost; then it is closed and another one opened.
    var isUsable: Bool { get }

    /// Begins a transaction; one for writing has the right to it from its first moment.
    func begin(_ role: SessionRole) throws(StoreError)
    /// Returns when what was written is durable.
    func commit() throws(StoreError)
    /// Rolls back what is still open, as far as that needs doing.
    func abandon()
    func prepare(_ text: String) throws(StoreError) -> any Statement
    /// Prepares an INSERT into a table whose identity is `id`; `Statement.identity` is then known.
    func prepare(inserting text: String) throws(StoreError) -> any Statement
    /// Asks in one message what will be asked one by one, and keeps the answers until then.
    ///
    /// What has no answer, for whatever reason, is asked again, and its error told, when its turn comes.
    func fetch(_ questions: [(statement: any Statement, values: [SQLValue])])
    /// Forgets what was fetched and not asked for.
    func forgetFetched()
    /// From now on gives up, as lost, a connection that owes an answer for longer; nil for no limit.
    func setAnswerTimeout(_ limit: Duration?)
    /// Makes what migrations need, and keeps other programs' migrations away while it is open.
    func prepareToMigrate() throws(StoreError)
    /// Runs a migration's text: several statements, in the words that `Migration` defines.
    func run(script: String) throws(StoreError)
    func close()
}

/// A prepared statement: bound, stepped through its rows, reset.
protocol Statement: AnyObject {
    /// Set while its rows are being read, so that nobody binds it again meanwhile.
    var isRunning: Bool { get set }
    /// Places for values.
    var placeCount: Int { get }
    /// Rows changed by the last run.
    var changes: Int { get }
    /// The identity of the row that the last run inserted.
    var identity: Int64 { get }

    /// Places count from 1.
    func bind(_ value: SQLValue, at place: Int) throws(StoreError)
    func bind(_ value: Int64, at place: Int) throws(StoreError)
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
