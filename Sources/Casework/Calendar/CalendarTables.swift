import Store

/// The tables of the working calendar.
enum CalendarTables {
    /// The migrations, in the order in which the tables refer to each other.
    static let migrations = [calendar, outages]

    /// Week tables, years and facts, and the numbers of their changes.
    ///
    /// Each due time stores the number with which it was computed. A withdrawn fact keeps its row.
    private static let calendar = Migration(
        "calendar",
        1,
        "week tables, years, day facts and the changes of them",
        """
        CREATE TABLE calendar_change (
            n IDENTITY,
            at TEXT NOT NULL,
            by TEXT NOT NULL,
            what TEXT NOT NULL
        ) STRICT;

        CREATE TABLE week_table (
            scope TEXT NOT NULL,
            from_day TEXT NOT NULL,
            until_day TEXT,
            intervals TEXT NOT NULL,
            source TEXT NOT NULL,
            PRIMARY KEY (scope, from_day),
            CHECK (until_day >= from_day)
        ) STRICT;

        CREATE TABLE calendar_year (
            scope TEXT NOT NULL,
            year INTEGER NOT NULL,
            complete INTEGER NOT NULL CHECK (complete IN (0, 1)),
            source TEXT NOT NULL,
            PRIMARY KEY (scope, year)
        ) STRICT;

        CREATE TABLE day_fact (
            id IDENTITY,
            scope TEXT NOT NULL,
            day TEXT NOT NULL,
            kind TEXT NOT NULL CHECK (kind IN ('closed', 'hours', 'open')),
            intervals TEXT,
            reason TEXT NOT NULL,
            source TEXT NOT NULL,
            announced_at TEXT NOT NULL,
            loaded_at TEXT NOT NULL,
            withdrawn_at TEXT,
            CHECK ((kind = 'closed') = (intervals IS NULL) OR kind = 'open')
        ) STRICT;

        CREATE INDEX day_fact_valid ON day_fact (id) WHERE withdrawn_at IS NULL;
        """
    )

    /// An outage is a fact when two persons have announced it; `change` is then its number in `calendar_change`.
    private static let outages = Migration(
        "calendar",
        2,
        "outages",
        """
        CREATE TABLE outage (
            id TEXT NOT NULL PRIMARY KEY,
            reach TEXT NOT NULL,
            from_at TEXT NOT NULL,
            until_at TEXT NOT NULL,
            reason TEXT NOT NULL,
            announced_by TEXT NOT NULL,
            announced_at TEXT NOT NULL,
            confirmed_by TEXT,
            confirmed_at TEXT,
            change BIGINT,
            CHECK (until_at > from_at),
            CHECK (confirmed_by <> announced_by),
            CHECK ((confirmed_by IS NULL) = (confirmed_at IS NULL)),
            CHECK ((confirmed_by IS NULL) = (change IS NULL))
        ) STRICT;
        """
    )
}
