import CSQLite
import Foundation

extension SQLiteSession {
    /// Copies one moment of the database to a file that does not exist yet.
    ///
    /// Writers continue during this time. The file appears under its name only when it is complete and on disk.
    func copy(to target: String) throws(StoreError) {
        guard unsafe access(target, F_OK) != 0 else {
            throw .exists(target)
        }
        let partial = target + ".partial"
        _ = unsafe unlink(partial)
        do {
            try copyPages(to: partial)
            try Self.publish(partial, as: target)
        } catch {
            for suffix in ["", "-journal", "-wal", "-shm"] {
                _ = unsafe unlink(partial + suffix)
            }
            throw error
        }
    }

    private func copyPages(to partial: String) throws(StoreError) {
        let copy = try SQLiteSession(
            path: partial,
            creating: true,
            pragmas: ["PRAGMA synchronous = FULL"],
            timeout: 0
        )
        defer { copy.close() }
        guard let backup = unsafe sqlite3_backup_init(copy.handle, "main", handle, "main") else {
            throw copy.error(unsafe sqlite3_extended_errcode(copy.handle))
        }
        // All pages in one step: with small steps, every write of another connection restarts the copy.
        let result = unsafe sqlite3_backup_step(backup, -1)
        unsafe sqlite3_backup_finish(backup)
        guard result == SQLITE_DONE else {
            throw copy.error(result)
        }
    }

    private static func publish(_ partial: String, as target: String) throws(StoreError) {
        // Foundation's deletingLastPathComponent crashes on a name of one letter.
        let slash = target.lastIndex(of: "/")
        let folder = slash.map { $0 == target.startIndex ? "/" : String(target[..<$0]) } ?? "."
        // `link`, not `rename`: it does not replace a file that has appeared during the copy.
        guard unsafe link(partial, target) == 0 else {
            throw errno == EEXIST
                ? .exists(target) : .io("\(target): \(systemWords(errno))")
        }
        _ = unsafe unlink(partial)
        try flush(target)
        try flush(folder)
    }

    private static func flush(_ path: String) throws(StoreError) {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw .io("\(path): \(systemWords(errno))")
        }
        defer { _ = Foundation.close(descriptor) }
        guard fsync(descriptor) == 0 else {
            throw .io("\(path): \(systemWords(errno))")
        }
    }
}

extension SQLiteEngine {
    /// Replaces the database by a backup.
    ///
    /// The old files are kept as `PATH.replaced`.
    ///
    /// - Throws: `.busy` for a database that another process has open: that process would continue to write into the
    ///   old file.
    func restore(from backup: String, replacing: Bool) throws {
        guard unsafe access(backup, R_OK) == 0 else {
            throw StoreError.cannotOpen("\(backup): \(systemWords(errno))")
        }
        let source = SQLiteEngine(path: backup, synchronous: .full, options: options)
        let problems = try source.check()
        guard problems.isEmpty else {
            throw StoreError.corrupt(problems[0])
        }
        if unsafe access(path, F_OK) == 0 {
            guard replacing else {
                throw StoreError.exists(path)
            }
            try moveAway()
        }
        try source.backup(to: path)
    }

    private func moveAway() throws(StoreError) {
        do {
            let session = try SQLiteSession(
                path: path,
                creating: false,
                pragmas: ["PRAGMA locking_mode = EXCLUSIVE", "BEGIN EXCLUSIVE", "COMMIT"],
                timeout: 0
            )
            session.close()
        } catch .corrupt {
            // No process can use a damaged database.
        }
        for suffix in ["", "-wal", "-shm"] {
            _ = unsafe unlink("\(path).replaced\(suffix)")
            _ = unsafe rename(path + suffix, "\(path).replaced\(suffix)")
        }
    }
}
