import CSQLite
import Foundation

/// One connection to a SQLite file.
///
/// Safe although it holds a C pointer: it is made here, never leaves the wrapper, and is closed once.
/// Statements keep their session alive, and SQLite itself keeps a closed connection's memory until its
/// last statement is finalized.
@safe
final class SQLiteSession: Session {
    let handle: OpaquePointer
    private var isClosed = false
    private var wasFull = false
    private var lastCheckpoint = ContinuousClock.now - .seconds(60)

    private static let configured: Void = sehat_sqlite_configure()

    init(path: String, creating: Bool, pragmas: [String], timeout: Int32) throws(StoreError) {
        Self.configured
        if creating {
            try Self.create(path)
        }
        var opened: OpaquePointer?
        // A connection is used by one thread at a time, so SQLite's own lock around it is not needed.
        let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
        let result = unsafe sqlite3_open_v2(path, &opened, flags, nil)
        guard let handle = unsafe opened else {
            throw .cannotOpen("\(path): out of memory")
        }
        unsafe self.handle = handle
        guard result == SQLITE_OK else {
            let reason = unsafe String(cString: sqlite3_errmsg(handle))
            unsafe sqlite3_close_v2(handle)
            isClosed = true
            throw .cannotOpen("\(path): \(reason)")
        }
        guard unsafe sehat_sqlite_harden(handle) == SQLITE_OK else {
            throw .cannotOpen("\(path): this SQLite cannot switch triggers and views off")
        }
        _ = unsafe sehat_sqlite_busy_wait(handle, timeout)
        // A page whose cells overlap is reported where it is read, not believed.
        for pragma in ["PRAGMA cell_size_check = ON"] + pragmas {
            try run(pragma)
        }
    }

    deinit {
        close()
    }

    /// Makes the file if it is missing, readable by its owner only since it holds personal data; SQLite gives `-wal` and
    /// `-shm` the same permissions.
    ///
    /// A file that exists is not opened: closing any descriptor of a file ends all locks of the process on it (fcntl(2)).
    /// Another process would then take itself for the last one that has the database open, and delete the log that this one
    /// writes.
    private static func create(_ path: String) throws(StoreError) {
        let flags = O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC
        let descriptor = unsafe open(path, flags, 0o600)
        guard descriptor >= 0 else {
            if errno == EEXIST { return }
            throw .cannotOpen("\(path): \(systemWords(errno))")
        }
        _ = Foundation.close(descriptor)
    }

    let isUsable = true

    var isInTransaction: Bool { unsafe sqlite3_get_autocommit(handle) == 0 }

    var changes: Int { unsafe Int(sqlite3_total_changes64(handle)) }

    func begin(_ role: SessionRole) throws(StoreError) {
        switch role {
        case .reader: try run("BEGIN")
        case .writer: try run("BEGIN IMMEDIATE")
        }
    }

    func commit() throws(StoreError) {
        try run("COMMIT")
        shortenLog()
    }

    /// Ignores a failure: SQLite has ended the transaction itself, or the next statement fails for the same reason.
    func abandon() {
        if isInTransaction {
            _ = try? run("ROLLBACK")
        }
        shortenLog()
    }

    /// Moves the log into the database's file after the disk was full, since the log may be what fills it: it is then
    /// written from its beginning again.
    ///
    /// Immediately, while the disk is full: later the checkpoint would take the space that an operator has just freed.
    private func shortenLog() {
        if wasFull, ContinuousClock.now - lastCheckpoint > .seconds(1) {
            lastCheckpoint = .now
            _ = try? run("PRAGMA wal_checkpoint(PASSIVE)")
        }
        wasFull = false
    }

    func prepare(_ text: String) throws(StoreError) -> any Statement {
        try SQLiteStatement(text, in: self)
    }

    /// SQLite knows the identity without RETURNING, for which it would keep a journal of the statement, whose end
    /// costs more the longer the transaction is.
    func prepare(inserting text: String) throws(StoreError) -> any Statement {
        try prepare(text)
    }

    /// Does nothing: there is no server.
    func fetch(_ ahead: [(statement: any Statement, values: [SQLValue])]) {}

    func forgetFetched() {}

    func setAnswerTimeout(_ timeout: Duration?) {}

    /// Does nothing: each migration's transaction excludes the others.
    func prepareToMigrate() throws(StoreError) {}

    /// Does nothing: triggers are switched off.
    func runDeferredTriggers() throws(StoreError) {}

    /// Returns the first value of a statement's first row; nil when there is no row.
    func value(_ text: String) throws(StoreError) -> Int64? {
        let statement = try prepare(text)
        defer { statement.reset() }
        return try statement.step() ? statement.integer(0) : nil
    }

    func run(script: String) throws(StoreError) {
        try run(SQLRewriter.translated(script, words: Self.words))
    }

    /// The words of a migration that SQLite spells differently.
    private static let words = [
        "BIGINT": "INTEGER",
        "IDENTITY": "INTEGER PRIMARY KEY AUTOINCREMENT",
    ]

    func run(_ text: String) throws(StoreError) {
        let result = unsafe sqlite3_exec(handle, text, nil, nil, nil)
        if result != SQLITE_OK {
            throw error(result)
        }
    }

    func close() {
        if !isClosed {
            isClosed = true
            unsafe sqlite3_close_v2(handle)
        }
    }
}

extension SQLiteSession {
    /// Returns the error that a result code of this connection's last call means to callers.
    func error(_ result: Int32) -> StoreError {
        let meaning = meaning(of: result)
        wasFull = wasFull || meaning == .full
        return meaning
    }

    private func meaning(of result: Int32) -> StoreError {
        let message = unsafe String(cString: sqlite3_errmsg(handle))
        return switch result & 0xff {
        case SQLITE_BUSY, SQLITE_LOCKED: .busy
        case SQLITE_FULL: .full
        case SQLITE_CONSTRAINT: Self.constraint(result, message)
        case SQLITE_CORRUPT, SQLITE_NOTADB: .corrupt(message)
        case SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH: .readOnly
        case SQLITE_CANTOPEN: .cannotOpen(message)
        case SQLITE_IOERR: isDiskFull(result) ? .full : .io(message)
        default: .statement(message)
        }
    }

    private func isDiskFull(_ result: Int32) -> Bool {
        // The shared-memory file cannot grow: SQLite reports no errno for that code.
        if result == SQLITE_IOERR | (19 << 8) {
            return true
        }
        let number = unsafe sqlite3_system_errno(handle)
        return number == ENOSPC || number == EDQUOT
    }

    private static func constraint(_ result: Int32, _ message: String) -> StoreError {
        let name = message.split(separator: "constraint failed: ", maxSplits: 1).last ?? ""
        return switch result >> 8 {
        case 6, 8, 10: .constraint(.unique, String(name))
        case 5: .constraint(.notNull, String(name))
        case 3: .constraint(.foreignKey, "")
        default: .constraint(.check, String(name))
        }
    }
}
