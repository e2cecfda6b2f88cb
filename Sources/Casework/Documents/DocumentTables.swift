import Store

/// The tables of documents.
enum DocumentTables {
    static let migrations = [documents, decisions]

    /// A document without a case belongs to the person who uploaded it; one of a case belongs to the case alone.
    private static let documents = Migration(
        "documents",
        1,
        "documents and their encrypted chunks",
        """
        CREATE TABLE document (
            id TEXT NOT NULL PRIMARY KEY,
            case_id TEXT,
            owner TEXT,
            state TEXT NOT NULL CHECK (state IN ('receiving', 'stored', 'removed')),
            received_at TEXT NOT NULL CHECK (length(received_at) = 20),
            hash BLOB,
            bytes BIGINT NOT NULL CHECK (bytes >= 0),
            chunks INTEGER NOT NULL CHECK (chunks >= 0),
            kind TEXT CHECK (kind IN ('jpeg', 'png', 'pdf')),
            width INTEGER,
            height INTEGER,
            stripped INTEGER NOT NULL CHECK (stripped IN (0, 1)),
            seal BLOB NOT NULL,
            UNIQUE (owner, hash),
            CHECK ((case_id IS NULL) = (owner IS NOT NULL)),
            CHECK (state = 'stored' OR (state = 'receiving') = (case_id IS NULL)),
            CHECK ((state = 'receiving') = (hash IS NULL)),
            CHECK ((hash IS NULL) = (kind IS NULL)),
            CHECK ((width IS NULL) = (height IS NULL)),
            CHECK (
                hash IS NOT NULL OR (bytes = 0 AND chunks = 0 AND stripped = 0 AND width IS NULL)
            )
        ) STRICT;

        CREATE UNIQUE INDEX document_of_case ON document (case_id, hash) WHERE state = 'stored';

        CREATE INDEX document_rows_of_case ON document (case_id);

        CREATE INDEX document_unused ON document (received_at) WHERE case_id IS NULL;

        CREATE TABLE document_chunk (
            document TEXT NOT NULL REFERENCES document (id),
            n INTEGER NOT NULL CHECK (n > 0),
            cipher BLOB NOT NULL,
            PRIMARY KEY (document, n)
        ) STRICT;
        """
    )

    private static let decisions = Migration(
        "documents",
        2,
        "files of submissions, with the decisions about them",
        """
        CREATE TABLE case_document (
            case_id TEXT NOT NULL,
            submission INTEGER NOT NULL CHECK (submission > 0),
            field TEXT NOT NULL,
            ordinal INTEGER NOT NULL CHECK (ordinal >= 0),
            document TEXT NOT NULL REFERENCES document (id),
            shown_name BLOB NOT NULL,
            decision TEXT CHECK (decision IN ('accepted', 'returned')),
            decided_seq BIGINT,
            reason TEXT,
            seal BLOB NOT NULL,
            PRIMARY KEY (case_id, submission, field, ordinal),
            CHECK ((decision IS NULL) = (decided_seq IS NULL))
        ) STRICT;
        """
    )
}
