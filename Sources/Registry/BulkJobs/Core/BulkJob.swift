import Persian
import Store
import Tabular

/// A file that was sent to be worked on record by record: what uploads and batches have in common.
///
/// Its bytes lie in the database until every record has a result, so whoever restarts goes on where the
/// last transaction ended, and one backup has all of it.
struct BulkJob: Sendable {
    enum Kind: Int64, SQLBindable {
        case graduates = 1
        case codes = 2
    }

    /// Who sent it.
    enum Owner: Sendable, Hashable {
        case saorg(name: String)
        case institution(code: String, name: String)
        case organisation(name: String)
        case visitor
    }

    let id: String
    let kind: Kind
    let owner: Owner
    /// Whether accepted graduates also get their degrees.
    let issues: Bool
    /// Whether nothing is kept but the results.
    let isDryRun: Bool
    let purpose: String
    let consentReference: String
    var format: BulkJobFormat?
    var encoding: TextEncoding?
    var state: BulkJobState
    var bytes: Int
    var chunks: Int
    /// The records of the file, once they were counted.
    var total: Int?
    /// The records that have results.
    var records: Int
    var counts: [String: Int]
    /// Titles of columns that nobody knows.
    var ignored: [String]
    var problem: BulkJobProblem?
    let createdAt: Timestamp
    var finishedAt: Timestamp?
    /// How often work on it was taken up since a transaction of it was last kept or given up in order.
    var attempts: Int
    /// As the database has it; `Registry.require` looks whether it is right.
    let seal: [UInt8]

    /// An empty one, just begun.
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

/// Which of the files that wait comes first.
package enum BulkJobOrder: Sendable {
    /// The one that has waited longest; visitors' batches after all others.
    case oldest
    /// The one with the fewest bytes.
    case smallest
}

/// The most that is taken at once, with the reason.
package enum BulkJobLimits {
    /// Bytes of one file: a million records of a usual 200 bytes, and some.
    package static let bytes = 268_435_456

    /// Records of one file.
    package static let records = 1_000_000

    /// Codes that anybody may have checked in one batch; registered organisations use `records`.
    package static let visitorCodes = 200

    /// Codes of one batch that find nothing, after which it looks no more up: an honest file has a few, and
    /// whoever guesses needs very many.
    package static let misses = 1_000

    /// Bytes of one piece of a file in the database: what is in memory at once.
    package static let chunkBytes = 262_144

    /// Records that share a transaction: it holds the writer for some 20 ms.
    package static let batchRecords = 500

    /// Seconds after which a worker that is not heard of is believed dead.
    package static let leaseSeconds: Int64 = 10

    /// Workers that may die over the same records before the file is believed to be the reason.
    package static let attempts = 5

    /// Days for which the results of a batch are kept, with the codes that were asked about.
    package static let batchDays: Int64 = 30

    /// Hours after which a file that stopped arriving is dropped.
    package static let receivingHours: Int64 = 24
}
