import Persian
package import VerifyCore

extension JSON {
    /// A batch of codes, as the API and the command line show it to its sender.
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
            "ignored_columns": .array(batch.ignoredColumns.map(JSON.string)),
            "problem": batch.problem.map(JSON.init) ?? .null,
            "created_at": .string(batch.createdAt.description),
            "finished_at": JSON(batch.finishedAt?.description),
        ]
    }
}
