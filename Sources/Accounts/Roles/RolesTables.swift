import Store

extension Accounts {
    /// The tables of organisations and of roles.
    static let rolesTables = [
        organisationTable, grantTables, proposalTable, uploadOrderTable, monthlyConfirmationTable,
    ]

    private static let organisationTable = Migration(
        "roles",
        1,
        "organisations",
        """
        CREATE TABLE organisation (
            code TEXT NOT NULL PRIMARY KEY CHECK (length(code) BETWEEN 1 AND 20),
            kind TEXT NOT NULL CHECK (kind IN ('institution', 'unit', 'outside', 'verifier')),
            category TEXT NOT NULL
                CHECK (category IN ('headquarters', 'provincial', 'university', 'outside')),
            authority TEXT NOT NULL,
            name_fa TEXT,
            name_en TEXT,
            contact BLOB NOT NULL,
            province TEXT NOT NULL,
            licensed_from TEXT CHECK (length(licensed_from) = 20),
            licensed_until TEXT CHECK (length(licensed_until) = 20),
            successor TEXT,
            closed_at TEXT CHECK (length(closed_at) = 20),
            seal BLOB NOT NULL,
            CHECK (successor <> code),
            CHECK ((kind = 'institution') = (name_fa IS NULL)),
            CHECK ((name_fa IS NULL) = (name_en IS NULL)),
            CHECK (licensed_from < licensed_until)
        ) STRICT;
        """
    )

    private static let grantTables = Migration(
        "roles",
        2,
        "grants, delegations, invitations",
        """
        CREATE TABLE role_grant (
            id TEXT NOT NULL PRIMARY KEY,
            person TEXT NOT NULL REFERENCES person (id),
            role TEXT NOT NULL,
            organisation TEXT NOT NULL REFERENCES organisation (code),
            from_at TEXT NOT NULL CHECK (length(from_at) = 20),
            until_at TEXT CHECK (length(until_at) = 20),
            granted_by TEXT,
            ended_at TEXT CHECK (length(ended_at) = 20),
            seal BLOB NOT NULL,
            CHECK (granted_by <> person),
            CHECK (from_at < until_at)
        ) STRICT;

        CREATE UNIQUE INDEX role_grant_once ON role_grant (person, role, organisation)
            WHERE ended_at IS NULL;

        CREATE INDEX role_grant_organisation ON role_grant (organisation, role)
            WHERE ended_at IS NULL;

        CREATE INDEX role_grant_until ON role_grant (until_at)
            WHERE ended_at IS NULL AND until_at IS NOT NULL;

        CREATE TABLE delegation (
            id TEXT NOT NULL PRIMARY KEY,
            delegator TEXT NOT NULL REFERENCES person (id),
            deputy TEXT NOT NULL REFERENCES person (id),
            role TEXT NOT NULL,
            organisation TEXT NOT NULL REFERENCES organisation (code),
            service TEXT,
            from_at TEXT NOT NULL CHECK (length(from_at) = 20),
            until_at TEXT NOT NULL CHECK (length(until_at) = 20),
            made_by TEXT NOT NULL,
            ended_at TEXT CHECK (length(ended_at) = 20),
            seal BLOB NOT NULL,
            CHECK (deputy <> delegator),
            CHECK (deputy <> made_by),
            CHECK (from_at < until_at)
        ) STRICT;

        CREATE INDEX delegation_deputy ON delegation (deputy) WHERE ended_at IS NULL;

        CREATE INDEX delegation_delegator ON delegation (delegator, role, organisation);

        CREATE INDEX delegation_until ON delegation (until_at) WHERE ended_at IS NULL;

        CREATE TABLE invitation (
            id_hash BLOB NOT NULL PRIMARY KEY CHECK (length(id_hash) = 32),
            role_grant TEXT NOT NULL REFERENCES role_grant (id),
            contact BLOB NOT NULL,
            made_by TEXT,
            expires_at TEXT NOT NULL CHECK (length(expires_at) = 20),
            used_at TEXT CHECK (length(used_at) = 20),
            seal BLOB NOT NULL
        ) STRICT;

        CREATE INDEX invitation_grant ON invitation (role_grant);
        """
    )

    private static let proposalTable = Migration(
        "roles",
        3,
        "changes that wait for the confirmation of another person",
        """
        CREATE TABLE proposal (
            id TEXT NOT NULL PRIMARY KEY,
            kind TEXT NOT NULL,
            person TEXT,
            organisation TEXT,
            body BLOB NOT NULL,
            proposed_by TEXT NOT NULL,
            proposed_at TEXT NOT NULL CHECK (length(proposed_at) = 20),
            expires_at TEXT NOT NULL CHECK (length(expires_at) = 20),
            decided_by TEXT,
            decided_at TEXT CHECK (length(decided_at) = 20),
            outcome TEXT CHECK (outcome IN ('confirmed', 'rejected', 'withdrawn')),
            seal BLOB NOT NULL,
            CHECK (outcome = 'withdrawn' OR decided_by <> proposed_by),
            CHECK ((outcome IS NULL) = (decided_at IS NULL)),
            CHECK ((outcome IS NULL) = (decided_by IS NULL))
        ) STRICT;

        CREATE INDEX proposal_person ON proposal (person, kind) WHERE person IS NOT NULL;

        CREATE INDEX proposal_decided ON proposal (kind, decided_at) WHERE outcome IS NOT NULL;

        CREATE INDEX proposal_waiting ON proposal (proposed_at, id) WHERE outcome IS NULL;
        """
    )
}
