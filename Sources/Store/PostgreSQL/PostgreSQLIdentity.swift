#if PostgreSQL
extension PostgreSQLSession {
    /// Returns what the database is, by its mark: the comment of the table `migration`.
    ///
    /// A comment is in every dump, and needs no table that could itself be missing.
    func identity() throws(StoreError) -> DatabaseIdentity {
        let columns = DatabaseIdentity.migrationColumns.joined(separator: ",")
        let answer = try run(
            """
            SELECT CASE
                WHEN obj_description(to_regclass('migration'), 'pg_class') = '\(DatabaseIdentity.comment)'
                    THEN 'ours'
                WHEN (
                    SELECT string_agg(attname, ',' ORDER BY attname) FROM pg_attribute
                    WHERE attrelid = to_regclass('migration') AND attnum > 0 AND NOT attisdropped
                ) = '\(columns)' THEN 'unmarked'
                WHEN EXISTS (
                    SELECT 1 FROM pg_class
                    WHERE relnamespace = current_schema()::regnamespace
                        AND relkind IN ('r', 'p', 'v', 'm', 'f') AND relname <> 'commit_mark'
                ) THEN 'foreign'
                ELSE 'empty'
            END
            """
        )
        return switch answer {
        case "ours": .ours
        case "unmarked": .unmarked
        case "empty": .empty
        default: .foreign
        }
    }
}

extension PostgreSQLEngine {
    func mark(in connection: Connection) throws {
        let comment = try connection.first(
            "SELECT obj_description('migration'::regclass, 'pg_class')"
        ) { try $0.optionalText(0) }
        guard comment != DatabaseIdentity.comment else { return }
        try connection.session.run(
            script: "COMMENT ON TABLE migration IS '\(DatabaseIdentity.comment)';"
        )
    }
}
#endif
