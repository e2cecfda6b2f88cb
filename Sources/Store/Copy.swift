/// Copies all rows of one database into another, of any engines.
///
/// It reads one moment of the source and writes one transaction, a few megabytes at a time. Tables go
/// in the order in which they were made, so that references find what they refer to.
struct Copy {
    let source: any Engine
    let target: any Engine
    let from: Connection
    let to: Connection
    let progress: (_ done: Int, _ total: Int) -> Void

    /// How many bytes of rows are held in memory, and how many rows.
    private static let page = (bytes: 4 << 20, rows: 2_000)
    /// How many rows one statement inserts.
    private static let together = 40

    func run() throws -> [CopiedTable] {
        let tables = try source.tables(in: from).filter { $0.name != "migration" }
        // Before anything is read from the target: counting may take minutes, and the target may end a transaction
        // that is idle for so long.
        let counts = try tables.map { try count($0, in: from) }
        try requireSameMigrations()
        for table in tables where try !isEmpty(table) {
            throw StoreError.notEmpty(table.name)
        }
        let total = counts.reduce(0, +)
        var done = 0
        for (table, count) in zip(tables, counts) {
            try copy(table) { rows in
                done += rows
                progress(done, total)
            }
            if table.identity != nil {
                let last = try source.lastIdentity(of: table, in: from)
                try target.setLastIdentity(last, of: table, in: to)
            }
            guard try self.count(table, in: to) == count else {
                throw StoreError.io("some rows of \(table.name) are missing in the copy")
            }
        }
        return zip(tables, counts).map { CopiedTable(name: $0.name, rows: $1) }
    }

    private func requireSameMigrations() throws {
        let migrations = { (connection: Connection) in
            try connection.all(
                "SELECT room, number, fingerprint FROM migration ORDER BY room, number"
            ) { "\(try $0.text(0)) \(try $0.int(1)) \(try $0.text(2))" }
        }
        guard try migrations(from) == migrations(to) else {
            throw StoreError.schemasDiffer
        }
    }

    private func isEmpty(_ table: Table) throws -> Bool {
        let sql = SQL(composed: "SELECT 1 FROM \(Table.quoted(table.name)) LIMIT 1")
        return try to.first(sql) { try $0.int(0) } == nil
    }

    private func count(_ table: Table, in connection: Connection) throws -> Int {
        let sql = SQL(composed: "SELECT count(*) FROM \(Table.quoted(table.name))")
        return Int(try connection.first(sql) { try $0.int(0) } ?? 0)
    }

    /// Copies the rows in the order of their keys; calls `progress` with the rows of every page.
    private func copy(_ table: Table, _ progress: (Int) -> Void) throws {
        var last: [SQLValue] = []
        // Few, until the length of the rows is known.
        var limit = Self.together
        while true {
            let rows = try page(of: table, after: last, limit)
            for start in stride(from: 0, to: rows.count, by: Self.together) {
                try insert(rows[start..<min(start + Self.together, rows.count)], into: table)
            }
            progress(rows.count)
            guard rows.count == limit, let end = rows.last else {
                return
            }
            last = Array(end.prefix(table.key.count))
            let bytes = rows.joined().reduce(0) { $0 + $1.size }
            limit = min(Self.page.rows, max(1, Self.page.bytes * rows.count / max(1, bytes)))
        }
    }

    /// Returns rows, with the columns of the key first.
    private func page(
        of table: Table,
        after last: [SQLValue],
        _ limit: Int
    ) throws -> [[SQLValue]] {
        let key = Table.list(table.key)
        var text = "SELECT \(Table.list(table.keyFirst)) FROM \(Table.quoted(table.name))"
        if !last.isEmpty {
            text += " WHERE (\(key)) > (\(Self.places(last.count)))"
        }
        text += " ORDER BY \(key)"
        return try from.all(SQL(composed: text, values: last) + " LIMIT \(limit)") { row in
            var values: [SQLValue] = []
            for column in 0..<row.count {
                values.append(try row.value(column))
            }
            return values
        }
    }

    private func insert(_ rows: ArraySlice<[SQLValue]>, into table: Table) throws {
        let columns = table.keyFirst
        let row = "(\(Self.places(columns.count)))"
        let text =
            "INSERT INTO \(Table.quoted(table.name)) (\(Table.list(columns))) VALUES "
            + Array(repeating: row, count: rows.count).joined(separator: ", ")
        try to.execute(SQL(composed: text, values: Array(rows.joined())))
    }

    private static func places(_ count: Int) -> String {
        Array(repeating: "?", count: count).joined(separator: ", ")
    }
}

extension Table {
    /// The columns, those of the key in front.
    fileprivate var keyFirst: [String] {
        key + columns.filter { !key.contains($0) }
    }
}

extension SQLValue {
    /// The approximate size in bytes.
    fileprivate var size: Int {
        switch self {
        case .null, .integer: 16
        case .text(let text): 16 + text.utf8.count
        case .blob(let bytes): 16 + bytes.count
        }
    }
}
