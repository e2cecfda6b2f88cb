package import Persian
import Store
package import Tabular
import VerifyCore

/// A university's upload of graduates, as a resource with progress.
package struct Upload: Sendable {
    /// The identifier by which clients request it.
    package let id: String
    /// The state of its processing.
    package let state: BulkJobState
    /// The institution that sent it; nil for the organisation.
    package let institution: String?
    /// Whether accepted records also get their degrees.
    package let issues: Bool
    /// Whether only the results are kept.
    package let isDryRun: Bool
    /// Nil until the file was inspected.
    package let format: BulkJobFormat?
    /// Nil until the file was inspected.
    package let encoding: TextEncoding?
    /// The bytes that have arrived.
    package let bytes: Int
    /// The number of records in the file; nil until they were counted.
    package let total: Int?
    /// The number of records that have results.
    package let records: Int
    /// Degrees that this upload made.
    package let issued: Int
    /// Titles that name no column; their cells were not read.
    package let ignoredColumns: [String]
    /// Why the file could not be read, or not to its end; nil without a problem.
    package let problem: BulkJobProblem?
    package let createdAt: Timestamp
    package let finishedAt: Timestamp?
    private let counts: [String: Int]

    /// Returns the number of records with an outcome.
    package func count(of outcome: RowOutcome) -> Int { counts[outcome.rawValue] ?? 0 }

    /// The name of the count of degrees that were made.
    static let issuedCount = "issued"

    /// The columns of the results file, in their order.
    package static var resultColumns: [String] { UploadResult.resultColumns }

    init(_ job: BulkJob) {
        id = job.id
        state = job.state
        if case .institution(let code, _) = job.owner {
            institution = code
        } else {
            institution = nil
        }
        issues = job.issues
        isDryRun = job.isDryRun
        format = job.format
        encoding = job.encoding
        bytes = job.bytes
        total = job.total
        records = job.records
        issued = job.counts[Self.issuedCount] ?? 0
        ignoredColumns = job.ignored
        problem = job.problem
        createdAt = job.createdAt
        finishedAt = job.finishedAt
        counts = job.counts
    }
}

extension Registry {
    /// Begins an upload and returns its identifier; its bytes follow by `append`, then `finishReceiving`.
    ///
    /// `format` is detected if it is nil; `issues` requests degrees for the accepted records.
    ///
    /// - Throws: `RegistryError.windowClosed` for an institution that requests degrees outside of its access
    ///   window (docs/formats/uploads.md).
    package func beginUpload(
        by actor: Actor,
        format: BulkJobFormat? = nil,
        issues: Bool = false,
        isDryRun: Bool = false,
        at now: Timestamp
    ) async throws -> String {
        let owner: BulkJob.Owner
        switch actor {
        case .saorg(let name):
            owner = .saorg(name: name)
        case .institution(let code, let name):
            guard let institution = try await institution(code) else {
                throw RegistryError.institutionUnknown(code: code)
            }
            if issues { try institution.requireIssuing(by: actor, at: now) }
            owner = .institution(code: code, name: name)
        }
        let job = BulkJob(
            id: RecordID.random().description,
            kind: .graduates,
            owner: owner,
            issues: issues,
            isDryRun: isDryRun,
            format: format,
            at: now
        )
        try await begin(job)
        return job.id
    }

    /// Returns an upload to its sender or to the organisation.
    ///
    /// - Throws: `BulkJobError.notFound` for other actors too, so that they learn nothing about it.
    package func upload(_ id: String, by actor: Actor) async throws -> Upload {
        Upload(try await bulkJob(id, of: .graduates) { $0.isFor(actor) })
    }
}

extension BulkJob {
    /// Whether an actor may see the job.
    func isFor(_ actor: Actor) -> Bool {
        switch (actor, owner) {
        case (.saorg, _): true
        case (.institution(let code, _), .institution(let owner, _)): code == owner
        case (.institution, _): false
        }
    }

    /// The actor in whose name the records are filed; nil for a batch.
    var actor: Actor? {
        switch owner {
        case .saorg(let name): .saorg(name: name)
        case .institution(let code, let name): .institution(code: code, name: name)
        case .organisation, .visitor: nil
        }
    }
}
