package import Store

extension People {
    /// The module's tables.
    package static let migrations = [personTables, contactChangeTable, identityQueryTable]

    private static let personTables = Migration(
        "people",
        1,
        "persons, their numbers, accepted terms",
        """
        CREATE TABLE person (
            id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
            level INTEGER NOT NULL CHECK (level IN (0, 1)),
            first_fa TEXT NOT NULL,
            last_fa TEXT NOT NULL,
            first_en TEXT NOT NULL,
            last_en TEXT NOT NULL,
            search_key TEXT NOT NULL,
            sort_key BLOB NOT NULL,
            birth_date TEXT NOT NULL CHECK (length(birth_date) = 10),
            mobile BLOB,
            mobile_mac BLOB,
            mobile_proven_at TEXT,
            email BLOB,
            email_mac BLOB,
            email_proven_at TEXT,
            former_names BLOB,
            deceased INTEGER NOT NULL CHECK (deceased IN (0, 1)),
            joined_into TEXT,
            abroad INTEGER NOT NULL CHECK (abroad IN (0, 1)),
            language TEXT NOT NULL CHECK (language IN ('fa', 'en')),
            created_at TEXT NOT NULL CHECK (length(created_at) = 20),
            blocked_at TEXT,
            seal BLOB NOT NULL,
            CHECK ((mobile IS NULL) = (mobile_mac IS NULL)),
            CHECK ((email IS NULL) = (email_mac IS NULL)),
            CHECK (mobile IS NOT NULL OR mobile_proven_at IS NULL),
            CHECK (email IS NOT NULL OR email_proven_at IS NULL),
            CHECK (joined_into <> id)
        ) STRICT;

        CREATE INDEX person_claim ON person (created_at)
        WHERE level = 0 AND mobile_proven_at IS NULL AND email_proven_at IS NULL;
        CREATE INDEX person_sorted ON person (sort_key, id);

        CREATE TABLE person_number (
            person TEXT NOT NULL REFERENCES person (id),
            id_kind TEXT NOT NULL CHECK (id_kind IN ('national', 'passport', 'foreigner')),
            id_country TEXT NOT NULL CHECK (length(id_country) = 3),
            id_number TEXT NOT NULL,
            source TEXT NOT NULL CHECK (
                source IN ('claim', 'identity-check', 'attestation', 'invitation', 'bootstrap')
            ),
            proven_at TEXT,
            ended_at TEXT,
            warned_at TEXT,
            seal BLOB NOT NULL,
            PRIMARY KEY (person, id_kind, id_country, id_number)
        ) STRICT;

        CREATE UNIQUE INDEX person_number_proven
        ON person_number (id_kind, id_country, id_number)
        WHERE proven_at IS NOT NULL AND ended_at IS NULL;
        CREATE INDEX person_number_number ON person_number (id_number, id_kind, id_country);

        CREATE TABLE terms_acceptance (
            person TEXT NOT NULL REFERENCES person (id),
            version TEXT NOT NULL,
            at TEXT NOT NULL CHECK (length(at) = 20),
            seal BLOB NOT NULL,
            PRIMARY KEY (person, version)
        ) STRICT;
        """
    )

    private static let contactChangeTable = Migration(
        "people",
        2,
        "changes of contacts",
        """
        CREATE TABLE contact_change (
            id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
            person TEXT NOT NULL REFERENCES person (id),
            kind TEXT NOT NULL CHECK (kind IN ('mobile', 'email')),
            way TEXT NOT NULL CHECK (way IN ('change', 'loss')),
            claim TEXT,
            old_value BLOB,
            new_value BLOB NOT NULL,
            asked_at TEXT NOT NULL CHECK (length(asked_at) = 20),
            effective_at TEXT NOT NULL CHECK (length(effective_at) = 20),
            done_at TEXT,
            cancelled_at TEXT,
            seal BLOB NOT NULL,
            CHECK (done_at IS NULL OR cancelled_at IS NULL),
            CHECK ((way = 'loss') = (claim IS NOT NULL))
        ) STRICT;

        CREATE INDEX contact_change_open ON contact_change (effective_at)
        WHERE done_at IS NULL AND cancelled_at IS NULL;
        CREATE INDEX contact_change_person ON contact_change (person, asked_at);
        """
    )

    private static let identityQueryTable = Migration(
        "people",
        3,
        "questions to the national registers",
        """
        CREATE TABLE identity_query (
            id TEXT NOT NULL PRIMARY KEY,
            person TEXT NOT NULL REFERENCES person (id),
            contact_mac BLOB NOT NULL,
            number_mac BLOB NOT NULL,
            asked_at TEXT NOT NULL CHECK (length(asked_at) = 20),
            answer TEXT CHECK (answer IN ('matched', 'differs', 'deceased', 'unavailable')),
            tries INTEGER NOT NULL CHECK (tries >= 1),
            next_at TEXT
        ) STRICT;

        CREATE INDEX identity_query_contact ON identity_query (contact_mac, asked_at);
        CREATE INDEX identity_query_number ON identity_query (number_mac, asked_at);
        CREATE INDEX identity_query_next ON identity_query (next_at) WHERE next_at IS NOT NULL;
        """
    )
}
