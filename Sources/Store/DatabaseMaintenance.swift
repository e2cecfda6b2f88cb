extension Database {
    /// Runs the migrations that have not been run yet; returns those it ran.
    ///
    /// - Throws: `StoreError.newer`, `.edited` or `.misnumbered` before any of them runs.
    @discardableResult
    package func migrate(_ migrations: [Migration]) async throws -> [Migration] {
        let engine = engine
        return try await onThread { try engine.migrate(migrations) }
    }

    /// Copies every row into an empty database that has run the same migrations; all or nothing.
    ///
    /// What is written here during the copy is not in it.
    ///
    /// It calls `progress` with the number of rows done and of all rows.
    ///
    /// - Throws: `StoreError.notEmpty`, `.schemasDiffer`.
    package func copy(
        to target: Database,
        progress: @escaping @Sendable (_ done: Int, _ total: Int) -> Void
    ) async throws -> [CopiedTable] {
        let (source, target) = (engine, target.engine)
        return try await onThread {
            let from = Connection(try source.open(.reader))
            defer { from.close() }
            let to = Connection(try target.open(.writer))
            defer { to.close() }
            return try from.reading { from in
                try to.writing { to in
                    try Copy(source: source, target: target, from: from, to: to, progress: progress)
                        .run()
                }
            }
        }
    }

    /// Copies the database, while it is in use, to a file that must not exist.
    ///
    /// - Throws: `StoreError.exists`; `.unsupported` where the engine has its own tools.
    package func backup(to path: String) async throws {
        let engine = engine
        try await onThread { try engine.backup(to: path) }
    }

    /// Returns what is wrong with the file and its references, a sentence each; empty when nothing is.
    package func check() async throws -> [String] {
        let engine = engine
        return try await onThread { try engine.check() }
    }
}
