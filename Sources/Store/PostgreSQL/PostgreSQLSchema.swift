#if PostgreSQL
extension PostgreSQLEngine {
    /// Compares the schema with one that runs the same migrations, in a transaction that is rolled back.
    ///
    /// So the same server describes both, in the words of its version, and nothing is kept that could become stale.
    func schemaDifferences(from migrations: [Migration]) throws -> [String] {
        let session = try PostgreSQLSession(self, .writer)
        let connection = Connection(session)
        defer { connection.close() }
        // Not SERIALIZABLE: after the wait for the lock, the catalogue has to be read as it is then.
        session.begin = "BEGIN"
        defer { session.abandon() }
        // No migration of another program at the same time, however long one takes.
        try session.run("SET LOCAL lock_timeout = 0")
        try session.run(
            "SELECT pg_catalog.pg_advisory_xact_lock(\(PostgreSQLSession.migrationLock))"
        )
        let path = try Self.searchPath(connection, session)
        guard let own = path.first else { return [] }
        let strange = try Self.strange(on: path, connection)
        guard strange.isEmpty else {
            // They could answer in the place of the server's functions, so the rest cannot be looked at.
            return SchemaObject.differences(of: strange, from: [])
        }
        let found = try SchemaObject.all(inSchema: own, connection)
        // A register that was not migrated yet has nothing, or what an interrupted `migrate` made.
        guard found.contains(where: { $0.kind == "table" && $0.name != "commit_mark" }) else {
            return []
        }
        let ran = try found.hasMigrations ? connection.recorded(migrations) : migrations
        let expected = try Self.objects(after: ran, connection, session)
        return SchemaObject.differences(of: found, from: expected)
    }

    /// Returns the schemas in which names are looked for, the own one first; from then on it is the server's alone.
    private static func searchPath(
        _ connection: Connection,
        _ session: PostgreSQLSession
    ) throws -> [String] {
        try session.run(
            """
            SELECT pg_catalog.set_config(
                'sehat.path', pg_catalog.current_schemas(false)::pg_catalog.text, true
            )
            """
        )
        try session.run("SET LOCAL search_path = pg_catalog")
        return try connection.all(
            "SELECT unnest(current_setting('sehat.path')::name[])::text"
        ) { try $0.text(0) }
    }

    /// Functions and operators in schemas of the path, which no migration makes; tables in other schemas than the own
    /// one, which could be taken for ours; what belongs to no schema.
    private static func strange(
        on path: [String],
        _ connection: Connection
    ) throws -> [SchemaObject] {
        var strange = try connection.all(PostgreSQLCatalogue.outside) { try SchemaObject($0) }
        for (index, name) in path.enumerated() {
            let code = PostgreSQLCatalogue.code(inSchema: name)
            let query: SQL =
                index == 0
                ? code : "\(code) UNION ALL \(PostgreSQLCatalogue.relations(inSchema: name))"
            strange += try connection.all(query) { row in
                SchemaObject(
                    kind: try row.text(0),
                    name: "\(name).\(try row.text(1))",
                    definition: try row.text(2)
                )
            }
        }
        return strange
    }

    private static func objects(
        after migrations: [Migration],
        _ connection: Connection,
        _ session: PostgreSQLSession
    ) throws -> [SchemaObject] {
        let scratch = "sehat_expected_\(UInt64.random(in: .min ... .max))"
        try session.run("CREATE SCHEMA \(scratch); SET LOCAL search_path = \(scratch)")
        try session.run(PostgreSQLSession.blobDomain)
        try session.run(PostgreSQLSession.markTable)
        try session.run(script: Migration.table)
        for step in migrations {
            try session.run(script: step.sql)
        }
        return try SchemaObject.all(inSchema: scratch, connection)
    }
}

extension SchemaObject {
    /// Everything of a schema that can act: tables and their parts, triggers, rules, types.
    ///
    /// Names are written as they are seen from the schema, so that two schemas with the same objects have the same
    /// description.
    fileprivate static func all(
        inSchema name: String,
        _ connection: Connection
    ) throws -> [SchemaObject] {
        _ = try connection.first(
            "SELECT set_config('search_path', quote_ident(\(name)), true)"
        ) { _ in true }
        return try connection.all(PostgreSQLCatalogue.schema) { try SchemaObject($0) }
    }

    fileprivate init(_ row: borrowing Row) throws {
        self.init(kind: try row.text(0), name: try row.text(1), definition: try row.text(2))
    }
}
#endif
