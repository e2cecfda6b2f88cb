import Foundation

extension SQLiteEngine {
    /// Compares the file with a database in memory that runs the same migrations.
    func schemaDifferences(from migrations: [Migration]) throws -> [String] {
        let connection = Connection(try open(.reader))
        defer { connection.close() }
        return try connection.reading { connection in
            let found = try Self.objects(in: connection)
            // A register that was not migrated yet has nothing.
            guard !found.isEmpty else { return [] }
            let ran = try found.hasMigrations ? connection.recorded(migrations) : migrations
            return SchemaObject.differences(of: found, from: try Self.objects(after: ran))
        }
    }

    private static func objects(after migrations: [Migration]) throws -> [SchemaObject] {
        let scratch = Connection(
            try SQLiteSession(path: ":memory:", creating: false, pragmas: [], timeout: 0)
        )
        defer { scratch.close() }
        try scratch.session.run(script: Migration.table)
        for step in migrations {
            try scratch.session.run(script: step.sql)
        }
        return try objects(in: scratch)
    }

    /// Returns every object of the schema, by the text that SQLite keeps of it.
    ///
    /// SQLite's own tables of identities and of statistics decide nothing that a row does not.
    private static func objects(in connection: Connection) throws -> [SchemaObject] {
        try connection.all(
            """
            SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema
            WHERE NOT (type = 'table' AND name IN ('sqlite_sequence', 'sqlite_stat1', 'sqlite_stat4'))
            """
        ) { row in
            let (kind, name) = (try row.text(0), try row.text(1))
            let (table, text) = (try row.text(2), try row.text(3))
            return kind == "table"
                ? SQLiteTableText(name, text).objects
                : [
                    SchemaObject(
                        kind: kind,
                        name: kind == "view" ? name : "\(table).\(name)",
                        definition: text
                    )
                ]
        }
        .flatMap(\.self)
    }
}

/// The text of a `CREATE TABLE`, in its parts.
///
/// Nothing is left out and nothing is rewritten, so that two texts with the same parts differ in the order of the
/// parts alone.
private struct SQLiteTableText {
    let name: String
    /// What is before the columns and after them: the name, `STRICT`.
    private let frame: String
    /// The columns and constraints.
    private let clauses: [String]

    init(_ name: String, _ text: String) {
        self.name = name
        guard let open = text.firstIndex(of: "("), let close = text.lastIndex(of: ")"), open < close
        else {
            (frame, clauses) = (text, [])
            return
        }
        frame = "\(text[...open])\(text[close...])"
        clauses = Self.clauses(of: text[text.index(after: open)..<close])
    }

    var objects: [SchemaObject] {
        [SchemaObject(kind: "table", name: name, definition: frame)]
            + clauses.map { clause in
                let word = clause.prefix { !$0.isWhitespace && $0 != "(" }
                return Self.constraints.contains(word.uppercased())
                    ? SchemaObject(kind: "constraint", name: "\(name): \(clause)", definition: "")
                    : SchemaObject(kind: "column", name: "\(name).\(word)", definition: clause)
            }
    }

    /// The words with which a constraint of a table begins.
    private static let constraints: Set = ["CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN"]

    /// Splits at the commas outside parentheses and quotes.
    private static func clauses(of text: Substring) -> [String] {
        var clauses: [String] = []
        var clause = ""
        var depth = 0
        var quote: Character?
        for character in text {
            if let end = quote {
                if character == end { quote = nil }
            } else {
                switch character {
                case "'", "\"", "`": quote = character
                case "[": quote = "]"
                case "(": depth += 1
                case ")": depth -= 1
                default: break
                }
            }
            if character == ",", quote == nil, depth == 0 {
                clauses.append(clause)
                clause = ""
            } else {
                clause.append(character)
            }
        }
        return (clauses + [clause]).map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
    }
}
