import Persian
import Store
import Tabular

/// The processing of a file's records: prepared outside of a transaction, kept inside of one.
protocol RecordWork: Sendable {
    associatedtype Prepared: Sendable

    /// Prepares records without writing; runs while the writer keeps the records before.
    func prepare(_ records: [RawRecord], at now: Timestamp) async throws -> Prepared

    /// Writes prepared records, in one transaction with their results; runs again if the transaction was lost.
    func keep(
        _ prepared: Prepared,
        at now: Timestamp,
        in connection: Connection
    ) throws -> RecordResults
}

/// The results of consecutive records.
struct RecordResults: Sendable {
    /// A JSON object a line.
    var lines: [UInt8] = []
    /// The number of records that belong in the errors file.
    var errors = 0
    var counts: [String: Int] = [:]
}

/// One worker's processing of one job, under a lease.
struct BulkJobRun: Sendable {
    let database: Database
    let id: String
    let worker: String
    let clock: @Sendable () -> Timestamp
    /// Receives the number of processed records and the total.
    let progress: @Sendable (Int, Int) -> Void

    /// Claims the job; nil if it does not wait or another worker holds its lease.
    func claim() async throws -> BulkJob? {
        let now = clock()
        let end = leaseEnd(now)
        return try await database.write { [id, worker] connection in
            let taken = try connection.execute(
                """
                UPDATE bulk_job
                SET
                    state = \(BulkJobState.working), worker = \(worker), leased_until = \(end),
                    attempts = attempts + 1, changed_at = \(now.description)
                WHERE id = \(id)
                    AND state IN (\(BulkJobState.queued), \(BulkJobState.working))
                    AND (
                        leased_until IS NULL OR leased_until < \(now.description)
                        OR worker = \(worker)
                    )
                """
            )
            return taken == 1 ? try BulkJob.find(id, in: connection) : nil
        }
    }

    /// Stores the result of the inspection.
    func keep(_ inspection: FileInspection, total: Int, ignored: [String]) async throws {
        let now = clock()
        let end = leaseEnd(now)
        try await database.write { [id, worker] connection in
            let changed = try connection.execute(
                """
                UPDATE bulk_job
                SET
                    format = \(inspection.format.rawValue), encoding = \(inspection.encoding?.rawValue),
                    total = \(total), ignored = \(ignored.joined(separator: "\n")),
                    leased_until = \(end), changed_at = \(now.description)
                WHERE id = \(id) AND worker = \(worker)
                """
            )
            if changed != 1 { throw BulkJobError.takenOver }
        }
    }

    /// Renews the lease.
    func renew() async throws {
        let end = leaseEnd(clock())
        try await database.write { [id, worker] connection in
            let changed = try connection.execute(
                "UPDATE bulk_job SET leased_until = \(end) WHERE id = \(id) AND worker = \(worker)"
            )
            if changed != 1 { throw BulkJobError.takenOver }
        }
    }

    /// Processes all records that have no result yet; the next ones are prepared while some are kept.
    func work(_ job: BulkJob, _ source: RecordSource, _ work: some RecordWork) async throws {
        var done = job.records
        var counts = job.counts
        var upcoming = try await next(source, after: done, work)
        while let current = upcoming.batch {
            try Task.checkCancellation()
            let source = upcoming.source
            async let following = next(source, after: current.last, work)
            let part = try await keep(current, after: done, counts, work)
            done = current.last
            counts.merge(part.counts, uniquingKeysWith: +)
            progress(done, job.total ?? done)
            upcoming = try await following
        }
        try await finish()
    }

    /// Ends the job as failed.
    func fail(_ problem: BulkJobProblem) async throws {
        try await end(as: .failed, problem)
    }

    /// Ends the lease after an interruption, so that other workers can claim the job immediately.
    ///
    /// It also resets the count of attempts: the file did not kill this worker, and a full disk may last for days.
    func release() async {
        _ = try? await database.write { [id, worker] connection in
            try connection.execute(
                """
                UPDATE bulk_job
                SET leased_until = NULL, attempts = 0
                WHERE id = \(id) AND worker = \(worker)
                """
            )
        }
    }
}

extension BulkJobRun {
    /// Prepared records, and the numbers of the first and the last.
    private struct PreparedRecords<Prepared: Sendable>: Sendable {
        let first: Int
        let last: Int
        let prepared: Prepared
    }

    private func next<Work: RecordWork>(
        _ source: RecordSource,
        after done: Int,
        _ work: Work
    ) async throws -> (source: RecordSource, batch: PreparedRecords<Work.Prepared>?) {
        var source = source
        while true {
            // After a restart the records that have results are read again and skipped.
            let records = try await source.next(renewing: self)
            guard let last = records.last else { return (source, nil) }
            let new = records.filter { $0.number > done }
            guard let first = new.first else { continue }
            let prepared = try await work.prepare(new, at: clock())
            return (
                source, PreparedRecords(first: first.number, last: last.number, prepared: prepared)
            )
        }
    }

    private func keep<Work: RecordWork>(
        _ batch: PreparedRecords<Work.Prepared>,
        after done: Int,
        _ counts: [String: Int],
        _ work: Work
    ) async throws -> RecordResults {
        let now = clock()
        let end = leaseEnd(now)
        return try await database.write { [id, worker] connection in
            let part = try work.keep(batch.prepared, at: now, in: connection)
            let sum = BulkJob.text(of: counts.merging(part.counts, uniquingKeysWith: +))
            let changed = try connection.execute(
                """
                UPDATE bulk_job
                SET
                    records = \(batch.last), counts = \(sum), leased_until = \(end),
                    attempts = 0, changed_at = \(now.description)
                WHERE id = \(id) AND worker = \(worker) AND records = \(done)
                """
            )
            if changed != 1 { throw BulkJobError.takenOver }
            try connection.execute(
                """
                INSERT INTO bulk_job_result (bulk_job, first, last, errors, results)
                VALUES (\(id), \(batch.first), \(batch.last), \(part.errors), \(part.lines))
                """
            )
            return part
        }
    }

    private func finish() async throws { try await end(as: .done, nil) }

    private func end(as state: BulkJobState, _ problem: BulkJobProblem?) async throws {
        let now = clock().description
        try await database.write { [id, worker] connection in
            let changed = try connection.execute(
                """
                UPDATE bulk_job
                SET
                    state = \(state), problem = \(problem?.code.rawValue),
                    problem_fa = \(problem?.wording.fa), problem_en = \(problem?.wording.en),
                    finished_at = \(now), changed_at = \(now), leased_until = NULL
                WHERE id = \(id) AND worker = \(worker) AND state = \(BulkJobState.working)
                """
            )
            if changed != 1 { throw BulkJobError.takenOver }
            try BulkJob.dropBytes(of: id, in: connection)
        }
    }

    private func leaseEnd(_ now: Timestamp) -> String {
        now.adding(seconds: BulkJobLimits.leaseSeconds).description
    }
}
