import Store
import TestDatabases

/// A column as the database's own catalogue describes it.
struct Column: Sendable, Hashable {
    let table: String
    let column: String
    /// The type in lower case: `text`, `integer`, `bigint`, `blob` or `bytea`.
    let type: String
    /// Whether it is part of the primary key.
    let isKey: Bool

    var name: String { "\(table).\(column)" }

    /// Whether it has a type of the programs' own tables; PostgreSQL's marks of commits have others.
    var hasUsualType: Bool { ["text", "integer", "bigint", "blob", "bytea"].contains(type) }
}

extension TestEngine {
    /// Returns every column of every table, in the order of the tables' names.
    func columns(in connection: Connection) throws -> [Column] {
        let sql: SQL =
            switch self {
            case .sqlite:
                """
                SELECT t.name, c.name, lower(c.type), c.pk > 0
                FROM sqlite_schema AS t JOIN pragma_table_info(t.name) AS c
                WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
                ORDER BY t.name, c.cid
                """
            #if PostgreSQL
            case .postgreSQL:
                """
                SELECT
                    relname::text, attname::text, format_type(typ.oid, NULL)::text,
                    CASE WHEN attnum = ANY (indkey::int2[]) THEN 1 ELSE 0 END
                FROM pg_class AS t
                JOIN pg_attribute ON attrelid = t.oid AND attnum > 0 AND NOT attisdropped
                JOIN pg_type AS typ ON typ.oid = atttypid
                LEFT JOIN pg_index ON indrelid = t.oid AND indisprimary
                WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace
                ORDER BY relname, attnum
                """
            #endif
            }
        return try connection.all(sql) { row in
            Column(
                table: try row.text(0),
                column: try row.text(1),
                type: try row.text(2),
                isKey: try row.int(3) != 0
            )
        }
    }
}

/// A row of any table, with the values of all columns.
struct AnyRow: Sendable {
    let columns: [Column]
    var values: [SQLValue]

    /// Returns the first rows of a table.
    static func first(
        _ limit: Int,
        of columns: [Column],
        in connection: Connection
    ) throws -> [AnyRow] {
        let names = SQL.list(columns.map { "\(identifier: $0.column)" })
        return try connection.all(
            "SELECT \(names) FROM \(identifier: columns[0].table) LIMIT \(limit)"
        ) { row in
            var values: [SQLValue] = []
            for place in columns.indices { values.append(try row.value(place)) }
            return AnyRow(columns: columns, values: values)
        }
    }

    /// The condition that finds the row.
    private var isThis: SQL {
        columns.indices.filter { columns[$0].isKey }.reduce("1 = 1") { condition, place in
            condition + " AND \(identifier: columns[place].column) = \(values[place])"
        }
    }

    /// Writes another value into a column of the row; returns the row as it is then.
    ///
    /// - Throws: `StoreError.constraint` where the schema refuses the value.
    func writing(
        _ value: SQLValue,
        into place: Int,
        in connection: Connection
    ) throws -> AnyRow {
        try connection.execute(
            """
            UPDATE \(identifier: columns[0].table)
            SET \(identifier: columns[place].column) = \(value)
            WHERE \(isThis)
            """
        )
        var row = self
        row.values[place] = value
        return row
    }

    /// Puts the row back as it was, instead of `edited`.
    func restore(replacing edited: AnyRow, in connection: Connection) throws {
        let assignments = SQL.list(
            columns.indices.map { "\(identifier: columns[$0].column) = \(values[$0])" }
        )
        let changed = try connection.execute(
            "UPDATE \(identifier: columns[0].table) SET \(assignments) WHERE \(edited.isThis)"
        )
        if changed == 1 { return }
        // A question about the edited row deleted it.
        let names = SQL.list(columns.map { "\(identifier: $0.column)" })
        try connection.execute(
            "INSERT INTO \(identifier: columns[0].table) (\(names)) VALUES (\(list: values))"
        )
    }
}
