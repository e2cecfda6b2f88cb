/// One step of a module's schema, run once, in the order of the numbers, and never edited afterwards.
///
/// Its text runs on every engine: statements end with `;`, tables end with `STRICT`, and the types are
/// `INTEGER` (32 bits), `BIGINT`, `TEXT`, `BLOB` and `IDENTITY` (a `BIGINT` primary key that the engine
/// counts up). Times are RFC 3339 texts in UTC.
package struct Migration: Sendable {
    /// The module that owns the tables.
    package let module: String
    /// 1, 2, 3, … in each module.
    package let number: Int
    /// What it does, in a few words.
    package let name: String
    /// The statements.
    package let sql: String

    /// Declares a step.
    package init(_ module: String, _ number: Int, _ name: String, _ sql: String) {
        self.module = module
        self.number = number
        self.name = name
        self.sql = sql
    }

    /// Distinguishes an edited text from the one that was run (FNV-1a, 64 bits, hexadecimal).
    ///
    /// It guards against mistakes, not against an attacker, who could write the database anyway.
    var fingerprint: String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in sql.utf8 {
            hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
        }
        return String(hash, radix: 16)
    }
}

extension Engine {
    /// Runs what has not been run yet; returns what it ran.
    ///
    /// After the loss of a server, or a conflict with another transaction, it continues where it was: a migration and
    /// its row in the table `migration` are one transaction.
    func migrate(_ migrations: [Migration]) throws -> [Migration] {
        var done: [Migration] = []
        var retry: Retry?
        while true {
            let before = done.count
            do {
                let connection = Connection(try open(.writer))
                defer { connection.close() }
                try connection.session.prepareToMigrate()
                try migrate(migrations, in: connection) { done.append($0) }
                return done
            } catch let error as StoreError where error.isRetryable {
                // Patience begins with the first failure, since a migration may take long.
                var next = done.count > before ? nil : retry
                next = next ?? Retry(until: deadline)
                guard next?.pause() == true else {
                    throw error
                }
                retry = next
            }
        }
    }
}

extension Engine {
    /// Runs what has not been run yet, each in one transaction, and calls `didRun` after each.
    ///
    /// Every reason to reject the migrations is checked before any runs, and before the database is marked as ours.
    /// Modules that `migrations` does not name are ignored.
    private func migrate(
        _ migrations: [Migration],
        in connection: Connection,
        _ didRun: (Migration) -> Void
    ) throws {
        try connection.writing { connection in
            try connection.session.run(script: Migration.table)
            try connection.requireUnedited(migrations)
            try mark(in: connection)
        }
        for step in migrations {
            let isNew = try connection.writing { connection in
                guard try connection.fingerprint(of: step) == nil else {
                    return false
                }
                try connection.session.run(script: step.sql)
                try connection.execute(
                    """
                    INSERT INTO migration (room, number, name, fingerprint)
                    VALUES (\(step.module), \(step.number), \(step.name), \(step.fingerprint))
                    """
                )
                return true
            }
            if isNew {
                didRun(step)
            }
        }
    }
}

extension Migration {
    /// The table of the migrations that have run.
    static let table = """
        CREATE TABLE IF NOT EXISTS migration (
            room TEXT NOT NULL,
            number INTEGER NOT NULL,
            name TEXT NOT NULL,
            fingerprint TEXT NOT NULL,
            PRIMARY KEY (room, number)
        ) STRICT;
        """
}

extension Connection {
    /// Requires that the migrations which have run are these, or the first ones of these.
    ///
    /// - Throws: `StoreError.misnumbered`, `.newer`, `.edited`.
    func requireUnedited(_ migrations: [Migration]) throws {
        let modules = Dictionary(grouping: migrations, by: \.module)
        for (module, steps) in modules where steps.map(\.number) != Array(1...steps.count) {
            throw StoreError.misnumbered(module: module)
        }
        for (module, steps) in modules {
            try requireUnedited(module, steps)
        }
    }

    /// Returns those of the migrations that have run, in the order of `migrations`.
    func recorded(_ migrations: [Migration]) throws -> [Migration] {
        try requireUnedited(migrations)
        return try migrations.filter { try fingerprint(of: $0) != nil }
    }

    private func requireUnedited(_ module: String, _ steps: [Migration]) throws {
        let last = try first(
            "SELECT coalesce(max(number), 0) FROM migration WHERE room = \(module)"
        ) { try $0.int(0) }
        if let last, last > steps.count {
            throw StoreError.newer(module: module, number: Int(last), known: steps.count)
        }
        for step in steps {
            if let run = try fingerprint(of: step), run != step.fingerprint {
                throw StoreError.edited(module: module, number: step.number, name: step.name)
            }
        }
    }

    fileprivate func fingerprint(of step: Migration) throws -> String? {
        try first(
            """
            SELECT fingerprint FROM migration
            WHERE room = \(step.module) AND number = \(step.number)
            """
        ) { try $0.text(0) }
    }
}
