import Foundation

/// The file of a database and what SQLite keeps next to it, under another name and back.
extension SQLiteEngine {
    /// The file itself last: as long as it has its name, it has its log.
    private static let suffixes = ["-wal", "-shm", ""]

    /// Requires that the file can be read; SQLite itself gives no reason.
    func requireReadable() throws(StoreError) {
        guard unsafe access(path, R_OK) == 0 else {
            throw .cannotOpen("\(path): \(systemWords(errno))")
        }
    }

    /// Requires that no process has the database open: it would continue to write into the former file.
    ///
    /// - Throws: `.inUse`.
    func requireUnused() throws(StoreError) {
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
        } catch .busy {
            throw .inUse(path)
        }
    }

    /// Renames the database to `PATH.replaced-DAY`, or with a number behind it; returns that name.
    func moveAway(on day: String) throws(StoreError) -> String {
        try requireUnused()
        var name = "\(path).replaced-\(day)"
        var number = 1
        while Self.suffixes.contains(where: { unsafe access(name + $0, F_OK) == 0 }) {
            number += 1
            name = "\(path).replaced-\(day)-\(number)"
        }
        do throws(StoreError) {
            for suffix in Self.suffixes where unsafe access(path + suffix, F_OK) == 0 {
                try Self.rename(path + suffix, to: name + suffix)
            }
        } catch {
            moveBack(name)
            throw error
        }
        return name
    }

    /// Gives the database its name back; a name that a file has by now is left alone.
    func moveBack(_ name: String) {
        for suffix in Self.suffixes.reversed() where unsafe access(name + suffix, F_OK) == 0 {
            _ = try? Self.rename(name + suffix, to: path + suffix)
        }
    }

    /// Renames a file to a name that no file has: unlike `rename`, `link` never replaces one.
    private static func rename(_ path: String, to name: String) throws(StoreError) {
        guard unsafe link(path, name) == 0, unsafe unlink(path) == 0 else {
            throw errno == EEXIST
                ? .exists(name) : .io("\(name): \(systemWords(errno))")
        }
    }
}
