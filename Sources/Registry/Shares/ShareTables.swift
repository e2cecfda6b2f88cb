import Store

extension Registry {
    /// The links with which graduates show chosen fields of a degree (tier T2).
    ///
    /// `person` is the id of the person who made it and has no foreign key, because persons belong to another module;
    /// `degree_version` is the UUID of the record. `token_mac` and `pin_mac` begin with the id of their data key.
    static let shareTables = [
        Migration(
            "shares",
            1,
            "links that show chosen fields of a degree",
            """
            CREATE TABLE share_grant (
                id TEXT NOT NULL PRIMARY KEY,
                person TEXT NOT NULL,
                degree_version TEXT NOT NULL,
                fields TEXT NOT NULL,
                token_mac BLOB NOT NULL UNIQUE,
                pin_mac BLOB,
                wrong_pins INTEGER NOT NULL CHECK (wrong_pins BETWEEN 0 AND 5),
                uses_left INTEGER NOT NULL CHECK (uses_left >= 0),
                made_at TEXT NOT NULL,
                expires_at TEXT NOT NULL,
                disabled_at TEXT,
                seal BLOB NOT NULL
            ) STRICT;

            CREATE INDEX share_grant_of ON share_grant (degree_version, made_at);
            """
        )
    ]
}
