import Store

extension Accounts {
    /// The table of the files that persons sent in the name of their institution.
    static let uploadOrderTable = Migration(
        "roles",
        4,
        "files of graduates that persons of an institution sent",
        """
        CREATE TABLE upload_order (
            id TEXT NOT NULL PRIMARY KEY,
            organisation TEXT NOT NULL REFERENCES organisation (code),
            task TEXT NOT NULL CHECK (task IN ('check', 'fill', 'issue')),
            preview TEXT,
            file_name BLOB NOT NULL,
            sent_by TEXT NOT NULL,
            sent_for TEXT,
            sent_at TEXT NOT NULL CHECK (length(sent_at) = 20),
            decided_by TEXT,
            decided_for TEXT,
            decided_at TEXT CHECK (length(decided_at) = 20),
            outcome TEXT CHECK (outcome IN ('confirmed', 'rejected', 'cancelled')),
            seal BLOB NOT NULL,
            CHECK ((task = 'issue') = (preview IS NOT NULL)),
            CHECK (outcome = 'cancelled' OR task = 'issue'),
            CHECK (outcome = 'cancelled' OR decided_by <> 'person:' || sent_by),
            CHECK ((outcome IS NULL) = (decided_at IS NULL)),
            CHECK ((outcome IS NULL) = (decided_by IS NULL))
        ) STRICT;

        CREATE INDEX upload_order_list ON upload_order (organisation, sent_at, id);

        CREATE INDEX upload_order_waiting ON upload_order (organisation)
            WHERE task = 'issue' AND outcome IS NULL;
        """
    )
}
