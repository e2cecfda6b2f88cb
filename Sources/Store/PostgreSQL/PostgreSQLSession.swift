#if PostgreSQL
import CPostgres
import Foundation

/// One connection to a PostgreSQL server.
///
/// Write transactions are SERIALIZABLE, as SQLite's one writer makes them: a body may read and then write without
/// regard to others, and a transaction that would have conflicted runs again (`.conflict`).
///
/// Safe although it holds a C pointer: it is made here, never leaves the wrapper and is freed once.
@safe
final class PostgreSQLSession: Session {
    /// A prepared statement by its name, and its values.
    struct Command: Equatable {
        let name: String
        let values: [SQLValue]
    }

    let handle: OpaquePointer
    let engine: PostgreSQLEngine
    let role: SessionRole
    private var isClosed = false
    /// Whether bytes may be held back by TLS or GSSAPI.
    let isEncrypted: Bool
    /// How long the server may take to answer one command; nil for no limit.
    private(set) var answerTimeout: Duration?
    /// When the server must have answered the command under way.
    var deadline: ContinuousClock.Instant?
    /// Why this program gave up the connection; nil when it did not.
    var lossReason: String?
    /// Set when the server still answers, but the connection must not be used again.
    var isSpoilt = false
    /// A BEGIN that goes to the server together with the first statement.
    var begin: String?
    /// Statements prepared so far, which names the next.
    var count = 0
    /// Prepared statements that are removed before the next transaction.
    var forgotten: [String] = []
    /// Results of the commands that were sent ahead, in their order.
    var fetched: [(command: Command, result: PostgreSQLResult)] = []
    /// Counts the statements that were run.
    var changes = 0
    /// The marks of this session's commits that are still in the table.
    var marks: [String] = []

    init(_ engine: PostgreSQLEngine, _ role: SessionRole) throws(StoreError) {
        let address = engine.address
        let password = try engine.passwordFile?.password()
        guard
            let handle = unsafe sehat_postgres_connect(
                address.uri,
                address.standardSecurity,
                password,
                engine.options.takesStandby ? 1 : 0
            )
        else {
            throw .unreachable(.away, "out of memory")
        }
        unsafe self.handle = handle
        self.engine = engine
        self.role = role
        isEncrypted = unsafe PQsslInUse(handle) == 1 || PQgssEncInUse(handle) == 1
        guard unsafe PQstatus(handle) == CONNECTION_OK else {
            let reason = unsafe String(cString: PQerrorMessage(handle))
            close()
            throw StoreError(connecting: reason)
        }
        // So that sending never blocks either.
        unsafe PQsetnonblocking(handle, 1)
        setAnswerTimeout(engine.silence)
        try run(role == .reader ? readerSettings : writerSettings)
        setAnswerTimeout(nil)
    }

    deinit {
        close()
    }

    /// A reader waits for a lock no longer than a writer does: another program may lock a table for hours.
    private var readerSettings: String {
        """
        SET client_min_messages = warning;
        SET lock_timeout = \(engine.options.busyMilliseconds);
        SET default_transaction_read_only = on
        """
    }

    /// A server that lost sight of this program releases its locks as soon as this program gives up the server.
    private var writerSettings: String {
        """
        SET client_min_messages = warning;
        SET lock_timeout = \(engine.options.busyMilliseconds);
        SET idle_in_transaction_session_timeout = 60000;
        SET tcp_keepalives_idle = 10;
        SET tcp_keepalives_interval = 5;
        SET tcp_keepalives_count = 3;
        SELECT set_config('synchronous_commit', 'on', false)
        WHERE current_setting('synchronous_commit') = 'off'
        """
    }

    func setAnswerTimeout(_ timeout: Duration?) {
        answerTimeout = timeout
    }

    var isUsable: Bool { unsafe !isClosed && !isSpoilt && PQstatus(handle) == CONNECTION_OK }

    var isInTransaction: Bool {
        guard begin == nil else {
            return true
        }
        return switch unsafe PQtransactionStatus(handle) {
        case PQTRANS_INTRANS, PQTRANS_INERROR, PQTRANS_ACTIVE: true
        default: false
        }
    }

    var serverEncoding: String {
        guard let name = unsafe PQparameterStatus(handle, "server_encoding") else {
            return "not known"
        }
        return unsafe String(cString: name)
    }

    func begin(_ role: SessionRole) throws(StoreError) {
        guard isUsable else {
            throw .unreachable(.lost, "the connection was lost")
        }
        try tidy()
        begin =
            switch role {
            case .reader: "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
            case .writer: "BEGIN ISOLATION LEVEL SERIALIZABLE"
            }
    }

    func abandon() {
        begin = nil
        if isUsable, isInTransaction {
            _ = try? run("ROLLBACK")
        }
    }

    func close() {
        if !isClosed {
            if role == .writer {
                forgetMarks()
            }
            isClosed = true
            unsafe PQfinish(handle)
        }
    }
}

extension PostgreSQLSession {
    func run(script: String) throws(StoreError) {
        try run(SQLRewriter.translated(script, words: Self.words))
    }

    /// The words of a migration that PostgreSQL spells differently; `BLOB` is a domain made beforehand.
    ///
    /// Texts compare by their bytes, as in SQLite, in every locale of the database.
    private static let words = [
        "STRICT": "",
        "IDENTITY": "BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY",
        "TEXT": "TEXT COLLATE \"C\"",
    ]

    /// Excludes other programs' migrations until the connection is closed.
    func prepareToMigrate() throws(StoreError) {
        try run("SET lock_timeout = 0; SELECT pg_advisory_lock(\(Self.migrationLock))")
        try run("SET lock_timeout = \(engine.options.busyMilliseconds)")
        try run(
            """
            DO $$ BEGIN \(Self.blobDomain);
            EXCEPTION WHEN duplicate_object THEN NULL; END $$
            """
        )
        try prepareMarks()
    }

    /// The domain with which `BLOB` of a migration is a type here.
    static let blobDomain = "CREATE DOMAIN blob AS bytea"

    /// Triggers that are deferred to the end of the transaction run now, and those of later statements immediately.
    func runDeferredTriggers() throws(StoreError) {
        try run("SET CONSTRAINTS ALL IMMEDIATE")
    }

    /// "sehat" in ASCII.
    static let migrationLock: Int64 = 0x73_65_68_61_74
}
#endif
