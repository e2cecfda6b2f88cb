#if PostgreSQL
/// PostgreSQL: one primary for writing, on this machine or another, for any number of programs.
struct PostgreSQLEngine: Engine {
    /// As libpq reads it.
    let uri: String

    let glancesInline = false
    /// The server shares the flush between its connections, so bodies need not share a transaction.
    let writers = (count: 16, batch: 1)

    func open(_ role: SessionRole) throws(StoreError) -> any Session {
        try PostgreSQLSession(uri, role)
    }

    /// References that were never checked; the server's files are looked at by `pg_amcheck`.
    func check() throws -> [String] {
        let connection = Connection(try open(.reader))
        defer { connection.close() }
        return try connection.all(
            "SELECT conrelid::regclass::text, conname FROM pg_constraint WHERE NOT convalidated"
        ) { row in
            "\(try row.text(0)): \(try row.text(1)) was never checked"
        }
    }

    func backup(to path: String) throws(StoreError) {
        throw .statement("PostgreSQL is backed up by pg_dump or pg_basebackup")
    }

    func restore(from backup: String, replacing: Bool) throws {
        throw StoreError.statement("PostgreSQL is restored by pg_restore")
    }
}
#endif
