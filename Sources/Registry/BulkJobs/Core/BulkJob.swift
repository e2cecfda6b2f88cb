import Persian
import Store
import Tabular

/// A file whose records are processed one by one: what uploads and batches have in common.
///
/// Its bytes are in the database until every record has a result. After a restart processing therefore continues
/// where the last transaction ended, and one backup includes everything.
struct BulkJob: Sendable {
    enum Kind: Int64, SQLBindable {
        case graduates = 1
        case codes = 2
    }

    /// The sender.
    enum Owner: Sendable, Hashable {
        case saorg(name: String)
        case institution(code: String, name: String)
        /// The id is empty in a job of an earlier version.
        case organisation(id: String, name: String)
        case visitor
    }

    let id: String
    let kind: Kind
    /// A second person, who confirms a file, is added to the name.
    var owner: Owner
    /// Whether accepted graduates also get their degrees.
    let issues: Bool
    /// Whether only the results are kept.
    let isDryRun: Bool
    let purpose: String
    let consentReference: String
    var format: BulkJobFormat?
    var encoding: TextEncoding?
    var state: BulkJobState
    var bytes: Int
    var chunks: Int
    /// The number of records in the file; nil until they were counted.
    var total: Int?
    /// The number of records that have results.
    var records: Int
    var counts: [String: Int]
    /// Titles that name no column.
    var ignored: [String]
    var problem: BulkJobProblem?
    let createdAt: Timestamp
    var finishedAt: Timestamp?
    /// The worker that claimed it last.
    var worker: String?
    /// How often a worker claimed it since its last committed transaction or orderly release.
    var attempts: Int
    /// The seal as stored; `Registry.require` verifies it.
    let seal: [UInt8]

    /// A new job without bytes.
    init(
        id: String,
        kind: Kind,
        owner: Owner,
        issues: Bool = false,
        isDryRun: Bool = false,
        purpose: String = "",
        consentReference: String = "",
        format: BulkJobFormat?,
        at now: Timestamp
    ) {
        self.id = id
        self.kind = kind
        self.owner = owner
        self.issues = issues
        self.isDryRun = isDryRun
        self.purpose = purpose
        self.consentReference = consentReference
        self.format = format
        state = .receiving
        bytes = 0
        chunks = 0
        records = 0
        counts = [:]
        ignored = []
        createdAt = now
        attempts = 0
        seal = []
    }
}

/// The order in which waiting jobs are returned.
package enum BulkJobOrder: Sendable {
    /// The job that has waited longest first; visitors' batches after the others.
    case oldest
    /// The job with the fewest bytes first.
    case smallest
}

/// Limits of bulk jobs, with their reasons.
package enum BulkJobLimits {
    /// Bytes of one file: a million records of 200 bytes, which is usual, and a reserve.
    package static let bytes = 268_435_456

    /// Records of one file.
    package static let records = 1_000_000

    /// Codes that a visitor may check in one batch; registered organisations use `records`.
    package static let visitorCodes = 200

    /// Codes of an organisation's batch that are not found, after which the others are not looked up: an honest
    /// file has a few, and an attacker who guesses needs very many.
    package static let misses = 1_000

    /// The same of a visitor's batch, whose sender has paid for these before the file is looked at: half of what
    /// a network may try in vain at the same time.
    package static let visitorMisses = 25

    /// Codes not found for which an organisation pays before its file is looked at; what the file has more of
    /// is paid for afterwards.
    package static let prepaidMisses = 100

    /// Bytes of one chunk of a file in the database: only one chunk is in memory.
    package static let chunkBytes = 262_144

    /// Records that share a transaction: it holds the writer for about 20 ms.
    package static let batchRecords = 500

    /// Seconds after which a worker that did not renew its lease counts as dead.
    package static let leaseSeconds: Int64 = 10

    /// Workers that may die over the same records before the file counts as the cause.
    package static let attempts = 5

    /// Hours after which a file that stopped arriving is deleted.
    package static let receivingHours: Int64 = 24

    /// Days after which a complete file of degrees that no second person confirmed is deleted: as long as any other change of
    /// two persons waits.
    package static let heldDays: Int64 = 14
}
