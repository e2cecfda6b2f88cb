package import Persian
import Store
import VerifyCore

/// What a second person of the institution, or the sender, decides about an upload that is not done.
extension Registry {
    /// Queues a complete file of degrees in the name of both persons, inside the access window.
    ///
    /// `actor`: the institution, with the name of the person who confirms; the name of the sender stays before it.
    /// `alongside` writes in the same transaction.
    ///
    /// - Throws: `BulkJobError.notFound` for another institution; `.state` for a file that does not wait;
    ///   `RegistryError.windowClosed`.
    @discardableResult
    package func confirmUpload(
        _ id: String,
        by actor: Actor,
        at now: Timestamp,
        alongside: @escaping TransactionHook<Upload> = { _, _ in }
    ) async throws -> Upload {
        try await database.write { connection in
            var job = try openUpload(id, by: actor, in: connection)
            guard job.state == .receiving else { throw BulkJobError.state(job.state) }
            guard case .institution(let code, let second) = actor,
                case .institution(_, let first) = job.owner
            else { throw BulkJobError.notFound }
            guard
                let institution = try sealedInstitution(code, issuing: true, in: connection)
            else { throw RegistryError.institutionUnknown(code: code) }
            try institution.requireIssuing(by: actor, at: now)
            job.owner = .institution(code: code, name: "\(first)+\(second)")
            job.state = .queued
            try update(job, at: now, in: connection)
            let upload = Upload(job)
            try alongside(upload, connection)
            return upload
        }
    }

    /// Stops an upload that is not done; records that have results stay done.
    ///
    /// A worker that has it finds its job ended at its next transaction, which is then discarded.
    ///
    /// - Throws: `BulkJobError.notFound` for another institution; `.state` for an upload that has ended.
    package func cancelUpload(
        _ id: String,
        by actor: Actor,
        at now: Timestamp,
        alongside: @escaping TransactionHook<Upload> = { _, _ in }
    ) async throws {
        try await database.write { connection in
            var job = try openUpload(id, by: actor, in: connection)
            job.state = .failed
            job.problem = BulkJobProblem(.cancelled)
            job.finishedAt = now
            try update(job, at: now, in: connection)
            try connection.execute("UPDATE bulk_job SET leased_until = NULL WHERE id = \(id)")
            try BulkJob.dropBytes(of: id, in: connection)
            try alongside(Upload(job), connection)
        }
    }

    /// Returns an upload of the actor's institution that has not ended; its seal is verified.
    private func openUpload(
        _ id: String,
        by actor: Actor,
        in connection: Connection
    ) throws -> BulkJob {
        guard let job = try BulkJob.find(id, in: connection), job.kind == .graduates,
            job.isFor(actor)
        else { throw BulkJobError.notFound }
        try require(job.statement, sealed: job.seal)
        guard !job.state.isFinal else { throw BulkJobError.state(job.state) }
        return job
    }
}
