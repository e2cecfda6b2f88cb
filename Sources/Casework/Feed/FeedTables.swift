import Store

/// The tables of the feed and of webhooks; `feed` itself is next to the tables of cases.
enum FeedTables {
    static let migrations = [state, webhooks]

    /// At most one row, which the first numbering inserts: the number that was given last, up to which number rows were deleted, and the worker that numbers now.
    private static let state = Migration(
        "feed",
        1,
        "numbers of the feed",
        """
        CREATE TABLE feed_state (
            id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
            last_n BIGINT NOT NULL CHECK (last_n >= 0),
            pruned_n BIGINT NOT NULL CHECK (pruned_n BETWEEN 0 AND last_n),
            worker TEXT,
            lease_until TEXT CHECK (length(lease_until) = 20),
            CHECK ((worker IS NULL) = (lease_until IS NULL))
        ) STRICT;
        """
    )

    /// Addresses of programs that get the feed of an organisation, and how far each one is.
    ///
    /// `position` is the number of the last entry that was accepted.
    private static let webhooks = Migration(
        "feed",
        2,
        "webhooks",
        """
        CREATE TABLE webhook (
            id TEXT NOT NULL PRIMARY KEY,
            organisation TEXT NOT NULL,
            body BLOB NOT NULL
        ) STRICT;

        CREATE INDEX webhook_organisation ON webhook (organisation);

        CREATE TABLE webhook_progress (
            webhook TEXT NOT NULL PRIMARY KEY REFERENCES webhook (id),
            position BIGINT NOT NULL CHECK (position >= 0),
            tries INTEGER NOT NULL CHECK (tries >= 0),
            next_at TEXT NOT NULL CHECK (length(next_at) = 20),
            failing_since TEXT CHECK (length(failing_since) = 20),
            test TEXT,
            last_result TEXT,
            last_at TEXT CHECK (length(last_at) = 20),
            worker TEXT,
            lease_until TEXT CHECK (length(lease_until) = 20),
            CHECK ((worker IS NULL) = (lease_until IS NULL)),
            CHECK ((failing_since IS NULL) = (tries = 0)),
            CHECK ((last_result IS NULL) = (last_at IS NULL))
        ) STRICT;
        """
    )
}
