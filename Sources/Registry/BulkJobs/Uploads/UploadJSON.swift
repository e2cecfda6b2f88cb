import Persian
import Tabular
package import VerifyCore

extension JSON {
    /// An upload of graduates, as the API and the command line show it to its sender.
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
}
