import Store
import VerifyCore

extension Registry {
    /// Verifies the seal of every upload and batch, of their waiting bytes and of their results.
    ///
    /// `problem` receives a sentence for each job that was changed.
    package func checkBulkJobs(_ problem: (String) -> Void) async throws {
        let keys = keyring.current
        try await forEachRow(after: "") { after, connection in
            try connection.all(
                """
                SELECT \(BulkJob.columns)
                FROM bulk_job
                WHERE id > \(after)
                ORDER BY id
                LIMIT \(Self.checkedAtOnce)
                """
            ) { row in
                let id = try row.text(0)
                return (key: id, value: (id: id, job: try? BulkJob(row)))
            }
        } visit: { row in
            guard let job = row.job else {
                return report("upload or batch \(row.id): the row cannot be read", problem)
            }
            let name = "\(job.kind == .graduates ? "upload" : "batch") \(job.id)"
            switch keys.verdict(on: job.statement, sealed: job.seal) {
            case .broken:
                report("\(name): \(job.fault(keys))", problem)
            case .undecided(let missing):
                problem("\(name): its data key \(missing.id) is not here")
            case .intact, .distrusted:
                try await checkChunks(of: job, name, keys, problem)
                try await checkResults(of: job, name, keys, problem)
            }
        }
    }

    /// Reports the first fault of the waiting bytes.
    private func checkChunks(
        of job: BulkJob,
        _ name: String,
        _ keys: Keyring,
        _ problem: (String) -> Void
    ) async throws {
        if job.state.isFinal || job.chunks == 0 { return }
        for number in 1...job.chunks {
            let id = job.id
            let (chunk, state) = try await database.read { connection in
                (
                    try BulkChunk.find(number, of: id, in: connection),
                    try BulkJob.find(id, in: connection)?.state
                )
            }
            // A daemon may finish the job during this check.
            guard state?.isFinal == false else { return }
            switch chunk.map({ keys.verdict(on: $0.statement, sealed: $0.seal) }) {
            case .intact, .distrusted: continue
            case .undecided(let missing):
                problem("\(name): the data key \(missing.id) of its bytes is not here")
            case .broken, nil:
                observer.notice(.tampering)
                problem("\(name): its bytes are not as they were sent")
            }
            return
        }
    }

    /// Reports the first fault of the results: each is sealed, and together they are those of all records so far.
    private func checkResults(
        of job: BulkJob,
        _ name: String,
        _ keys: Keyring,
        _ problem: (String) -> Void
    ) async throws {
        var last = 0
        while true {
            let after = last
            let found = try await database.read { connection in
                try BulkJobResults.next(after: after, of: job.id, in: connection)
            }
            guard let results = found else { break }
            switch keys.verdict(on: results.statement, sealed: results.seal ?? []) {
            case .intact, .distrusted:
                guard results.first == last + 1 else { break }
                last = results.last
                continue
            case .undecided(let missing):
                return problem("\(name): the data key \(missing.id) of its results is not here")
            case .broken: break
            }
            observer.notice(.tampering)
            let isUnsealed = results.seal == nil
            return problem(
                "\(name): its results \(isUnsealed ? BulkJob.unsealed : "are not as they were stored")"
            )
        }
        // A daemon may have added some during this check.
        guard last < job.records else { return }
        observer.notice(.tampering)
        problem("\(name): some of its results are missing")
    }
}

extension BulkJob {
    /// What an operator does with rows of an earlier version.
    fileprivate static let unsealed =
        "have no seal; verify-cli db seal seals rows of an earlier version"

    /// What is wrong with a row whose seal is not right, for an operator.
    fileprivate func fault(_ keys: Keyring) -> String {
        keys.verdict(on: earlierStatement, sealed: seal) == .intact
            ? "its progress has no seal; verify-cli db seal seals rows of an earlier version"
            : "the row does not match its seal"
    }
}
