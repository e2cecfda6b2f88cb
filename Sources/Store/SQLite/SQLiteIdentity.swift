import Foundation

extension SQLiteEngine {
    /// Returns what an existing file is; does not change it.
    func identity() throws(StoreError) -> DatabaseIdentity {
        let session = try SQLiteSession(
            path: path,
            creating: false,
            pragmas: ["PRAGMA query_only = ON"],
            timeout: Int32(clamping: options.busyMilliseconds)
        )
        defer { session.close() }
        let mark = try session.value("PRAGMA application_id") ?? 0
        guard mark == 0 || mark == DatabaseIdentity.applicationID else { return .foreign }
        guard try session.value("SELECT count(*) FROM sqlite_schema") != 0 else { return .empty }
        guard mark == 0 else { return .ours }
        let columns = DatabaseIdentity.migrationColumns.map { "'\($0)'" }.joined(separator: ", ")
        let ours = try session.value(
            "SELECT count(*) FROM pragma_table_info('migration') WHERE name IN (\(columns))"
        )
        return ours == Int64(DatabaseIdentity.migrationColumns.count) ? .unmarked : .foreign
    }

    /// Whether there is no file yet.
    var isAbsent: Bool { unsafe access(path, F_OK) != 0 }

    func mark(in connection: Connection) throws {
        let mark = try connection.first("PRAGMA application_id") { try $0.int(0) }
        guard mark != DatabaseIdentity.applicationID else { return }
        try connection.session.run(
            script: "PRAGMA application_id = \(DatabaseIdentity.applicationID);"
        )
    }
}
