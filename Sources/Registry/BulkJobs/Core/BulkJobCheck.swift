import Store
import VerifyCore

extension Registry {
    /// Verifies the seal of every upload and batch that has not failed, and of their waiting bytes.
    ///
    /// `problem` receives a sentence for each job that was changed.
    package func checkBulkJobs(_ problem: (String) -> Void) async throws {
        let keys = keyring.current
        var last = ""
        while true {
            let after = last
            let page: [(id: String, job: BulkJob?)] = try await database.read { connection in
                try connection.all(
                    """
                    SELECT \(BulkJob.columns)
                    FROM bulk_job
                    WHERE id > \(after)
                    ORDER BY id
                    LIMIT \(Self.checkedAtOnce)
                    """
                ) { (try $0.text(0), try? BulkJob($0)) }
            }
            for row in page {
                guard let job = row.job else {
                    observer.notice(.tampering)
                    problem("upload or batch \(row.id): the row cannot be read")
                    continue
                }
                // A failed job has no effect any more.
                if job.state == .failed { continue }
                let name = "\(job.kind == .graduates ? "upload" : "batch") \(job.id)"
                let isWhole = job.state != .receiving
                let statement = job.statement(isWhole: isWhole)
                switch keys.verdict(on: statement, sealed: job.seal) {
                case .broken:
                    observer.notice(.tampering)
                    problem("\(name): the row does not match its seal")
                case .undecided(let missing):
                    problem("\(name): its data key \(missing.id) is not here")
                case .intact, .distrusted:
                    try await checkChunks(of: job, name, keys, problem)
                }
            }
            guard let end = page.last?.id else { return }
            last = end
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
}
