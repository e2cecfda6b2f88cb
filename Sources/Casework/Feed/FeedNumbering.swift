package import Persian
import Store

/// The worker's part: numbers for rows that are committed, and the end of old ones.
extension Feed {
    /// How many rows are numbered in a transaction: few, because moves write next to them.
    private static let numberedAtOnce = 100
    /// How long a worker keeps the work without numbering, in seconds.
    private static let lease: Int64 = 10
    /// The most rows that `prune` deletes at a time.
    private static let pruned = 5_000

    /// A row of the feed without a number.
    private struct Key: Sendable {
        let organisation: String
        let caseID: String
        let seq: Int64
    }

    /// Another worker numbered one of the rows first.
    private struct NumberedBefore: Error {}

    /// Gives numbers to every row that is committed and has none; returns how many it gave.
    ///
    /// The rows are listed by a read, and numbered by their keys in a transaction that takes the lease and raises the last
    /// number in one statement: two workers never give the same number, and a list in the transaction would make moves
    /// conflict with it. A row that is committed later is in the next list.
    ///
    /// `worker` names the worker; no other worker of any daemon has the name.
    @discardableResult
    package func number(by worker: String, at now: Timestamp) async throws -> Int {
        var count = 0
        while !Task.isCancelled {
            let keys = try await unnumbered(except: worker, at: now)
            guard !keys.isEmpty else { break }
            do {
                guard
                    try await database.write({
                        try Self.give(keys, by: worker, at: now, in: $0)
                    })
                else { break }
            } catch is NumberedBefore {
                break
            }
            count += keys.count
        }
        return count
    }

    /// The first rows without a number, the events of a case in their order; none while another worker has the lease.
    private func unnumbered(except worker: String, at now: Timestamp) async throws -> [Key] {
        try await database.read { connection in
            let isTaken = try connection.first(
                """
                SELECT 1
                FROM feed_state
                WHERE id = 1 AND worker <> \(worker) AND lease_until > \(now.description)
                """
            ) { _ in true }
            if isTaken == true { return [] }
            return try connection.all(
                """
                SELECT organisation, case_id, seq
                FROM feed
                WHERE n IS NULL
                ORDER BY at, case_id, seq, organisation
                LIMIT \(Self.numberedAtOnce)
                """
            ) { row in
                Key(
                    organisation: try row.text(0),
                    caseID: try row.text(1),
                    seq: try row.int(2)
                )
            }
        }
    }

    /// Numbers rows; returns false where another worker has the lease.
    private static func give(
        _ keys: [Key],
        by worker: String,
        at now: Timestamp,
        in connection: Connection
    ) throws -> Bool {
        let end = now.adding(seconds: lease).description
        let last = try connection.first(
            """
            INSERT INTO feed_state (id, last_n, pruned_n, worker, lease_until)
            VALUES (1, \(keys.count), 0, \(worker), \(end))
            ON CONFLICT (id) DO UPDATE
            SET
                last_n = feed_state.last_n + excluded.last_n, worker = excluded.worker,
                lease_until = excluded.lease_until
            WHERE feed_state.worker = \(worker) OR feed_state.lease_until <= \(now.description)
            RETURNING last_n
            """
        ) { try $0.int(0) }
        guard let last else { return false }
        for (number, key) in zip((last - Int64(keys.count) + 1)..., keys) {
            let changed = try connection.execute(
                """
                UPDATE feed
                SET n = \(number)
                WHERE organisation = \(key.organisation) AND case_id = \(key.caseID)
                    AND seq = \(key.seq) AND n IS NULL
                """
            )
            guard changed == 1 else { throw NumberedBefore() }
        }
        return true
    }

    /// Returns since when the oldest row without a number waits, in seconds; 0 for none.
    package func delay(at now: Timestamp) async throws -> Int {
        let first = try await database.read { connection in
            try connection.first("SELECT min(at) FROM feed WHERE n IS NULL") {
                try $0.optionalText(0)
            }
        }
        guard let text = first ?? nil else { return 0 }
        let since = try Timestamp(parsing: text)
        return Int(max(0, now.secondsSinceEpoch - since.secondsSinceEpoch))
    }

    /// Deletes the oldest numbered rows, of changes before a moment; returns how many.
    ///
    /// Only a beginning of the order is deleted: a reader after it misses nothing, and one before it learns of it.
    @discardableResult
    package func prune(before moment: Timestamp) async throws -> Int {
        var count = 0
        while !Task.isCancelled {
            let (former, rows) = try await database.read { connection in
                let former = try Self.prunedNumber(in: connection)
                let rows = try connection.all(
                    """
                    SELECT n, at
                    FROM feed
                    WHERE n > \(former)
                    ORDER BY n
                    LIMIT \(Self.pruned)
                    """
                ) { (number: try $0.int(0), at: try $0.text(1)) }
                return (former, rows)
            }
            let old = rows.prefix { $0.at < moment.description }
            guard let end = old.last?.number else { return count }
            count += try await database.write { connection in
                let changed = try connection.execute(
                    "UPDATE feed_state SET pruned_n = \(end) WHERE id = 1 AND pruned_n = \(former)"
                )
                guard changed == 1 else { return 0 }
                return try connection.execute(
                    "DELETE FROM feed WHERE n > \(former) AND n <= \(end)"
                )
            }
            guard old.count == Self.pruned else { return count }
        }
        return count
    }
}
