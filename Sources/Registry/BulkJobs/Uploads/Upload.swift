package import Persian
import Store
package import Tabular
import VerifyCore

/// A university's upload of graduates, as a resource with progress.
package struct Upload: Sendable {
    /// By which it is asked for.
    package let id: String
    /// Where it stands.
    package let state: BulkJobState
    /// The institution that sent it; nil when the organisation did.
    package let institution: String?
    /// Whether accepted records also get their degrees.
    package let issues: Bool
    /// Whether nothing is kept but the results.
    package let isDryRun: Bool
    /// Known once the file was looked at.
    package let format: BulkJobFormat?
    /// Known once the file was looked at.
    package let encoding: TextEncoding?
    /// The bytes that have arrived.
    package let bytes: Int
    /// The records of the file; nil until they were counted.
    package let total: Int?
    /// The records that have results.
    package let records: Int
    /// Degrees that this upload made.
    package let issued: Int
    /// Titles of columns that nobody knows; their cells were not read.
    package let ignoredColumns: [String]
    /// Why the file could not be read, or not to its end.
    package let problem: BulkJobProblem?
    package let createdAt: Timestamp
    package let finishedAt: Timestamp?
    private let counts: [String: Int]

    /// How many records got an outcome.
    package func count(of outcome: RowOutcome) -> Int { counts[outcome.rawValue] ?? 0 }

    /// The name of the count of degrees that were made.
    static let issuedCount = "issued"

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
    /// An institution that wants degrees issued must be inside its access window: throws
    /// `RegistryError.windowClosed` (R136, R137). Without a format it is found out.
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

    /// An upload as its sender, or the organisation, sees it; anybody else is told `.notFound`.
    package func upload(_ id: String, by actor: Actor) async throws -> Upload {
        Upload(try await bulkJob(id, of: .graduates) { $0.isFor(actor) })
    }
}

extension BulkJob {
    /// Whether an actor may see it.
    fileprivate func isFor(_ actor: Actor) -> Bool {
        switch (actor, owner) {
        case (.saorg, _): true
        case (.institution(let code, _), .institution(let owner, _)): code == owner
        case (.institution, _): false
        }
    }

    /// Who acts when the records are filed.
    var actor: Actor? {
        switch owner {
        case .saorg(let name): .saorg(name: name)
        case .institution(let code, let name): .institution(code: code, name: name)
        case .organisation, .visitor: nil
        }
    }
}
