import Store

/// The tables of what belongs to a case: forms, facts, errands, drafts, holds, feed.
enum CasePartTables {
    static let migrations = [forms, facts, feed, organisations]

    private static let forms = Migration(
        "cases",
        3,
        "submissions, returned fields and drafts",
        """
        CREATE TABLE submission (
            case_id TEXT NOT NULL REFERENCES case_file (id),
            n INTEGER NOT NULL CHECK (n > 0),
            form_version INTEGER NOT NULL,
            body BLOB NOT NULL,
            digest BLOB NOT NULL,
            sent_at TEXT NOT NULL CHECK (length(sent_at) = 20),
            seq BIGINT NOT NULL,
            seal BLOB NOT NULL,
            PRIMARY KEY (case_id, n)
        ) STRICT;

        CREATE TABLE field_return (
            case_id TEXT NOT NULL,
            submission INTEGER NOT NULL,
            field TEXT NOT NULL,
            ordinal INTEGER NOT NULL,
            reason TEXT NOT NULL,
            note TEXT,
            answered_by_submission INTEGER,
            PRIMARY KEY (case_id, submission, field, ordinal),
            FOREIGN KEY (case_id, submission) REFERENCES submission (case_id, n)
        ) STRICT;

        CREATE TABLE draft (
            owner TEXT NOT NULL,
            service TEXT NOT NULL,
            case_id TEXT NOT NULL,
            version INTEGER NOT NULL,
            body BLOB NOT NULL,
            page TEXT NOT NULL,
            changed_at TEXT NOT NULL CHECK (length(changed_at) = 20),
            PRIMARY KEY (owner, service, case_id)
        ) STRICT;

        CREATE INDEX draft_changed ON draft (changed_at);
        """
    )

    private static let facts = Migration(
        "cases",
        4,
        "facts, errands and holds",
        """
        CREATE TABLE fact (
            case_id TEXT NOT NULL REFERENCES case_file (id),
            kind TEXT NOT NULL,
            key TEXT NOT NULL,
            body TEXT NOT NULL,
            source TEXT NOT NULL,
            at TEXT NOT NULL CHECK (length(at) = 20),
            is_global INTEGER NOT NULL CHECK (is_global IN (0, 1)),
            used_by_seq BIGINT,
            seal BLOB NOT NULL,
            PRIMARY KEY (case_id, kind, key)
        ) STRICT;

        CREATE UNIQUE INDEX fact_global ON fact (kind, key) WHERE is_global = 1;

        CREATE TABLE errand (
            id TEXT NOT NULL PRIMARY KEY,
            case_id TEXT NOT NULL REFERENCES case_file (id),
            service TEXT NOT NULL,
            kind TEXT NOT NULL,
            to_role TEXT,
            to_organisation TEXT,
            to_person TEXT,
            child TEXT,
            asked_seq BIGINT NOT NULL,
            due_at TEXT NOT NULL CHECK (length(due_at) = 20),
            ended_at TEXT CHECK (length(ended_at) = 20),
            ending TEXT CHECK (ending IN ('answered', 'withdrawn', 'lapsed')),
            answer TEXT,
            note BLOB,
            seal BLOB NOT NULL,
            CHECK ((ended_at IS NULL) = (ending IS NULL)),
            CHECK (to_organisation IS NOT NULL OR to_person IS NOT NULL OR child IS NOT NULL),
            FOREIGN KEY (to_role, service, to_organisation)
                REFERENCES cartable (role, service, organisation)
        ) STRICT;

        CREATE INDEX errand_case ON errand (case_id);

        CREATE INDEX errand_inbox ON errand (to_role, to_organisation, service, due_at, id)
            WHERE ended_at IS NULL;

        CREATE INDEX errand_person ON errand (to_person) WHERE ended_at IS NULL;

        CREATE INDEX errand_child ON errand (child) WHERE child IS NOT NULL;

        CREATE TABLE hold (
            id TEXT NOT NULL PRIMARY KEY,
            person TEXT NOT NULL,
            kind TEXT NOT NULL,
            reason TEXT NOT NULL,
            laid_by_case TEXT NOT NULL REFERENCES case_file (id),
            laid_at TEXT NOT NULL CHECK (length(laid_at) = 20),
            lifted_at TEXT CHECK (length(lifted_at) = 20),
            seal BLOB NOT NULL
        ) STRICT;

        CREATE UNIQUE INDEX hold_once ON hold (person, kind, laid_by_case)
            WHERE lifted_at IS NULL;
        """
    )

    private static let feed = Migration(
        "cases",
        5,
        "feed of changes",
        """
        CREATE TABLE feed (
            n BIGINT UNIQUE,
            organisation TEXT NOT NULL,
            case_id TEXT NOT NULL,
            seq BIGINT NOT NULL,
            at TEXT NOT NULL CHECK (length(at) = 20),
            PRIMARY KEY (organisation, case_id, seq)
        ) STRICT;

        CREATE INDEX feed_organisation ON feed (organisation, n);
        """
    )

    /// Lists of an organisation (`CaseFilter.organisation`) read its cases in the order of their ids.
    private static let organisations = Migration(
        "cases",
        6,
        "lists of the cases of an organisation",
        """
        CREATE INDEX case_organisation ON case_file (organisation, id);

        CREATE INDEX case_wait_organisation ON case_file (wait_organisation, id)
            WHERE wait_organisation IS NOT NULL;
        """
    )
}
