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

    /// Empties the responses of former versions, which were readable.
    ///
    /// Since then `status` only marks a request as done, and its response is sealed in `body`.
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

    /// The runs of long requests, and the time until which each is taken to be alive.
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
