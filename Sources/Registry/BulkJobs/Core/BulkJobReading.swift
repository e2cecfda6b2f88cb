import Store
import VerifyCore

extension Registry {
    /// The job with an identifier, of a kind, that the caller may see.
    ///
    /// A job that failed because its row was changed by hand shows nothing but that.
    ///
    /// - Throws: `BulkJobError.notFound`, also for a job that exists and that the caller may not see;
    ///   `RegistryError.integrityFailure`, with an alarm, for a row that was changed by hand; `MissingKey`.
    func bulkJob(
        _ id: String,
        of kind: BulkJob.Kind,
        where isAllowed: (BulkJob) -> Bool
    ) async throws -> BulkJob {
        let found: BulkJob?
        do {
            found = try await database.lookUp { try BulkJob.find(id, in: $0) }
        } catch StoreError.column {
            // Another type, or another word, than this program writes.
            observer.notice(.tampering)
            throw RegistryError.integrityFailure
        }
        guard let job = found, job.kind == kind, isAllowed(job) else { throw BulkJobError.notFound }
        switch keyring.current.verdict(on: job.statement, sealed: job.seal) {
        case .intact: return job
        case .undecided(let missing): throw missing
        case .broken, .distrusted:
            if job.state == .failed, job.problem?.code == .integrityFailure { return job.refused }
            observer.notice(.tampering)
            throw RegistryError.integrityFailure
        }
    }
}
