package import Persian
import Store

extension Registry {
    /// Rows that are deleted in one transaction, so that no other writer waits long.
    private static let slice = 2_000
    /// Transactions of one call, so that it ends.
    private static let slices = 20

    /// How many rows of a table there are, as far as this process knows; nil until `prune` has counted them.
    package func rows(of table: RetainedTable) -> Int64? { retained[table] }

    /// Deletes rows that are older than they are kept, and the oldest of those that are too many; counts the
    /// others.
    ///
    /// The work of one call is bounded; call it every minute.
    ///
    /// - Returns: How many rows were deleted.
    package func prune(at now: Timestamp) async throws -> [RetainedTable: Int] {
        [
            .views: try await pruneViews(at: now),
            .visitorDays: try await pruneVisitorDays(at: now),
            .reports: try await pruneReports(at: now),
            .visitorBatches: try await pruneVisitorBatches(),
        ]
    }
}

/// The access log.
extension Registry {
    /// Identifiers rise with time, so the oldest views are the first.
    private func pruneViews(at now: Timestamp) async throws -> Int {
        let oldest = now.adding(seconds: -retention.accessLog).description
        let most = retention.mostViews
        var deleted = 0
        for _ in 0..<Self.slices {
            let (count, removed) = try await database.write { connection in
                let ends = try connection.first("SELECT min(id), max(id) FROM viewing") { row in
                    (first: try row.optionalInt(0), last: try row.optionalInt(1))
                }
                guard let first = ends?.first, let last = ends?.last else { return (0 as Int64, 0) }
                let count = last &- first &+ 1
                // What is too many, by identifiers; more than that only by age.
                let excess = first &+ max(0, count &- most)
                let removed = try connection.execute(
                    """
                    DELETE FROM viewing
                    WHERE id IN (
                        SELECT id
                        FROM (SELECT id, at FROM viewing ORDER BY id LIMIT \(Self.slice)) AS oldest
                        WHERE at < \(oldest) OR id < \(excess)
                    )
                    """
                )
                return (count &- Int64(removed), removed)
            }
            retained.set(.views, count)
            deleted += removed
            if removed < Self.slice { break }
        }
        return deleted
    }

    /// Days have no order by age: each call walks over some of them.
    ///
    /// When the walk has found more than there may be, the next one keeps them for a shorter time.
    private func pruneVisitorDays(at now: Timestamp) async throws -> Int {
        let count = retained[.visitorDays] ?? 0
        let most = retention.mostViews
        let age =
            count > most
            ? Int64(Double(retention.accessLog) * Double(most) / Double(count))
            : retention.accessLog
        let oldest = now.adding(seconds: -age).tehranDate.description
        var walk = retained.walk
        var deleted = 0
        for _ in 0..<Self.slices {
            let start = walk.degree
            let found = try await database.read { connection in
                try connection.all(
                    """
                    SELECT degree, count(*), min(day)
                    FROM (
                        SELECT degree, day
                        FROM viewing_day
                        WHERE degree > \(start)
                        ORDER BY degree, day
                        LIMIT \(Self.slice)
                    ) AS next
                    GROUP BY degree
                    ORDER BY degree
                    """
                ) { (degree: try $0.int(0), days: try $0.int(1), first: try $0.text(2)) }
            }
            guard let last = found.last?.degree else {
                retained.set(.visitorDays, walk.passed)
                walk = RetainedRows.Walk()
                break
            }
            var removed = 0
            if found.contains(where: { $0.first < oldest }) {
                removed = try await database.write { connection in
                    try connection.execute(
                        """
                        DELETE FROM viewing_day
                        WHERE degree > \(start) AND degree <= \(last) AND day < \(oldest)
                        """
                    )
                }
            }
            deleted += removed
            walk.degree = last
            walk.passed += max(0, found.reduce(0) { $0 + $1.days } - Int64(removed))
        }
        retained.walk = walk
        return deleted
    }
}

extension Registry {
    private func pruneReports(at now: Timestamp) async throws -> Int {
        let oldest = now.adding(seconds: -retention.reports).description
        let (count, removed) = try await database.write { connection in
            let removed = try connection.execute(
                """
                DELETE FROM report
                WHERE id IN (
                    SELECT id
                    FROM (SELECT id, received_at FROM report ORDER BY id LIMIT \(Self.slice)) AS oldest
                    WHERE received_at < \(oldest)
                )
                """
            )
            let count = try connection.first("SELECT count(*) FROM report") { try $0.int(0) }
            return (count ?? 0, removed)
        }
        retained.set(.reports, count)
        return removed
    }

    /// Deletes the batches of visitors that are too many, the oldest first; unfinished ones stay.
    private func pruneVisitorBatches() async throws -> Int {
        let most = retention.mostVisitorBatches
        let (count, removed) = try await database.write { connection in
            let count =
                try connection.first(
                    "SELECT count(*) FROM bulk_job WHERE owner_kind = 'visitor'"
                ) { try $0.int(0) } ?? 0
            let removed = try BulkJob.deleteVisitorBatches(
                min(max(0, count - most), Int64(Self.slice)),
                in: connection
            )
            return (count - Int64(removed), removed)
        }
        retained.set(.visitorBatches, count)
        return removed
    }
}
