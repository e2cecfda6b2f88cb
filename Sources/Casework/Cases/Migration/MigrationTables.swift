import Store

/// The tables of migrations of cases, and of the texts of versions that have run.
enum MigrationTables {
    static let migrations = [migrations1]

    private static let migrations1 = Migration(
        "case-migrations",
        1,
        "texts of versions and migrations of cases",
        """
        CREATE TABLE service_text (
            fingerprint TEXT NOT NULL PRIMARY KEY CHECK (length(fingerprint) = 64),
            body TEXT NOT NULL
        ) STRICT;

        CREATE TABLE case_migration (
            id TEXT NOT NULL PRIMARY KEY,
            service TEXT NOT NULL,
            from_version INTEGER NOT NULL CHECK (from_version > 0),
            to_version INTEGER NOT NULL CHECK (to_version > 0),
            from_fingerprint TEXT NOT NULL CHECK (length(from_fingerprint) = 64),
            to_fingerprint TEXT NOT NULL CHECK (length(to_fingerprint) = 64),
            mapping TEXT NOT NULL,
            proposed_by TEXT NOT NULL,
            proposed_at TEXT NOT NULL CHECK (length(proposed_at) = 20),
            confirmed_by TEXT,
            confirmed_at TEXT CHECK (length(confirmed_at) = 20),
            ended_at TEXT CHECK (length(ended_at) = 20),
            seal BLOB NOT NULL,
            CHECK (to_version <> from_version),
            CHECK (confirmed_by <> proposed_by),
            CHECK ((confirmed_by IS NULL) = (confirmed_at IS NULL))
        ) STRICT;

        CREATE UNIQUE INDEX case_migration_one ON case_migration (service, from_version)
            WHERE ended_at IS NULL;
        """
    )
}
