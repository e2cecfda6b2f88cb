extension SQLiteEngine {
    func tables(in connection: Connection) throws -> [Table] {
        let found = try connection.all(
            """
            SELECT name, sql LIKE '%AUTOINCREMENT%' FROM sqlite_schema
            WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
            ORDER BY rowid
            """
        ) { (name: try $0.text(0), counts: try $0.bool(1)) }
        return try found.map { name, counts in
            let columns = try connection.all(
                "SELECT name, pk FROM pragma_table_info(\(name)) ORDER BY cid"
            ) { (name: try $0.text(0), place: try $0.int(1)) }
            let key = columns.filter { $0.place > 0 }.sorted { $0.place < $1.place }.map(\.name)
            return Table(
                name: name,
                columns: columns.map(\.name),
                key: key,
                identity: counts ? key.first : nil
            )
        }
    }

    func lastIdentity(of table: Table, in connection: Connection) throws -> Int64 {
        try connection.first("SELECT seq FROM sqlite_sequence WHERE name = \(table.name)") {
            try $0.int(0)
        } ?? 0
    }

    func setLastIdentity(_ last: Int64, of table: Table, in connection: Connection) throws {
        let changed = try connection.execute(
            "UPDATE sqlite_sequence SET seq = \(last) WHERE name = \(table.name)"
        )
        if changed == 0 {
            try connection.execute(
                "INSERT INTO sqlite_sequence (name, seq) VALUES (\(table.name), \(last))"
            )
        }
    }
}
