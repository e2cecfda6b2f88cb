package import Persian
import Store

extension Registry {
    /// Processes an upload or a batch until every record has a result.
    ///
    /// Processing continues where the last transaction ended, whichever worker committed it. What this throws (a
    /// full disk, no active key, a cancelled task) leaves the rest of the records for a later call; a job over
    /// whose same records `BulkJobLimits.attempts` workers died fails.
    ///
    /// `worker` is a name that no other process uses; a worker that has not renewed its lease for
    /// `BulkJobLimits.leaseSeconds` counts as dead. `progress` receives the number of processed records and the
    /// total. Returns false when there is nothing to do or another worker holds the job.
    @discardableResult
    package func process(
        _ id: String,
        worker: String,
        clock: @escaping @Sendable () -> Timestamp,
        progress: @escaping @Sendable (_ done: Int, _ total: Int) -> Void = { _, _ in }
    ) async throws -> Bool {
        let run = BulkJobRun(
            registry: self,
            id: id,
            worker: worker,
            clock: clock,
            progress: progress
        )
        guard let job = try await run.claim() else { return false }
        do {
            try require(job.statement, sealed: job.seal)
            if job.attempts > BulkJobLimits.attempts {
                throw BulkJobProblem(.givenUp, limit: BulkJobLimits.attempts)
            }
            let bytes = BulkJobBytes(registry: self, id: id, chunks: job.chunks)
            switch job.kind {
            case .graduates: try await processUpload(job, bytes, run)
            case .codes: try await processBatch(job, bytes, run)
            }
            return true
        } catch RegistryError.integrityFailure {
            // A row that fails its seal is reported as that record's result, so here the file itself was changed.
            try await run.refuse()
            return true
        } catch let problem as BulkJobProblem {
            try await run.fail(problem)
            return true
        } catch {
            await run.release()
            throw error
        }
    }
}
