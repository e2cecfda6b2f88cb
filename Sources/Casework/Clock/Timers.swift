package import Persian
package import Store

/// A timer that waits or has fired.
package struct TimerRow: Sendable, Equatable {
    /// The case.
    package let caseID: String
    /// The name; that of a clock's timer begins with the clock and `.`.
    package let name: String
    /// The event that armed it.
    package let armedSequence: Int64
    /// When it fires.
    package let fireAt: Timestamp
    /// The column `action` as it is stored.
    let storedAction: String

    static let columns: SQL = "case_id, name, armed_seq, fire_at, action"

    init(_ row: borrowing Row) throws {
        caseID = try row.text(0)
        name = try row.text(1)
        armedSequence = try row.int(2)
        fireAt = try Timestamp(parsing: try row.text(3))
        storedAction = try row.text(4)
    }

    /// What it does, in the words of the engine.
    package var does: String { TimerAction(stored: storedAction).does }

    /// The clock that armed it; nil for a timer without one.
    package var clock: String? { TimerAction(stored: storedAction).clock }

    /// When it fires, relative to its clock.
    var moment: ClockTimer.Moment? { TimerAction(stored: storedAction).moment }
}

/// The timers of cases: armed and cancelled in the transaction of a move, fired by a worker.
package enum Timers {
    /// The time of a timer whose clock stands still: no worker reaches it.
    package static let never = Timestamp(secondsSinceEpoch: 253_402_300_799)

    /// The timers that a worker fires in a transaction.
    package static let batch = 20

    private static let arming = PreparedSQL {
        (caseID: String, name: String, sequence: Int64, fireAt: String, action: String) in
        """
        INSERT INTO timer (\(TimerRow.columns))
        VALUES (\(caseID), \(name), \(sequence), \(fireAt), \(action))
        """
    }

    /// Arms a timer; its key is case, name and the event of the move.
    package static func arm(
        _ name: String,
        of caseID: String,
        sequence: Int64,
        at moment: Timestamp,
        action: String,
        in connection: Connection
    ) throws {
        try connection.execute(arming(caseID, name, sequence, moment.description, action))
    }

    /// Cancels all timers of a case that wait: its step is left.
    package static func cancelAll(
        of caseID: String,
        sequence: Int64,
        in connection: Connection
    ) throws {
        try connection.execute(
            """
            UPDATE timer
            SET cancelled_seq = \(sequence)
            WHERE case_id = \(caseID) AND fired_seq IS NULL AND cancelled_seq IS NULL
            """
        )
    }

    /// Cancels the timers of a case that wait and belong to a clock.
    static func cancel(
        clock: String,
        of caseID: String,
        sequence: Int64,
        in connection: Connection
    ) throws {
        for timer in try waiting(of: caseID, in: connection) where timer.clock == clock {
            try timer.cancel(sequence: sequence, in: connection)
        }
    }

    /// Returns the timers of a case that wait.
    package static func waiting(
        of caseID: String,
        in connection: Connection
    ) throws -> [TimerRow] {
        try connection.all(
            """
            SELECT \(TimerRow.columns)
            FROM timer
            WHERE case_id = \(caseID) AND fired_seq IS NULL AND cancelled_seq IS NULL
            ORDER BY name, armed_seq
            """
        ) { try TimerRow($0) }
    }

    /// Returns the timers of a case that have fired, the last first.
    static func fired(of caseID: String, in connection: Connection) throws -> [TimerRow] {
        try connection.all(
            """
            SELECT \(TimerRow.columns)
            FROM timer
            WHERE case_id = \(caseID) AND fired_seq IS NOT NULL
            ORDER BY name, armed_seq DESC
            """
        ) { try TimerRow($0) }
    }
}

extension Timers {
    /// Returns the timers that are due, the oldest first; call it in a write transaction.
    ///
    /// A list from a read snapshot misses a timer that a move arms while the list is read.
    package static func due(at now: Timestamp, in connection: Connection) throws -> [TimerRow] {
        try connection.all(
            """
            SELECT \(TimerRow.columns)
            FROM timer
            WHERE fired_seq IS NULL AND cancelled_seq IS NULL AND fire_at <= \(now.description)
            ORDER BY fire_at, case_id, name
            LIMIT \(batch)
            """
        ) { try TimerRow($0) }
    }
}

extension TimerRow {
    /// Marks the timer as fired by an event, and returns false when it has fired or was cancelled: then nothing may be done.
    package func fire(sequence: Int64, in connection: Connection) throws -> Bool {
        try connection.execute(
            """
            UPDATE timer
            SET fired_seq = \(sequence)
            WHERE case_id = \(caseID) AND name = \(name) AND armed_seq = \(armedSequence)
                AND fired_seq IS NULL AND cancelled_seq IS NULL
            """
        ) == 1
    }

    /// Cancels the timer, if it still waits.
    func cancel(sequence: Int64, in connection: Connection) throws {
        try connection.execute(
            """
            UPDATE timer
            SET cancelled_seq = \(sequence)
            WHERE case_id = \(caseID) AND name = \(name) AND armed_seq = \(armedSequence)
                AND fired_seq IS NULL
            """
        )
    }

    /// Lets the timer wait until another moment: a lapse before which no reminder was sent, or a case that cannot be moved.
    package func move(to moment: Timestamp, in connection: Connection) throws {
        try connection.execute(
            """
            UPDATE timer
            SET fire_at = \(moment.description)
            WHERE case_id = \(caseID) AND name = \(name) AND armed_seq = \(armedSequence)
                AND fired_seq IS NULL AND cancelled_seq IS NULL
            """
        )
    }
}
