extension Database {
    /// Requires that the schema is what those of the migrations make that have run here.
    ///
    /// The database's file or server is not trusted: a trigger, a rule, a view in the place of a table, a generated
    /// column or a changed constraint would act in the program's name.
    ///
    /// - Throws: `StoreError.schema` with each difference; `.newer`, `.edited`.
    package func requireSchema(of migrations: [Migration]) async throws {
        let differences = try await schemaDifferences(from: migrations)
        guard differences.isEmpty else {
            throw StoreError.schema(differences)
        }
    }

    /// Returns what is wrong with the file, its references and its schema, a sentence each.
    ///
    /// - Throws: `StoreError.unprepared` where some of the migrations have not run here; `.newer`, `.edited`.
    package func check(against migrations: [Migration]) async throws -> [String] {
        let done = try await read { try $0.recorded(migrations).count }
        guard done == migrations.count else {
            throw StoreError.unprepared
        }
        return try await check() + schemaDifferences(from: migrations)
    }

    private func schemaDifferences(from migrations: [Migration]) async throws -> [String] {
        let engine = engine
        return try await onThread { try engine.schemaDifferences(from: migrations) }
    }
}
