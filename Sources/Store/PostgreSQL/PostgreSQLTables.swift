#if PostgreSQL
extension PostgreSQLEngine {
    /// Without the marks of commits, which belong to this server alone.
    func tables(in connection: Connection) throws -> [Table] {
        let names = try connection.all(
            """
            SELECT relname::text FROM pg_class
            WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace
                AND relname <> 'commit_mark'
            ORDER BY oid
            """
        ) { try $0.text(0) }
        return try names.map { name in
            let columns = try connection.all(
                """
                SELECT attname::text, coalesce(array_position(indkey::int2[], attnum), -1),
                    attidentity <> ''
                FROM pg_attribute LEFT JOIN pg_index ON indrelid = attrelid AND indisprimary
                WHERE attrelid = quote_ident(\(name))::regclass AND attnum > 0 AND NOT attisdropped
                ORDER BY attnum
                """
            ) { (name: try $0.text(0), place: try $0.int(1), counts: try $0.bool(2)) }
            return Table(
                name: name,
                columns: columns.map(\.name),
                key: columns.filter { $0.place >= 0 }.sorted { $0.place < $1.place }.map(\.name),
                identity: columns.first(where: \.counts)?.name
            )
        }
    }

    func lastIdentity(of table: Table, in connection: Connection) throws -> Int64 {
        try connection.first(
            """
            SELECT pg_sequence_last_value(
                pg_get_serial_sequence(quote_ident(\(table.name)), \(table.identity ?? ""))::regclass
            )
            """
        ) { try $0.optionalInt(0) ?? 0 } ?? 0
    }

    func setLastIdentity(_ last: Int64, of table: Table, in connection: Connection) throws {
        guard last > 0 else {
            return
        }
        _ = try connection.first(
            """
            SELECT setval(
                pg_get_serial_sequence(quote_ident(\(table.name)), \(table.identity ?? ""))::regclass, \(last)
            )
            """
        ) { try $0.int(0) }
    }
}
#endif
