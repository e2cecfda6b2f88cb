import Store

extension Accounts {
    static let idempotencyTable = Migration(
        "accounts",
        2,
        "idempotency keys",
        """
        CREATE TABLE idempotency_key (
            owner TEXT NOT NULL,
            key TEXT NOT NULL,
            fingerprint BLOB NOT NULL CHECK (length(fingerprint) = 32),
            instance TEXT NOT NULL,
            lease_until TEXT NOT NULL,
            status INTEGER,
            headers TEXT,
            body BLOB,
            created_at TEXT NOT NULL,
            PRIMARY KEY (owner, key),
            CHECK ((status IS NULL) = (body IS NULL)),
            CHECK ((status IS NULL) = (headers IS NULL))
        ) STRICT;

        CREATE INDEX idempotency_key_age ON idempotency_key (created_at);
        """
    )

    /// `status` says that a request was done; what was answered is sealed in `body`.
    static let sealedAnswers = Migration(
        "accounts",
        3,
        "answers of before, which were readable",
        """
        UPDATE idempotency_key
        SET headers = '', body = CAST('' AS BLOB)
        WHERE status IS NOT NULL;
        """
    )

    /// A run that has been at work for long, and until when it is believed to be alive.
    static let heartbeats = Migration(
        "accounts",
        4,
        "heartbeats of long requests",
        """
        CREATE TABLE idempotency_heartbeat (
            instance TEXT NOT NULL PRIMARY KEY,
            lease_until TEXT NOT NULL
        ) STRICT;
        """
    )
}
