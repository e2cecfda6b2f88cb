import CSQLite
import Foundation

extension SQLiteSession {
    /// Copies one moment of the database to a file that does not exist yet.
    ///
    /// Writers continue during this time. The file appears under its name only when it is complete and on disk.
    ///
    /// `beforeNaming` runs when the copy is complete and does not have its name yet.
    func copy(
        to target: String,
        beforeNaming: () throws(StoreError) -> Void = {}
    ) throws(StoreError) {
        // Another name than any file has, so that nothing is ever overwritten or removed that is not of this copy.
        let partial = "\(target).partial-\(UUID().uuidString.prefix(8).lowercased())"
        do throws(StoreError) {
            try copyPages(to: partial)
            try beforeNaming()
            guard unsafe access(target, F_OK) != 0 else {
                throw StoreError.exists(target)
            }
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
