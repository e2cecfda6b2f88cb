import Store

extension Registry {
    /// `attempt.address` is KK · 10⁹ + L, whether or not a degree is there; `day` counts days in Tehran.
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
    ]
}
