/// A backup that takes the place of a SQLite database, or the place where there is none yet.
///
/// Nothing is ever deleted: what is at the place is renamed, to a name that no file has.
package struct Restore: Sendable {
    /// The backup's path.
    package let backup: String
    private let engine: SQLiteEngine

    /// - Throws: `StoreError.unsupported` for PostgreSQL, which has its own tools.
    package init(from backup: String, to location: DatabaseLocation) throws(StoreError) {
        self.backup = backup
        switch location.engine {
        case .sqlite(let path, let synchronous):
            engine = SQLiteEngine(path: path, synchronous: synchronous, options: .init())
        #if PostgreSQL
        case .postgreSQL:
            throw .unsupported(
                "pg_restore --exit-on-error into an empty database, from \(backup)"
            )
        #endif
        }
    }

    /// Whether there is a file at the place.
    package var replaces: Bool { !engine.isAbsent }

    /// Requires that the backup is a whole register of these migrations, or of the first ones of these.
    ///
    /// - Throws: `StoreError.unusableBackup`; `.cannotOpen`, `.newer`, `.edited`.
    package func requireBackup(of migrations: [Migration]) throws {
        let source = SQLiteEngine(path: backup, synchronous: .full, options: .init())
        try source.requireReadable()
        if let fault = try fault(of: source, migrations) {
            throw StoreError.unusableBackup(backup, fault)
        }
    }

    /// Returns why the backup cannot be restored; nil when it can.
    private func fault(of source: SQLiteEngine, _ migrations: [Migration]) throws -> String? {
        do {
            switch try source.identity() {
            case .ours: break
            case .empty: return "it holds no tables"
            case .foreign: return "it is the database of another program"
            case .unmarked:
                return "it has no mark of a register yet; verify-cli db migrate gives it one"
            }
            if let problem = try source.check().first { return "it is damaged: \(problem)" }
            let differences = try source.schemaDifferences(from: migrations)
            return differences.isEmpty ? nil : StoreError.schema(differences).description
        } catch StoreError.corrupt(let reason) {
            return "it is damaged: \(reason)"
        }
    }

    /// Requires that what is at the place may be replaced: a register, damaged or not, or an empty file, that no process
    /// has open.
    ///
    /// - Throws: `StoreError.foreign`, `.inUse`, `.cannotOpen`.
    package func requireReplaceable() throws {
        guard replaces else { return }
        do {
            try engine.options.require(engine.identity(), at: engine.path)
        } catch StoreError.corrupt {
            // It may be a register; it is kept in any case.
        }
        try engine.requireUnused()
    }

    /// Restores; returns the new name of what was at the place, nil where nothing was.
    ///
    /// The copy is complete and on disk before anything is renamed, so that a full disk changes nothing. `day` becomes a
    /// part of the new name.
    ///
    /// - Throws: As `requireReplaceable`; `StoreError.full`, `.io`.
    package func run(on day: String) throws -> String? {
        try requireReplaceable()
        let source = try SQLiteSession(
            path: backup,
            creating: false,
            pragmas: ["PRAGMA query_only = ON"],
            timeout: Int32(clamping: engine.options.busyMilliseconds)
        )
        defer { source.close() }
        var former: String?
        do {
            try source.copy(to: engine.path) { () throws(StoreError) in
                if replaces { former = try engine.moveAway(on: day) }
            }
        } catch {
            if let former { engine.moveBack(former) }
            throw error
        }
        return former
    }
}
