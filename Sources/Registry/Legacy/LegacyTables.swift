import Store

/// Codes of the former system, kept as a hash under a data key.
///
/// An attacker who reads the table learns no code. One who writes it can neither add a code nor change what
/// became of one: every column is under the row's seal.
extension Registry {
    static let legacyTables = [
        Migration(
            "legacy",
            1,
            "codes of the former system",
            """
            CREATE TABLE legacy_code (
                hash BLOB NOT NULL PRIMARY KEY CHECK (length(hash) = 32),
                imported_at TEXT NOT NULL
            ) STRICT;
            """
        ),
        // Rows from before have no seal, so they are not believed until their list is imported again.
        Migration(
            "legacy",
            2,
            "former codes are withdrawn and linked",
            """
            ALTER TABLE legacy_code ADD COLUMN status INTEGER NOT NULL DEFAULT 0;
            ALTER TABLE legacy_code ADD COLUMN status_at TEXT;
            ALTER TABLE legacy_code ADD COLUMN status_reason INTEGER;
            ALTER TABLE legacy_code ADD COLUMN degree BLOB;
            ALTER TABLE legacy_code ADD COLUMN seal BLOB;

            CREATE INDEX legacy_code_of ON legacy_code (degree) WHERE degree IS NOT NULL;

            CREATE TABLE legacy_event (
                id IDENTITY,
                code BLOB,
                kind TEXT NOT NULL CHECK (kind IN ('imported', 'withdrawn', 'linked')),
                note TEXT NOT NULL,
                actor TEXT NOT NULL,
                at TEXT NOT NULL
            ) STRICT;

            CREATE INDEX legacy_event_of ON legacy_event (code);
            """
        ),
    ]
}
