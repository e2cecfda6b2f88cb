import Persian
import Store

extension Registry {
    /// Files the records of an upload, and issues their degrees where the upload requests it.
    func processUpload(_ job: BulkJob, _ bytes: BulkJobBytes, _ run: BulkJobRun) async throws {
        guard let actor = job.actor else { throw BulkJobError.notFound }
        let inspection = try await FileInspection.of(
            job,
            bytes,
            by: run,
            limit: BulkJobLimits.records
        ) { UploadColumns.titles(among: $0) }
        let columns = inspection.format == .ndjson ? nil : try UploadColumns(inspection.titles)
        if inspection.total == 0 { throw BulkJobProblem(.empty) }
        if inspection.total > BulkJobLimits.records {
            throw BulkJobProblem(.tooManyRecords, limit: BulkJobLimits.records)
        }
        let ignored = columns?.ignored ?? UploadColumns.ignored(amongMembers: inspection.members)
        try await run.keep(inspection, total: inspection.total, ignored: ignored)
        let work = UploadWork(
            registry: self,
            upload: job.id,
            actor: actor,
            issues: job.issues,
            isDryRun: job.isDryRun,
            columns: columns,
            institutions: try await institutionsByCode()
        )
        var counted = job
        counted.total = inspection.total
        try await run.work(counted, try await inspection.source(of: bytes), work)
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
