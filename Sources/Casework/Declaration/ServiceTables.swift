import Store

/// The tables of declarations.
enum ServiceTables {
    static let migrations = [versions]

    private static let versions = Migration(
        "services",
        1,
        "versions and phases of services",
        """
        CREATE TABLE service_version (
            service TEXT NOT NULL,
            version INTEGER NOT NULL CHECK (version > 0),
            fingerprint TEXT NOT NULL CHECK (length(fingerprint) = 64),
            first_run_at TEXT NOT NULL CHECK (length(first_run_at) = 20),
            PRIMARY KEY (service, version)
        ) STRICT;

        CREATE TABLE service_phase (
            service TEXT NOT NULL PRIMARY KEY,
            phase TEXT NOT NULL CHECK (phase IN ('off', 'trial', 'on', 'closing', 'closed')),
            opens_at TEXT CHECK (length(opens_at) = 20),
            closes_at TEXT CHECK (length(closes_at) = 20),
            seal BLOB NOT NULL,
            CHECK (opens_at < closes_at)
        ) STRICT;
        """
    )
}
