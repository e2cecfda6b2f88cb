import Store

extension Accounts {
    /// The table of the months for which the head of an organisation confirmed the responsibility.
    static let monthlyConfirmationTable = Migration(
        "roles",
        5,
        "monthly confirmations of responsibility",
        """
        CREATE TABLE monthly_confirmation (
            id TEXT NOT NULL PRIMARY KEY,
            organisation TEXT NOT NULL REFERENCES organisation (code),
            month TEXT NOT NULL CHECK (length(month) = 7),
            people INTEGER NOT NULL CHECK (people >= 0),
            codes BIGINT NOT NULL CHECK (codes >= 0),
            digest BLOB NOT NULL CHECK (length(digest) = 32),
            confirmed_by TEXT NOT NULL,
            confirmed_at TEXT NOT NULL CHECK (length(confirmed_at) = 20),
            seal BLOB NOT NULL,
            UNIQUE (organisation, month)
        ) STRICT;

        CREATE INDEX monthly_confirmation_month ON monthly_confirmation (month, organisation);
        """
    )
}
