import Store

extension Registry {
    /// `degree.replaced` is 0 in the current version and the row's own id in a superseded one, so the schema
    /// permits one current version of a document.
    static let degreeTables = [
        Migration(
            "degrees",
            1,
            "degrees and what happened to them",
            """
            CREATE TABLE degree (
                id BIGINT NOT NULL PRIMARY KEY,
                uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
                graduate BIGINT NOT NULL REFERENCES graduate (id),
                replaced BIGINT NOT NULL DEFAULT 0,
                record BLOB NOT NULL,
                status INTEGER NOT NULL DEFAULT 0,
                status_at TEXT,
                status_reason INTEGER,
                token BLOB NOT NULL,
                row_mac BLOB NOT NULL,
                issued_at TEXT NOT NULL
            ) STRICT;

            CREATE UNIQUE INDEX degree_of_graduate ON degree (graduate, replaced);

            CREATE TABLE degree_event (
                id IDENTITY,
                degree BIGINT NOT NULL,
                kind TEXT NOT NULL,
                note TEXT NOT NULL,
                actor TEXT NOT NULL,
                at TEXT NOT NULL
            ) STRICT;

            CREATE INDEX degree_event_of ON degree_event (degree);
            """
        ),
        // In the degree's own row, since an event for each issue costs a row and a page of its index. NULL
        // in rows of an earlier version: there `degree_event` names the actor.
        Migration(
            "degrees",
            2,
            "who issued a degree, in its own row",
            """
            ALTER TABLE degree ADD COLUMN issued_by TEXT;
            """
        ),
    ]
}
