package import Store

extension SignIn {
    /// The module's tables.
    package static let migrations = [challengeTable, credentialTable, sessionTable, failureTable]

    private static let challengeTable = Migration(
        "sign-in",
        1,
        "challenges: one-time codes, bound to a browser",
        """
        CREATE TABLE challenge (
            id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
            purpose TEXT NOT NULL CHECK (
                purpose IN (
                    'claim', 'sign-in', 'rematch', 'step-up', 'contact-change', 'second-factor'
                )
            ),
            person TEXT,
            contact BLOB NOT NULL,
            new_contact BLOB,
            code_mac BLOB NOT NULL,
            browser_mac BLOB NOT NULL,
            network_mac BLOB NOT NULL,
            known INTEGER NOT NULL CHECK (known IN (0, 1)),
            sent INTEGER NOT NULL CHECK (sent IN (0, 1)),
            tries INTEGER NOT NULL CHECK (tries BETWEEN 0 AND 5),
            created_at TEXT NOT NULL CHECK (length(created_at) = 20),
            expires_at TEXT NOT NULL CHECK (length(expires_at) = 20),
            used_at TEXT,
            seal BLOB NOT NULL
        ) STRICT;

        CREATE INDEX challenge_contact ON challenge (contact, created_at);
        CREATE INDEX challenge_network ON challenge (network_mac, created_at);
        CREATE INDEX challenge_created ON challenge (created_at, purpose);
        CREATE INDEX challenge_person ON challenge (person) WHERE person IS NOT NULL;
        """
    )

    private static let credentialTable = Migration(
        "sign-in",
        2,
        "credentials: passwords, authenticators, recovery codes",
        """
        CREATE TABLE credential (
            id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
            person TEXT NOT NULL REFERENCES person (id),
            kind TEXT NOT NULL CHECK (kind IN ('password', 'totp', 'recovery', 'passkey')),
            secret BLOB NOT NULL,
            last_step BIGINT,
            created_at TEXT NOT NULL CHECK (length(created_at) = 20),
            effective_at TEXT NOT NULL CHECK (length(effective_at) = 20),
            revoked_at TEXT,
            seal BLOB NOT NULL,
            CHECK ((kind = 'totp') = (last_step IS NOT NULL))
        ) STRICT;

        CREATE INDEX credential_person ON credential (person, kind) WHERE revoked_at IS NULL;
        """
    )

    private static let sessionTable = Migration(
        "sign-in",
        3,
        "sessions",
        """
        CREATE TABLE session (
            id_hash BLOB NOT NULL PRIMARY KEY CHECK (length(id_hash) = 32),
            person TEXT NOT NULL REFERENCES person (id),
            kind TEXT NOT NULL CHECK (kind IN ('citizen', 'staff')),
            begun_at TEXT NOT NULL CHECK (length(begun_at) = 20),
            seen_at TEXT NOT NULL CHECK (length(seen_at) = 20),
            ends_at TEXT NOT NULL CHECK (length(ends_at) = 20),
            proved_at TEXT NOT NULL CHECK (length(proved_at) = 20),
            agent TEXT NOT NULL,
            network TEXT NOT NULL,
            browser_mac BLOB NOT NULL,
            ended_at TEXT,
            seal BLOB NOT NULL
        ) STRICT;

        CREATE INDEX session_person ON session (person, begun_at);
        CREATE INDEX session_end ON session (ends_at);
        """
    )

    private static let failureTable = Migration(
        "sign-in",
        4,
        "failed attempts at passwords, second factors and follow secrets",
        """
        CREATE TABLE sign_in_attempt (
            place BLOB NOT NULL PRIMARY KEY,
            count INTEGER NOT NULL CHECK (count >= 0),
            first_at TEXT NOT NULL CHECK (length(first_at) = 20),
            last_at TEXT NOT NULL CHECK (length(last_at) = 20)
        ) STRICT;

        CREATE INDEX sign_in_attempt_age ON sign_in_attempt (last_at);
        """
    )
}
