import Store

/// The tables of cartables and their holders.
enum CartableTables {
    static let migrations = [cartables]

    /// The person of a holder is a row of another module, so it has no foreign key.
    private static let cartables = Migration(
        "cartables",
        1,
        "cartables and holders",
        """
        CREATE TABLE cartable (
            id TEXT NOT NULL PRIMARY KEY,
            role TEXT NOT NULL,
            service TEXT NOT NULL,
            organisation TEXT NOT NULL,
            state TEXT NOT NULL
                CHECK (state IN ('missing', 'requested', 'active', 'vacant', 'closed')),
            since TEXT NOT NULL CHECK (length(since) = 20),
            dues_since TEXT NOT NULL CHECK (length(dues_since) = 20),
            request_case TEXT,
            due_at TEXT CHECK (length(due_at) = 20),
            seal BLOB NOT NULL,
            UNIQUE (role, service, organisation),
            CHECK ((state IN ('missing', 'requested', 'vacant')) = (due_at IS NOT NULL))
        ) STRICT;

        CREATE INDEX cartable_without_holder ON cartable (due_at, id) WHERE due_at IS NOT NULL;

        CREATE TABLE holder (
            id TEXT NOT NULL PRIMARY KEY,
            cartable TEXT NOT NULL REFERENCES cartable (id),
            person TEXT NOT NULL,
            from_at TEXT NOT NULL CHECK (length(from_at) = 20),
            until_at TEXT CHECK (length(until_at) = 20),
            requested_by TEXT NOT NULL,
            approved_by TEXT NOT NULL,
            ended_at TEXT CHECK (length(ended_at) = 20),
            seal BLOB NOT NULL,
            CHECK (approved_by <> requested_by),
            CHECK (approved_by <> person)
        ) STRICT;

        CREATE UNIQUE INDEX holder_one ON holder (cartable) WHERE ended_at IS NULL;

        CREATE INDEX holder_person ON holder (person) WHERE ended_at IS NULL;

        CREATE INDEX holder_until ON holder (until_at)
            WHERE ended_at IS NULL AND until_at IS NOT NULL;
        """
    )
}
