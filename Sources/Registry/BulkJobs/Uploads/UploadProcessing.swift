package import Persian
import Store

extension Registry {
    /// Works on an upload or a batch until every record has a result.
    ///
    /// Goes on where the last transaction ended, whoever made it. `worker` is a name of this process's own: a
    /// worker that is not heard of for `BulkJobLimits.leaseSeconds` is believed dead. Returns false when
    /// there is nothing to do or somebody else is at it. What it throws (a full disk, no active key, a
    /// cancelled task) leaves the rest for later; a file over whose same records `BulkJobLimits.attempts`
    /// workers died fails. `progress` hears the records done and their number.
    @discardableResult
    package func process(
        _ id: String,
        worker: String,
        clock: @escaping @Sendable () -> Timestamp,
        progress: @escaping @Sendable (_ done: Int, _ total: Int) -> Void = { _, _ in }
    ) async throws -> Bool {
        let run = BulkJobRun(
            database: database,
            id: id,
            worker: worker,
            clock: clock,
            progress: progress
        )
        guard let delivery = try await run.claim() else { return false }
        do {
            if delivery.attempts > BulkJobLimits.attempts {
                throw BulkJobProblem(.givenUp, limit: BulkJobLimits.attempts)
            }
            try require(delivery.statement(isWhole: true), sealed: delivery.seal)
            let bytes = BulkJobBytes(registry: self, id: id, pieces: delivery.chunks)
            switch delivery.kind {
            case .graduates: try await processUpload(delivery, bytes, run)
            case .codes: try await processBatch(delivery, bytes, run)
            }
            return true
        } catch RegistryError.integrityFailure {
            // Work on single rows meets this in its own place, so the file is what was changed.
            try await run.fail(BulkJobProblem(.integrityFailure))
            return true
        } catch let problem as BulkJobProblem {
            try await run.fail(problem)
            return true
        } catch {
            await run.release()
            throw error
        }
    }

    private func processUpload(
        _ delivery: BulkJob,
        _ bytes: BulkJobBytes,
        _ run: BulkJobRun
    ) async throws {
        guard let actor = delivery.actor else { throw BulkJobError.notFound }
        let survey = try await FileInspection.of(delivery, bytes, by: run)
        let columns = survey.format == .csv ? try UploadColumns(survey.titles) : nil
        if survey.total == 0 { throw BulkJobProblem(.empty) }
        if survey.total > BulkJobLimits.records {
            throw BulkJobProblem(.tooManyRecords, limit: BulkJobLimits.records)
        }
        try await run.keep(survey, total: survey.total, ignored: columns?.ignored ?? [])
        let work = UploadWork(
            registry: self,
            upload: delivery.id,
            actor: actor,
            issues: delivery.issues,
            isDryRun: delivery.isDryRun,
            columns: columns,
            institutions: try await institutionsByCode()
        )
        let source = RecordSource(of: bytes, in: survey.format, encoding: survey.encoding)
        var counted = delivery
        counted.total = survey.total
        try await run.work(counted, source, work)
    }

    private func institutionsByCode() async throws -> [String: Institution] {
        let all = try await database.read { connection in
            try connection.all("SELECT \(Institution.columns) FROM institution") { row in
                try Institution(row)
            }
        }
        return Dictionary(uniqueKeysWithValues: all.map { ($0.code, $0) })
    }
}
