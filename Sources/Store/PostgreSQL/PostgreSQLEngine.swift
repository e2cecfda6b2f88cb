#if PostgreSQL
import Foundation

/// PostgreSQL: one primary for writing, on this machine or another, for any number of programs.
struct PostgreSQLEngine: Engine {
    let address: PostgreSQLAddress
    let passwordFile: PasswordFile?
    let options: Database.Options

    /// The server shares the flush between its connections, so bodies need not share a transaction.
    var writers: (count: Int, batch: Int) { (options.connections, 1) }
    /// A few of the connections for reading suffice for all look-ups, which share their messages.
    var pointReadThreads: Int { min(4, max(1, options.connections / 2)) }
    var readers: Int { max(1, options.connections - pointReadThreads) }
    var patience: Duration { options.patience }

    func lookedUp() {}

    func close() {}

    func open(_ role: SessionRole) throws(StoreError) -> any Session {
        try PostgreSQLSession(self, role)
    }

    func prepareToOpen() throws(StoreError) -> DatabaseIdentity {
        let session = try PostgreSQLSession(self, .reader)
        defer { session.close() }
        let encoding = session.serverEncoding
        guard encoding == "UTF8" else {
            throw .rejected(.encoding, "the database's encoding is \(encoding), not UTF8")
        }
        let identity = try session.identity()
        try options.require(identity, at: address.shown)
        return identity
    }

    /// Reports references that were never checked; `pg_amcheck` checks the server's own files.
    func check() throws -> [String] {
        let connection = Connection(try open(.reader))
        defer { connection.close() }
        return try connection.all(
            """
            SELECT conrelid::regclass::text, conname::text FROM pg_constraint
            WHERE NOT convalidated
            """
        ) { row in
            "\(try row.text(0)): \(try row.text(1)) was never checked"
        }
    }

    func backup(to path: String) throws(StoreError) {
        throw .unsupported(
            "pg_dump --format=custom --file=\(path), or pg_basebackup for the whole server"
        )
    }
}
#endif
