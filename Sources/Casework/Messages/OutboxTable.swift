import Store

extension Outbox {
    /// The tables of the outbox.
    static let migrations = [table, budgets, recipientIndex]

    private static let table = Migration(
        "messages",
        1,
        "outbox",
        """
        CREATE TABLE outbox (
            id TEXT NOT NULL PRIMARY KEY,
            source TEXT NOT NULL CHECK (source IN ('case', 'account')),
            source_id TEXT NOT NULL,
            seq BIGINT NOT NULL,
            template TEXT NOT NULL,
            channel TEXT NOT NULL CHECK (channel IN ('sms', 'email')),
            recipient BLOB NOT NULL,
            recipient_mac BLOB NOT NULL,
            body BLOB NOT NULL,
            state TEXT NOT NULL
                CHECK (state IN ('ready', 'sending', 'sent', 'unknown', 'failed', 'dropped')),
            tries INTEGER NOT NULL CHECK (tries >= 0),
            next_at TEXT NOT NULL,
            worker TEXT,
            lease_until TEXT,
            provider_ref TEXT,
            sent_at TEXT,
            UNIQUE (source, source_id, seq, template, channel, recipient_mac)
        ) STRICT;

        CREATE INDEX outbox_waiting ON outbox (next_at, id)
            WHERE state IN ('ready', 'sending', 'unknown');

        CREATE INDEX outbox_ended ON outbox (next_at, id)
            WHERE state IN ('sent', 'failed', 'dropped');
        """
    )

    /// How many messages each budget has been charged for in an hour; `hour` is its first moment.
    private static let budgets = Migration(
        "messages",
        2,
        "budgets of messages",
        """
        CREATE TABLE message_budget (
            budget TEXT NOT NULL,
            hour TEXT NOT NULL,
            used BIGINT NOT NULL CHECK (used > 0),
            PRIMARY KEY (budget, hour)
        ) STRICT;
        """
    )

    private static let recipientIndex = Migration(
        "messages",
        3,
        "messages of a recipient",
        """
        CREATE INDEX outbox_recipient ON outbox (recipient_mac);
        """
    )
}
