import Store

/// The tables of cases.
enum CaseTables {
    /// The migrations, in the order in which the tables refer to each other.
    static let migrations = [caseFile, events] + CasePartTables.migrations

    private static let caseFile = Migration(
        "cases",
        1,
        "cases",
        """
        CREATE TABLE case_file (
            id TEXT NOT NULL PRIMARY KEY,
            tracking TEXT NOT NULL UNIQUE CHECK (length(tracking) = 10),
            secret_salt BLOB,
            secret_hash BLOB,
            service TEXT NOT NULL,
            version INTEGER NOT NULL CHECK (version > 0),
            opened_by TEXT NOT NULL,
            subject TEXT,
            organisation TEXT NOT NULL,
            parent TEXT,
            once_key BLOB,
            step TEXT NOT NULL,
            revision BIGINT NOT NULL,
            turn BIGINT NOT NULL,
            head_seal BLOB NOT NULL,
            waiting TEXT NOT NULL CHECK (
                waiting IN (
                    'applicant', 'person', 'cartable', 'errands', 'commission', 'gateway', 'date',
                    'none'
                )
            ),
            wait_role TEXT,
            wait_organisation TEXT,
            wait_person TEXT,
            since TEXT NOT NULL CHECK (length(since) = 20),
            due_at TEXT CHECK (length(due_at) = 20),
            provisional INTEGER NOT NULL CHECK (provisional IN (0, 1)),
            claimed_by TEXT,
            claimed_at TEXT CHECK (length(claimed_at) = 20),
            open_errands INTEGER NOT NULL CHECK (open_errands >= 0),
            request_kind TEXT NOT NULL,
            price BIGINT NOT NULL CHECK (price >= 0),
            price_source TEXT,
            sla_version TEXT,
            opened_at TEXT NOT NULL CHECK (length(opened_at) = 20),
            initial_result_at TEXT CHECK (length(initial_result_at) = 20),
            late_at TEXT CHECK (length(late_at) = 20),
            outcome TEXT,
            closed_at TEXT CHECK (length(closed_at) = 20),
            CHECK ((secret_salt IS NULL) = (secret_hash IS NULL)),
            CHECK ((closed_at IS NULL) = (waiting <> 'none')),
            CHECK ((closed_at IS NULL) = (due_at IS NOT NULL)),
            CHECK ((closed_at IS NULL) = (outcome IS NULL)),
            CHECK ((waiting = 'person') = (wait_person IS NOT NULL)),
            CHECK ((waiting = 'cartable') = (wait_role IS NOT NULL)),
            CHECK ((waiting IN ('cartable', 'commission')) = (wait_organisation IS NOT NULL)),
            CHECK ((waiting = 'errands') = (open_errands > 0)),
            CHECK ((claimed_by IS NULL) = (claimed_at IS NULL)),
            CHECK (turn BETWEEN 1 AND revision),
            FOREIGN KEY (wait_role, service, wait_organisation)
                REFERENCES cartable (role, service, organisation)
        ) STRICT;

        CREATE UNIQUE INDEX case_file_once ON case_file (service, once_key)
            WHERE closed_at IS NULL;

        CREATE INDEX case_file_inbox
            ON case_file (wait_role, wait_organisation, service, due_at, id, claimed_by)
            WHERE closed_at IS NULL;

        CREATE INDEX case_file_opener ON case_file (opened_by, opened_at);

        CREATE INDEX case_file_closed ON case_file (closed_at) WHERE closed_at IS NOT NULL;
        """
    )

    /// `case_digest` is the digest of the row and the parties after the event: with it every seal of the chain can be
    /// verified, and not the last one only.
    private static let events = Migration(
        "cases",
        2,
        "events, notes and parties of cases",
        """
        CREATE TABLE case_event (
            case_id TEXT NOT NULL REFERENCES case_file (id),
            seq BIGINT NOT NULL CHECK (seq > 0),
            move TEXT NOT NULL UNIQUE,
            action TEXT NOT NULL,
            from_step TEXT,
            to_step TEXT NOT NULL,
            actor TEXT NOT NULL,
            capacity TEXT NOT NULL,
            behalf_of TEXT,
            via TEXT NOT NULL,
            at TEXT NOT NULL CHECK (length(at) = 20),
            revision BIGINT NOT NULL,
            note_digest BLOB,
            viewers TEXT NOT NULL,
            inputs_digest BLOB NOT NULL,
            case_digest BLOB NOT NULL,
            effect TEXT,
            effect_ref TEXT,
            seal BLOB NOT NULL,
            PRIMARY KEY (case_id, seq),
            CHECK (revision = seq)
        ) STRICT;

        CREATE TABLE case_note (
            case_id TEXT NOT NULL,
            seq BIGINT NOT NULL,
            body BLOB NOT NULL,
            PRIMARY KEY (case_id, seq),
            FOREIGN KEY (case_id, seq) REFERENCES case_event (case_id, seq)
        ) STRICT;

        CREATE TABLE case_party (
            case_id TEXT NOT NULL REFERENCES case_file (id),
            role TEXT NOT NULL
                CHECK (role IN ('applicant', 'subject', 'guarantor', 'respondent', 'member')),
            ordinal INTEGER NOT NULL,
            person TEXT,
            organisation TEXT,
            since_seq BIGINT NOT NULL,
            until_seq BIGINT,
            PRIMARY KEY (case_id, role, ordinal)
        ) STRICT;

        CREATE INDEX case_party_person ON case_party (person);
        """
    )
}
