package import Persian
package import Store

extension Clocks {
    /// The clocks that are marked in a transaction.
    private static let breachBatch = 20

    /// Records due times that passed, 20 in this write transaction, and returns their clocks.
    package func markBreaches(at now: Timestamp, in connection: Connection) throws -> [ClockRow] {
        try overdue(at: now, in: connection).compactMap { row in
            try markBreach(of: row, in: connection) ? row.breached : nil
        }
    }

    /// Returns the clocks whose due time passed and is not recorded, 20 at most; call it in a write transaction.
    ///
    /// A clock that an older calendar computed is left for the recomputation, which may move its due time.
    package func overdue(at now: Timestamp, in connection: Connection) throws -> [ClockRow] {
        let change = try CalendarStore.change(in: connection)
        return try connection.all(
            """
            SELECT \(ClockRow.columns)
            FROM clock
            WHERE met_at IS NULL AND (breached_at IS NULL OR excused_by IS NOT NULL)
                AND due_at < \(now.description) AND computed_with = \(change)
            ORDER BY due_at, case_id, name
            LIMIT \(Self.breachBatch)
            """
        ) { try ClockRow($0) }
    }

    /// Records that the due time of a clock passed; false where the clock has changed since it was read.
    ///
    /// The moment of the breach is the due time itself, not the time at which it is found.
    package func markBreach(of row: ClockRow, in connection: Connection) throws -> Bool {
        let current = try ClockRow.all(of: row.caseID, in: connection)
            .first { $0.name == row.name }
        guard current == row else { return false }
        return try row.breached.update(replacing: row.computedWith, in: connection)
    }
}

extension ClockRow {
    /// The clock with its due time as the moment of a breach.
    fileprivate var breached: ClockRow {
        var breached = self
        (breached.breachedAt, breached.excusedBy) = (due?.moment, nil)
        return breached
    }
}
