import Persian
import Store

extension Registry {
    static let institutionTables = [
        Migration(
            "institutions",
            1,
            "institutions and what happened to them",
            """
            CREATE TABLE institution (
                code TEXT NOT NULL PRIMARY KEY,
                name_fa TEXT NOT NULL,
                name_en TEXT NOT NULL,
                kind TEXT NOT NULL,
                city TEXT NOT NULL,
                issues_until TEXT
            ) STRICT;

            CREATE TABLE institution_event (
                id IDENTITY,
                institution TEXT NOT NULL REFERENCES institution (code),
                kind TEXT NOT NULL CHECK (kind IN ('added', 'renamed', 'window')),
                detail TEXT NOT NULL,
                actor TEXT NOT NULL,
                at TEXT NOT NULL
            ) STRICT;

            CREATE INDEX institution_event_of ON institution_event (institution);
            """
        )
    ]
}

extension Institution {
    static let columns: SQL = "code, name_fa, name_en, kind, city, issues_until"

    /// Reads a row of `columns`.
    init(_ row: borrowing Row) throws {
        code = try row.text(0)
        nameFa = try row.text(1)
        nameEn = try row.text(2)
        kind = try row.text(3)
        city = try row.text(4)
        issuesUntil = try row.optionalText(5).map { try Timestamp(parsing: $0) }
    }

    private static let byCode = PreparedSQL { (code: String) in
        "SELECT \(columns) FROM institution WHERE code = \(code)"
    }

    /// Returns the institution with a code, whatever its seal; nil when there is none.
    static func find(_ code: String, in connection: Connection) throws -> Institution? {
        guard isCode(code) else { return nil }
        return try connection.first(byCode(code)) { try Institution($0) }
    }

    /// Inserts the row; returns false when the code is taken.
    func insert(sealed seal: [UInt8]?, in connection: Connection) throws -> Bool {
        try connection.execute(
            """
            INSERT INTO institution (code, name_fa, name_en, kind, city, issues_until, seal)
            VALUES (
                \(code), \(nameFa), \(nameEn), \(kind), \(city), \(issuesUntil?.description),
                \(seal)
            )
            ON CONFLICT (code) DO NOTHING
            """
        ) == 1
    }

    /// Updates the row to this value.
    func update(sealed seal: [UInt8]?, in connection: Connection) throws {
        try connection.execute(
            """
            UPDATE institution
            SET
                name_fa = \(nameFa), name_en = \(nameEn), kind = \(kind), city = \(city),
                issues_until = \(issuesUntil?.description), seal = \(seal)
            WHERE code = \(code)
            """
        )
    }
}
