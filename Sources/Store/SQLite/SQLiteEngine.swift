import CSQLite
import Foundation

/// SQLite: one file, one writer, any number of readers, in this process and others.
struct SQLiteEngine: Engine {
    let path: String
    let synchronous: DatabaseLocation.Synchronous
    let options: Database.Options

    private let lock: SharedReadLock

    let readers = 4
    let pointReadThreads = 0
    let writers = (count: 1, batch: 256)

    var patience: Duration { options.patience }

    init(path: String, synchronous: DatabaseLocation.Synchronous, options: Database.Options) {
        self.path = path
        self.synchronous = synchronous
        self.options = options
        lock = SharedReadLock {
            let pragmas = Self.pragmas(.reader, synchronous)
            return Connection(
                try SQLiteSession(path: path, creating: false, pragmas: pragmas, timeout: 0)
            )
        }
    }

    func lookedUp() {
        lock.lookedUp()
    }

    func close() {
        lock.close()
    }

    func prepareToOpen() throws(StoreError) -> DatabaseIdentity {
        // Before the first session that writes: setting the mode changes the file.
        let found = try options.creates && isAbsent ? .empty : identity()
        try options.require(found, at: path)
        try session(.writer).close()
        return found
    }

    func open(_ role: SessionRole) throws(StoreError) -> any Session {
        try session(role)
    }

    private func session(_ role: SessionRole) throws(StoreError) -> SQLiteSession {
        try SQLiteSession(
            path: path,
            creating: role == .writer && options.creates,
            pragmas: Self.pragmas(role, synchronous),
            timeout: Int32(clamping: options.busyMilliseconds)
        )
    }

    private static func pragmas(
        _ role: SessionRole,
        _ synchronous: DatabaseLocation.Synchronous
    ) -> [String] {
        // A page that is not in the cache costs a system call and, with cell_size_check, a walk over its cells.
        let shared = [
            "PRAGMA foreign_keys = ON",
            "PRAGMA trusted_schema = OFF",
            "PRAGMA cache_size = -\(role == .writer ? 16_384 : 32_768)",
        ]
        switch role {
        case .writer:
            return shared + [
                "PRAGMA journal_mode = WAL",
                "PRAGMA synchronous = \(synchronous.rawValue)",
                // 16 MiB between checkpoints: a checkpoint costs two flushes and scattered writes.
                "PRAGMA wal_autocheckpoint = 4000",
                "PRAGMA journal_size_limit = 67108864",
            ]
        case .reader:
            return shared + ["PRAGMA query_only = ON"]
        }
    }

    func check() throws -> [String] {
        let connection = Connection(try session(.reader))
        defer { connection.close() }
        let integrity = try connection.all("PRAGMA integrity_check(100)") { try $0.text(0) }
        let orphans = try connection.all("PRAGMA foreign_key_check") { row in
            "\(try row.text(0)) refers to a row of \(try row.text(2)) that is not there"
        }
        return integrity.filter { $0 != "ok" } + orphans
    }

    func backup(to target: String) throws(StoreError) {
        // Before the work; the copy checks again when it is named.
        guard unsafe access(target, F_OK) != 0 else {
            throw .exists(target)
        }
        let source = try session(.reader)
        defer { source.close() }
        try source.copy(to: target)
    }
}
