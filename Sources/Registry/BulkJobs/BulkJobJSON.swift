import Persian
import Tabular
package import VerifyCore

/// Uploads and batches as their senders are shown them, over HTTP and on the command line.
extension JSON {
    /// An upload of graduates.
    package init(_ upload: Upload) {
        let counts = RowOutcome.allCases.map { outcome in
            Member(outcome.rawValue, JSON(upload.count(of: outcome)))
        }
        self = [
            "id": .string(upload.id),
            "state": .string(upload.state.rawValue),
            "institution": JSON(upload.institution),
            "issue": .bool(upload.issues),
            "dry_run": .bool(upload.isDryRun),
            "format": JSON(upload.format?.rawValue),
            "encoding": JSON(upload.encoding?.rawValue),
            "bytes": JSON(upload.bytes),
            "total": JSON(upload.total),
            "records": JSON(upload.records),
            "counts": .object(counts),
            "issued": JSON(upload.issued),
            "ignored_columns": .array(upload.ignoredColumns.map(JSON.string)),
            "problem": upload.problem.map(JSON.init) ?? .null,
            "created_at": .string(upload.createdAt.description),
            "finished_at": JSON(upload.finishedAt?.description),
        ]
    }

    /// A batch of codes.
    package init(_ batch: Batch) {
        let counts = Verdict.allCases.compactMap { verdict in
            batch.counts[verdict].map { Member(verdict.rawValue, JSON($0)) }
        }
        self = [
            "id": .string(batch.id),
            "state": .string(batch.state.rawValue),
            "purpose": JSON(batch.purpose),
            "bytes": JSON(batch.bytes),
            "total": JSON(batch.total),
            "records": JSON(batch.records),
            "counts": .object(counts),
            "unreadable": JSON(batch.unreadable),
            "problem": batch.problem.map(JSON.init) ?? .null,
            "created_at": .string(batch.createdAt.description),
            "finished_at": JSON(batch.finishedAt?.description),
        ]
    }

    private init(_ problem: BulkJobProblem) {
        self = ["code": .string(problem.code.rawValue), "message": JSON(problem.wording)]
    }
}
