package import Persian
import Store
import VerifyCore

/// Receiving the bytes of a file.
extension Registry {
    /// - Throws: `RegistryError.tableFull` for a visitor's batch while as many are kept as may be, and none of
    ///   them is done.
    func begin(_ job: BulkJob) async throws {
        let seal = try seal(job.statement)
        let isVisitors = job.owner == .visitor
        let isFull =
            isVisitors
            && retained.isFull(.visitorBatches, at: retention.mostVisitorBatches)
        try await database.write { connection in
            if isFull, try BulkJob.deleteVisitorBatches(1, in: connection) == 0 {
                throw RegistryError.tableFull(.visitorBatches)
            }
            try job.insert(sealed: seal, in: connection)
        }
        if isVisitors, !isFull { retained.add(.visitorBatches) }
    }

    /// Appends the next bytes of a file that is being received; they are on disk when this returns.
    ///
    /// Each call is one write, so calls with about `BulkJobLimits.chunkBytes` bytes are cheapest.
    ///
    /// - Throws: `BulkJobError`.
    package func append(_ bytes: [UInt8], to id: String, at now: Timestamp) async throws {
        if bytes.isEmpty { return }
        try await database.write { connection in
            var start = 0
            while start < bytes.count {
                let end = min(start + BulkJobLimits.chunkBytes, bytes.count)
                try append(Array(bytes[start..<end]), to: id, at: now, in: connection)
                start = end
            }
        }
    }

    private func append(
        _ chunk: [UInt8],
        to id: String,
        at now: Timestamp,
        in connection: Connection
    ) throws {
        var job = try receiving(id, in: connection)
        guard job.bytes + chunk.count <= BulkJobLimits.bytes else {
            throw BulkJobError.tooLarge(limit: BulkJobLimits.bytes)
        }
        job.bytes += chunk.count
        job.chunks += 1
        try update(job, at: now, in: connection)
        let statement = BulkChunk.statement(job.chunks, of: id, chunk)
        try connection.execute(
            """
            INSERT INTO bulk_job_chunk (bulk_job, number, bytes, seal)
            VALUES (\(id), \(job.chunks), \(chunk), \(try seal(statement)))
            """
        )
    }

    /// Returns the job with an identifier, which must be receiving bytes; its seal is verified.
    private func receiving(_ id: String, in connection: Connection) throws -> BulkJob {
        guard let job = try BulkJob.find(id, in: connection) else {
            throw BulkJobError.notFound
        }
        guard job.state == .receiving else { throw BulkJobError.state(job.state) }
        try require(job.statement, sealed: job.seal)
        return job
    }

    /// Writes the changed value of a row that was just read and verified, with its new seal.
    func update(_ job: BulkJob, at now: Timestamp, in connection: Connection) throws {
        let seal = try seal(job.statement)
        guard try job.update(sealed: seal, at: now, in: connection) else {
            throw BulkJobError.takenOver
        }
    }

    /// Moves a file whose bytes are complete into the queue, inside the caller's transaction.
    func queue(_ id: String, at now: Timestamp, in connection: Connection) throws -> BulkJob {
        var job = try receiving(id, in: connection)
        job.state = .queued
        try update(job, at: now, in: connection)
        return job
    }

    /// Deletes a job whose sender disconnected before the end of the file.
    package func discard(_ id: String) async throws {
        try await database.write { connection in
            guard let job = try BulkJob.find(id, in: connection) else { return }
            guard job.state == .receiving else { throw BulkJobError.state(job.state) }
            try BulkJob.delete(id, in: connection)
        }
    }

    /// Returns the identifiers of the jobs that a worker can claim now, at most `limit` of them.
    ///
    /// Callers alternate `.oldest` and `.smallest`, so that neither small nor large files starve.
    package func waitingBulkJobs(
        _ order: BulkJobOrder = .oldest,
        limit: Int = .max,
        at now: Timestamp
    ) async throws -> [String] {
        let columns: SQL =
            switch order {
            case .oldest: "CASE owner_kind WHEN 'visitor' THEN 1 ELSE 0 END, created_at, id"
            case .smallest: "bytes, created_at, id"
            }
        return try await database.read { connection in
            try connection.all(
                """
                SELECT id
                FROM bulk_job
                WHERE state IN (\(BulkJobState.queued), \(BulkJobState.working))
                    AND (leased_until IS NULL OR leased_until < \(now.description))
                ORDER BY \(columns)
                LIMIT \(limit)
                """
            ) { try $0.text(0) }
        }
    }

    /// Deletes files that stopped arriving and old batches; returns the number of deleted jobs.
    ///
    /// Uploads of graduates are kept.
    package func dropStaleBulkJobs(at now: Timestamp) async throws -> Int {
        let stopped = now.adding(seconds: -BulkJobLimits.receivingHours * 3600)
        let held = now.adding(seconds: -BulkJobLimits.heldDays * 86_400)
        let old = now.adding(seconds: -retention.batches)
        return try await database.write { connection in
            let stale = try connection.all(
                """
                SELECT id
                FROM bulk_job
                WHERE (
                        state = \(BulkJobState.receiving)
                        AND changed_at < CASE
                            WHEN issues = 1 AND owner_kind = 'institution' THEN \(held.description)
                            ELSE \(stopped.description)
                        END
                    )
                    OR (kind = \(BulkJob.Kind.codes) AND finished_at < \(old.description))
                """
            ) { try $0.text(0) }
            for id in stale { try BulkJob.delete(id, in: connection) }
            return stale.count
        }
    }
}

extension BulkJob {
    /// Deletes the bytes of a job, which has a result for every record.
    static func dropBytes(of id: String, in connection: Connection) throws {
        try connection.execute("DELETE FROM bulk_job_chunk WHERE bulk_job = \(id)")
        try DataBank.endDryRun(of: id, in: connection)
    }

    /// Deletes the oldest batches of visitors that are done, at most `count`; returns how many.
    static func deleteVisitorBatches(_ count: Int64, in connection: Connection) throws -> Int {
        if count <= 0 { return 0 }
        let oldest = try connection.all(
            """
            SELECT id
            FROM bulk_job
            WHERE owner_kind = 'visitor' AND state IN (\(BulkJobState.done), \(BulkJobState.failed))
            ORDER BY finished_at, id
            LIMIT \(count)
            """
        ) { try $0.text(0) }
        for id in oldest { try delete(id, in: connection) }
        return oldest.count
    }

    fileprivate static func delete(_ id: String, in connection: Connection) throws {
        try dropBytes(of: id, in: connection)
        try dropResults(of: id, in: connection)
        try connection.execute("DELETE FROM bulk_job WHERE id = \(id)")
    }

    /// Deletes the results of a job.
    static func dropResults(of id: String, in connection: Connection) throws {
        try connection.execute("DELETE FROM bulk_job_result WHERE bulk_job = \(id)")
    }
}
