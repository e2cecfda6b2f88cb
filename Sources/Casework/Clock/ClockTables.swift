import Store

/// The tables of clocks and timers.
enum ClockTables {
    /// The migrations, in the order in which the tables refer to each other.
    static let migrations = [clocks, timers]

    /// `computed_with` and `excused_by` are numbers of `calendar_change`.
    private static let clocks = Migration(
        "clock",
        1,
        "clocks and the spans in which they ran",
        """
        CREATE TABLE clock (
            case_id TEXT NOT NULL,
            name TEXT NOT NULL,
            budget_kind TEXT NOT NULL CHECK (budget_kind IN ('hours', 'work_days', 'days', 'months')),
            budget INTEGER NOT NULL CHECK (budget >= 0),
            calendar TEXT NOT NULL,
            due_at TEXT,
            provisional INTEGER NOT NULL CHECK (provisional IN (0, 1)),
            computed_with BIGINT NOT NULL,
            met_at TEXT,
            breached_at TEXT,
            excused_by BIGINT,
            PRIMARY KEY (case_id, name),
            CHECK (excused_by IS NULL OR breached_at IS NOT NULL)
        ) STRICT;

        CREATE INDEX clock_open ON clock (computed_with, case_id) WHERE met_at IS NULL;

        CREATE INDEX clock_due ON clock (due_at, case_id, name)
            WHERE met_at IS NULL AND (breached_at IS NULL OR excused_by IS NOT NULL);

        CREATE TABLE clock_span (
            case_id TEXT NOT NULL,
            name TEXT NOT NULL,
            n INTEGER NOT NULL CHECK (n > 0),
            begun_at TEXT NOT NULL,
            ended_at TEXT,
            why TEXT NOT NULL,
            PRIMARY KEY (case_id, name, n),
            FOREIGN KEY (case_id, name) REFERENCES clock (case_id, name),
            CHECK (ended_at >= begun_at)
        ) STRICT;

        CREATE UNIQUE INDEX clock_span_running ON clock_span (case_id, name)
            WHERE ended_at IS NULL;
        """
    )

    private static let timers = Migration(
        "clock",
        2,
        "timers",
        """
        CREATE TABLE timer (
            case_id TEXT NOT NULL,
            name TEXT NOT NULL,
            armed_seq BIGINT NOT NULL,
            fire_at TEXT NOT NULL,
            action TEXT NOT NULL,
            fired_seq BIGINT,
            cancelled_seq BIGINT,
            PRIMARY KEY (case_id, name, armed_seq),
            CHECK (fired_seq IS NULL OR cancelled_seq IS NULL)
        ) STRICT;

        CREATE INDEX timer_waiting ON timer (fire_at, case_id, name)
            WHERE fired_seq IS NULL AND cancelled_seq IS NULL;
        """
    )
}
