import Persian
import Store
import Tabular
import VerifyCore

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
    let registry: Registry
    let id: String
    let worker: String
    let clock: @Sendable () -> Timestamp
    /// Receives the number of processed records and the total.
    let progress: @Sendable (Int, Int) -> Void

    private var database: Database { registry.database }

    /// Claims the job; nil if it does not wait or another worker holds its lease.
    ///
    /// The seal is renewed where it is right; the caller verifies it.
    ///
    /// - Throws: `MissingKey` for a job that only a machine with that key can judge.
    func claim() async throws -> BulkJob? {
        let now = clock()
        let end = leaseEnd(now)
        return try await database.write { [id, worker, registry] connection in
            guard var job = try BulkJob.find(id, in: connection) else { return nil }
            let verdict = registry.keyring.current.verdict(on: job.statement, sealed: job.seal)
            // Left as it is for a machine that has the key: a state that is written here would break its seal.
            if case .undecided(let missing) = verdict { throw missing }
            var working = job
            working.state = .working
            let seal = verdict == .intact ? try registry.seal(working.statement) : nil
            let taken = try connection.execute(
                """
                UPDATE bulk_job
                SET
                    state = \(BulkJobState.working), worker = \(worker), leased_until = \(end),
                    attempts = attempts + 1, changed_at = \(now.description),
                    seal = \(seal ?? job.seal)
                WHERE id = \(id) AND seal = \(job.seal)
                    AND state IN (\(BulkJobState.queued), \(BulkJobState.working))
                    AND (
                        leased_until IS NULL OR leased_until < \(now.description)
                        OR worker = \(worker)
                    )
                """
            )
            guard taken == 1 else { return nil }
            // As it was before, where its seal is not right: the caller rejects it.
            if seal == nil {
                job.attempts += 1
                return job
            }
            return try BulkJob.find(id, in: connection)
        }
    }

    /// Stores the result of the inspection.
    func keep(_ inspection: FileInspection, total: Int, ignored: [String]) async throws {
        let now = clock()
        try await database.write { [self] connection in
            try change(at: now, in: connection) { job in
                job.format = inspection.format
                job.encoding = inspection.encoding
                job.total = total
                job.ignored = ignored
            }
            try renew(until: leaseEnd(now), in: connection)
        }
    }

    /// Renews the lease.
    func renew() async throws {
        let end = leaseEnd(clock())
        try await database.write { [self] in try renew(until: end, in: $0) }
    }

    private func renew(until end: String, in connection: Connection) throws {
        let changed = try connection.execute(
            "UPDATE bulk_job SET leased_until = \(end) WHERE id = \(id) AND worker = \(worker)"
        )
        if changed != 1 { throw BulkJobError.takenOver }
    }

    /// Changes the row of the job while this worker has it: its seal is verified before, and renewed after.
    ///
    /// - Throws: `BulkJobError.takenOver`; `RegistryError.integrityFailure` for a row that was changed by hand.
    private func change(
        at now: Timestamp,
        in connection: Connection,
        _ change: (inout BulkJob) throws -> Void
    ) throws {
        guard var job = try BulkJob.find(id, in: connection), job.worker == worker,
            job.state == .working
        else { throw BulkJobError.takenOver }
        try registry.require(job.statement, sealed: job.seal)
        try change(&job)
        try registry.update(job, at: now, in: connection)
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
        do {
            try await end(as: .failed, problem)
        } catch RegistryError.integrityFailure {
            try await refuse()
        }
    }

    /// Ends a job that was changed by hand, whatever of it: nothing but the refusal remains to be shown.
    ///
    /// What was done of it is in the data bank and in the degrees.
    func refuse() async throws {
        let now = clock()
        try await database.write { [self] connection in
            guard let job = try BulkJob.find(id, in: connection), job.worker == worker,
                job.state == .working
            else { throw BulkJobError.takenOver }
            var refused = job
            let keys = registry.keyring.current
            if keys.verdict(on: job.statement, sealed: job.seal) == .intact {
                refused.state = .failed
                refused.problem = BulkJobProblem(.integrityFailure)
            } else {
                refused = job.refused
                try BulkJob.dropResults(of: id, in: connection)
            }
            refused.finishedAt = now
            // Without an active key the seal stays wrong, and the job is shown in the same way.
            let seal = keys.seal(refused.statement) ?? job.seal
            guard try refused.update(sealed: seal, at: now, in: connection) else {
                throw BulkJobError.takenOver
            }
            try leave(in: connection)
        }
    }

    /// Ends the lease and deletes the bytes of a job that has ended.
    private func leave(in connection: Connection) throws {
        try connection.execute("UPDATE bulk_job SET leased_until = NULL WHERE id = \(id)")
        try BulkJob.dropBytes(of: id, in: connection)
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
        return try await database.write { [self] connection in
            let part = try work.keep(batch.prepared, at: now, in: connection)
            try change(at: now, in: connection) { job in
                guard job.records == done else { throw BulkJobError.takenOver }
                job.records = batch.last
                job.counts = counts.merging(part.counts, uniquingKeysWith: +)
            }
            try connection.execute(
                "UPDATE bulk_job SET leased_until = \(end), attempts = 0 WHERE id = \(id)"
            )
            let results = BulkJobResults(
                of: id,
                batch.first...batch.last,
                errors: part.errors,
                lines: part.lines
            )
            try results.insert(sealed: registry.seal(results.statement), in: connection)
            return part
        }
    }

    private func finish() async throws { try await end(as: .done, nil) }

    private func end(as state: BulkJobState, _ problem: BulkJobProblem?) async throws {
        let now = clock()
        try await database.write { [self] connection in
            try change(at: now, in: connection) { job in
                job.state = state
                job.problem = problem
                job.finishedAt = now
            }
            try leave(in: connection)
        }
    }

    private func leaseEnd(_ now: Timestamp) -> String {
        now.adding(seconds: BulkJobLimits.leaseSeconds).description
    }
}
