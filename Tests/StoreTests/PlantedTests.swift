import Store
import TestDatabases
import Testing

/// What an attacker plants in the schema: on SQLite it does nothing, and everywhere it is named.
@Suite
struct PlantedTests {
    /// One object, planted by the engine's own program.
    struct Plant: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let engine: TestEngine
        let sql: String
        /// What a difference begins with.
        let named: String
        let isAdministrators: Bool

        init(_ engine: TestEngine, _ sql: String, named: String, isAdministrators: Bool = false) {
            self.isAdministrators = isAdministrators
            testDescription = "\(engine): \(named)"
            self.engine = engine
            self.sql = sql
            self.named = named
        }
    }

    static let plants: [Plant] = {
        let sqlite: [(String, String)] = [
            (
                "CREATE TRIGGER planted AFTER INSERT ON number BEGIN SELECT 1; END;",
                "trigger number.planted: not of this program"
            ),
            ("CREATE VIEW planted AS SELECT 1;", "view planted: not of this program"),
            (
                "DROP TABLE friend; CREATE VIEW friend AS SELECT 1 AS number;",
                "table friend: missing"
            ),
            ("CREATE TABLE planted (id INTEGER);", "table planted: not of this program"),
            ("CREATE INDEX planted ON number (name);", "index number.planted: not of this program"),
            (
                "CREATE UNIQUE INDEX planted ON number (id % 2) WHERE id > 7;",
                "index number.planted: not of this program"
            ),
            (
                "ALTER TABLE number ADD COLUMN twice INTEGER AS (id * 2);",
                "column number.twice: not of this program"
            ),
            ("ALTER TABLE number DROP COLUMN bytes;", "column number.bytes: missing"),
            (schema("name TEXT NOT NULL", "name TEXT"), "column number.name: is name TEXT UNIQUE"),
            (
                schema("bytes BLOB", "bytes TEXT"),
                "column number.bytes: is bytes TEXT, must be bytes BLOB"
            ),
            (
                schema("bytes BLOB", "bytes BLOB DEFAULT (randomblob(4))"),
                "column number.bytes: is bytes BLOB DEFAULT (randomblob(4)), must be bytes BLOB"
            ),
            (
                schema("CHECK (id > 0)", "CHECK (id > 9)"),
                "constraint number: CONSTRAINT number_is_positive CHECK (id > 0): missing"
            ),
            (
                schema("CHECK (id > 0)", "CHECK (id > 0), CHECK (name <> ''a'')"),
                "constraint number: CHECK (name <> 'a'): not of this program"
            ),
            (schema(") STRICT", ")"), "table number: is CREATE TABLE number (), must be"),
            (
                "CREATE VIRTUAL TABLE planted USING fts5(text);",
                "table planted: not of this program"
            ),
        ]
        var plants = sqlite.map { Plant(.sqlite, $0.0, named: $0.1) }
        #if PostgreSQL
        plants += postgreSQL.map { Plant(.postgreSQL, $0.0, named: $0.1) }
        plants += administrators.map {
            Plant(.postgreSQL, $0.0, named: $0.1, isAdministrators: true)
        }
        #endif
        return plants
    }()

    /// An edit of the schema's text, which no statement allows.
    private static func schema(_ text: String, _ other: String) -> String {
        """
        PRAGMA writable_schema = ON;
        UPDATE sqlite_schema SET sql = replace(sql, '\(text)', '\(other)') WHERE name = 'number';
        PRAGMA writable_schema = RESET;
        """
    }

    #if PostgreSQL
    private static let nothing = """
        CREATE FUNCTION planted() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
        """

    /// The function of a trigger in a schema that no name is looked for in.
    private static let elsewhere =
        "CREATE SCHEMA IF NOT EXISTS far; "
        + nothing.replacing("planted()", with: "far.planted()")

    private static let postgreSQL: [(String, String)] = [
        (nothing, "function public.planted(): not of this program"),
        (
            elsewhere
                + "CREATE OR REPLACE TRIGGER planted BEFORE UPDATE ON number FOR EACH ROW EXECUTE FUNCTION far.planted();",
            "trigger number.planted: not of this program"
        ),
        (
            elsewhere + """
                CREATE CONSTRAINT TRIGGER planted AFTER INSERT ON number DEFERRABLE INITIALLY DEFERRED
                    FOR EACH ROW EXECUTE FUNCTION far.planted();
                """,
            "trigger number.planted: not of this program"
        ),
        (
            elsewhere
                + "CREATE TRIGGER planted BEFORE INSERT ON commit_mark FOR EACH ROW EXECUTE FUNCTION far.planted();",
            "trigger commit_mark.planted: not of this program"
        ),
        ("CREATE RULE planted AS ON UPDATE TO number DO INSTEAD NOTHING;", "rule number.planted"),
        ("CREATE POLICY planted ON number USING (id > 7);", "policy number.planted"),
        ("ALTER TABLE number ENABLE ROW LEVEL SECURITY;", "table number: is row security"),
        (
            "ALTER TABLE number FORCE ROW LEVEL SECURITY;",
            "table number: is row security of the owner"
        ),
        ("ALTER TABLE friend SET UNLOGGED;", "table friend: is unlogged"),
        ("CREATE TABLE planted () INHERITS (number);", "table number: is inherited by planted"),
        ("CREATE TABLE planted (id int);", "table planted: not of this program"),
        ("CREATE VIEW planted AS SELECT 1 AS id;", "view planted: not of this program"),
        ("CREATE MATERIALIZED VIEW planted AS SELECT 1 AS id;", "view planted"),
        ("DROP TABLE friend; CREATE VIEW friend AS SELECT 1 AS number;", "table friend: missing"),
        (
            "ALTER TABLE number ADD COLUMN twice bigint GENERATED ALWAYS AS (id * 2) STORED;",
            "column number.twice: not of this program"
        ),
        ("ALTER TABLE number DROP COLUMN bytes;", "column number.bytes: missing"),
        ("ALTER TABLE number ALTER bytes SET DEFAULT '\\x00';", "column number.bytes: is"),
        ("ALTER TABLE number ALTER name TYPE varchar(10);", "column number.name: is"),
        ("ALTER TABLE number ALTER name TYPE text COLLATE \"POSIX\";", "column number.name: is"),
        ("ALTER TABLE number ALTER name DROP NOT NULL;", "column number.name: is"),
        (
            "ALTER TABLE number DROP CONSTRAINT number_is_positive;",
            "constraint number.number_is_positive: missing"
        ),
        (
            "ALTER TABLE number ADD CHECK (name <> 'a') NOT VALID;",
            "constraint number.number_name_check"
        ),
        (
            "ALTER TABLE friend DROP CONSTRAINT friend_number_fkey;",
            "constraint friend.friend_number_fkey: missing"
        ),
        ("CREATE UNIQUE INDEX planted ON number ((id % 2)) WHERE id > 7;", "index number.planted"),
        (
            "CREATE FUNCTION length(text) RETURNS int LANGUAGE sql AS 'SELECT 0';",
            "function public.length(text)"
        ),
        (
            """
            CREATE FUNCTION far(blob, blob) RETURNS bool LANGUAGE sql AS 'SELECT true';
            CREATE OPERATOR = (LEFTARG = blob, RIGHTARG = blob, FUNCTION = far);
            """,
            "operator public.=: not of this program"
        ),
        ("CREATE TYPE planted AS ENUM ('a');", "type planted: not of this program"),
        ("ALTER DOMAIN blob ADD CHECK (VALUE <> 'a');", "constraint .blob_check"),
        ("CREATE COLLATION planted FROM \"POSIX\";", "collation public.planted"),
        (
            // A schema with the user's name comes before the one that was used until then.
            "CREATE SCHEMA sehat;", "relation public.number: not of this program"
        ),
        (
            "CREATE SCHEMA late; CREATE TABLE late.number (id int); ALTER ROLE sehat IN DATABASE DATABASE_NAME SET search_path = public, late;",
            "relation late.number: not of this program"
        ),
    ]

    /// What only an administrator of the server can do.
    private static let administrators: [(String, String)] = [
        ("ALTER TABLE friend DISABLE TRIGGER ALL;", "trigger friend.RI_ConstraintTrigger"),
        ("CREATE CAST (text AS bytea) WITHOUT FUNCTION;", "cast text to bytea"),
        (
            """
            CREATE SCHEMA far;
            CREATE FUNCTION far.planted() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN END $$;
            CREATE EVENT TRIGGER planted ON ddl_command_end EXECUTE FUNCTION far.planted();
            """,
            "event trigger planted"
        ),
    ]
    #endif

    @Test(arguments: plants)
    func `each planted object is named, and stops a start`(_ plant: Plant) async throws {
        try await plant.engine.withScratch { scratch in
            let database = try await scratch.withNumbers()
            try await database.requireSchema(of: Scratch.migrations)
            #expect(try await database.check(against: Scratch.migrations).isEmpty)
            database.close()
            try scratch.edit(plant.sql, asAdministrator: plant.isAdministrators)

            let again = try Database(scratch.location)
            defer { again.close() }
            let error = await #expect(throws: StoreError.self) {
                try await again.requireSchema(of: Scratch.migrations)
            }
            guard case .schema(let differences)? = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(differences.contains { $0.hasPrefix(plant.named) }, "\(differences)")
            let problems = try await again.check(against: Scratch.migrations)
            #expect(problems.contains { $0.hasPrefix(plant.named) }, "\(problems)")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `the schema of an older program is compared with the migrations that ran`(
        _ engine: TestEngine
    ) async throws {
        let later =
            Scratch.migrations + [
                Migration("test", 2, "colour", "ALTER TABLE number ADD COLUMN colour TEXT;")
            ]
        try await engine.withScratch { scratch in
            let database = try await scratch.withNumbers()
            try await database.requireSchema(of: later)
            await #expect(throws: StoreError.unprepared) {
                try await database.check(against: later)
            }
            try await database.migrate(later)
            #expect(try await database.check(against: later).isEmpty)
            await #expect(throws: StoreError.newer(module: "test", number: 2, known: 1)) {
                try await database.requireSchema(of: Scratch.migrations)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an empty database has no differences, and one without its migrations has`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withScratch { scratch in
            try await scratch.database.requireSchema(of: Scratch.migrations)
            _ = try await scratch.withNumbers()
            try scratch.edit("DROP TABLE migration;")
            let error = await #expect(throws: StoreError.self) {
                try await scratch.database.requireSchema(of: Scratch.migrations)
            }
            #expect(error == .schema(["table migration: missing"]))
        }
    }

    @Test
    func `a planted trigger does not run, and a view is not read`() async throws {
        try await TestEngine.sqlite.withScratch { scratch in
            let database = try await scratch.withNumbers()
            try scratch.edit(
                """
                CREATE TRIGGER planted AFTER INSERT ON number BEGIN DELETE FROM number; END;
                CREATE TRIGGER ignored BEFORE UPDATE ON number BEGIN SELECT RAISE(IGNORE); END;
                CREATE VIEW seen AS SELECT 7 AS id;
                """
            )
            try await database.add(1)
            try await database.write { try $0.execute("UPDATE number SET name = 'changed'") }
            let names = try await database.read {
                try $0.all("SELECT name FROM number") { try $0.text(0) }
            }
            #expect(names == ["changed"])
            await #expect(throws: StoreError.self) {
                try await database.read { try $0.all("SELECT id FROM seen") { try $0.int(0) } }
            }
        }
    }

    @Test
    func `no connection can write the schema itself`() async throws {
        try await TestEngine.sqlite.withScratch { scratch in
            let database = try await scratch.withNumbers()
            await #expect(throws: StoreError.self) {
                try await database.write { connection in
                    try connection.execute("PRAGMA writable_schema = ON")
                    try connection.execute(
                        "UPDATE sqlite_schema SET sql = '' WHERE name = 'number'"
                    )
                }
            }
            #expect(try await database.check(against: Scratch.migrations).isEmpty)
        }
    }
}
