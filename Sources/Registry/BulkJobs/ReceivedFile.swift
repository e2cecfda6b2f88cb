package import Persian
import Store
import VerifyCore

/// A file that has arrived completely, as the resource that its sender requests.
package enum ReceivedFile: Sendable {
    /// Graduates.
    case upload(Upload)
    /// Codes.
    case batch(Batch)

    init(_ job: BulkJob) {
        switch job.kind {
        case .graduates: self = .upload(Upload(job))
        case .codes: self = .batch(Batch(job))
        }
    }
}

extension Registry {
    /// Marks a file as complete, so that a worker may process it.
    ///
    /// `alongside` writes in the same transaction.
    ///
    /// - Throws: `BulkJobError`.
    @discardableResult
    package func finishReceiving(
        _ id: String,
        at now: Timestamp,
        alongside: @escaping TransactionHook<ReceivedFile> = { _, _ in }
    ) async throws -> ReceivedFile {
        try await database.write { connection in
            let file = ReceivedFile(try queue(id, at: now, in: connection))
            try alongside(file, connection)
            return file
        }
    }
}
