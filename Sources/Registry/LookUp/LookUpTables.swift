import Store

extension Registry {
    /// The tables of attempts and of the access log.
    ///
    /// `attempt.address` is KK · 10⁹ + L, whether or not a degree is there; `attempt.day` counts days in
    /// Tehran, and `viewing_day.day` is a date in Tehran. `wrong_tags` counts wrong questions with a code
    /// alone, `wrong_data` those with a datum.
    static let lookUpTables = [
        Migration(
            "lookup",
            1,
            "wrong attempts, and who checked",
            """
            CREATE TABLE attempt (
                address BIGINT NOT NULL PRIMARY KEY,
                day BIGINT NOT NULL,
                wrong_tags BIGINT NOT NULL,
                wrong_data BIGINT NOT NULL
            ) STRICT;

            CREATE TABLE viewing (
                id IDENTITY,
                degree BIGINT NOT NULL,
                viewer TEXT NOT NULL,
                purpose TEXT,
                consent_reference TEXT,
                at TEXT NOT NULL
            ) STRICT;

            CREATE INDEX viewing_of ON viewing (degree);
            """
        ),
        Migration(
            "lookup",
            2,
            "how far replicas have come",
            """
            CREATE TABLE replica_beat (
                daemon TEXT NOT NULL PRIMARY KEY,
                at TEXT NOT NULL
            ) STRICT;
            """
        ),
        // One row for the visitors of a day, so that the log of a degree stays short however often it is
        // viewed. Views from before this migration are counted by their day in UTC.
        Migration(
            "lookup",
            3,
            "visitors are counted by the day",
            """
            CREATE TABLE viewing_day (
                degree BIGINT NOT NULL,
                day TEXT NOT NULL,
                visitors BIGINT NOT NULL,
                last_at TEXT NOT NULL,
                PRIMARY KEY (degree, day)
            ) STRICT;

            INSERT INTO viewing_day (degree, day, visitors, last_at)
            SELECT degree, substr(at, 1, 10), count(*), max(at)
            FROM viewing
            WHERE viewer = 'visitor'
            GROUP BY degree, substr(at, 1, 10);

            DELETE FROM viewing WHERE viewer = 'visitor';
            """
        ),
    ]
}
