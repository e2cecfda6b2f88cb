import Store

extension Registry {
    static let bulkJobTables = [
        Migration(
            "uploads",
            1,
            "files sent to be worked on, in pieces, and the results of their records",
            """
            CREATE TABLE delivery (
                id TEXT NOT NULL PRIMARY KEY,
                kind INTEGER NOT NULL CHECK (kind IN (1, 2)),
                owner_kind TEXT NOT NULL
                    CHECK (owner_kind IN ('saorg', 'institution', 'organisation', 'visitor')),
                owner_code TEXT NOT NULL,
                owner_name TEXT NOT NULL,
                issues INTEGER NOT NULL,
                is_trial INTEGER NOT NULL,
                purpose TEXT NOT NULL,
                consent_reference TEXT NOT NULL,
                format TEXT,
                encoding TEXT,
                state TEXT NOT NULL
                    CHECK (state IN ('receiving', 'queued', 'working', 'done', 'failed')),
                bytes BIGINT NOT NULL,
                chunks INTEGER NOT NULL,
                total INTEGER,
                records INTEGER NOT NULL,
                counts TEXT NOT NULL,
                ignored TEXT NOT NULL,
                problem TEXT,
                problem_fa TEXT,
                problem_en TEXT,
                created_at TEXT NOT NULL,
                changed_at TEXT NOT NULL,
                finished_at TEXT,
                worker TEXT,
                leased_until TEXT,
                attempts INTEGER NOT NULL DEFAULT 0,
                seal BLOB NOT NULL
            ) STRICT;

            CREATE INDEX delivery_in_state ON delivery (state);

            CREATE TABLE delivery_chunk (
                delivery TEXT NOT NULL REFERENCES delivery (id),
                number INTEGER NOT NULL,
                bytes BLOB NOT NULL,
                seal BLOB NOT NULL,
                PRIMARY KEY (delivery, number)
            ) STRICT;

            CREATE TABLE delivery_part (
                delivery TEXT NOT NULL REFERENCES delivery (id),
                first INTEGER NOT NULL,
                last INTEGER NOT NULL,
                errors INTEGER NOT NULL,
                results BLOB NOT NULL,
                PRIMARY KEY (delivery, first)
            ) STRICT;
            """
        ),
        Migration(
            "uploads",
            2,
            "tables named after bulk jobs",
            """
            ALTER TABLE delivery RENAME TO bulk_job;
            ALTER TABLE bulk_job RENAME COLUMN is_trial TO is_dry_run;
            DROP INDEX delivery_in_state;
            CREATE INDEX bulk_job_in_state ON bulk_job (state);
            ALTER TABLE delivery_chunk RENAME TO bulk_job_chunk;
            ALTER TABLE bulk_job_chunk RENAME COLUMN delivery TO bulk_job;
            ALTER TABLE delivery_part RENAME TO bulk_job_result;
            ALTER TABLE bulk_job_result RENAME COLUMN delivery TO bulk_job;
            """
        ),
    ]
}
