import Persian
import Store
import Tabular
import VerifyCore

/// The seal on a job: its sender, its task, its size and its progress.
///
/// Without it an attacker who can write the database could add a job, turn a list of graduates into an order to issue,
/// or show the sender another outcome. Not covered are the lease of the worker and `changed_at`, which decide when a
/// job is worked on and not what it does.
extension BulkJob {
    /// The statement that is sealed; only a job whose state, under the seal, is complete is processed.
    var statement: RowStatement {
        let progress: [RowStatement.Part] = [
            .text(state.rawValue),
            .init(format?.rawValue),
            .init(encoding?.rawValue),
            .init(total.map { Int64($0) }),
            .integer(Int64(records)),
            .text(Self.text(of: counts)),
            .text(ignored.joined(separator: "\n")),
            .init(problem?.code.rawValue),
            .init(problem?.wording.fa),
            .init(problem?.wording.en),
            .init(finishedAt?.description),
        ]
        return RowStatement(.bulkJob, task + progress)
    }

    /// What an earlier version sealed, which did not cover the progress; `sealEarlierRows` verifies it.
    var earlierStatement: RowStatement {
        RowStatement(.delivery, task + [.integer(state == .receiving ? 0 : 1)])
    }

    /// The sender, the task and the size, with which both statements begin.
    private var task: [RowStatement.Part] {
        [
            .text(id),
            .integer(kind.rawValue),
            .text(owner.columns.kind),
            .text(owner.columns.code),
            .text(owner.columns.name),
            .integer(issues ? 1 : 0),
            .integer(isDryRun ? 1 : 0),
            .text(purpose),
            .text(consentReference),
            .text(createdAt.description),
            .integer(Int64(bytes)),
            .integer(Int64(chunks)),
        ]
    }

    /// What remains to be shown of a job whose row was changed by hand and which therefore failed.
    var refused: BulkJob {
        var job = self
        job.state = .failed
        job.problem = BulkJobProblem(.integrityFailure)
        job.format = nil
        job.encoding = nil
        job.total = nil
        job.records = 0
        job.counts = [:]
        job.ignored = []
        return job
    }
}

/// The results of consecutive records of a job, with their seal.
struct BulkJobResults: Sendable {
    let job: String
    let first: Int
    let last: Int
    /// The number of records that belong in the errors file.
    let errors: Int
    /// A JSON array with an object for each record.
    let lines: [UInt8]
    /// Nil in a row of an earlier version.
    var seal: [UInt8]?

    static let columns: SQL = "bulk_job, first, last, errors, results, seal"

    init(of job: String, _ records: ClosedRange<Int>, errors: Int, lines: [UInt8]) {
        self.job = job
        first = records.lowerBound
        last = records.upperBound
        self.errors = errors
        self.lines = lines
    }

    /// Reads a row of `columns`.
    init(_ row: borrowing Row) throws {
        job = try row.text(0)
        first = Int(try row.int(1))
        last = Int(try row.int(2))
        errors = Int(try row.int(3))
        lines = try row.blob(4)
        seal = try row.optionalBlob(5)
    }

    /// What the seal covers: every other column.
    var statement: RowStatement {
        RowStatement(
            .bulkJobResult,
            .text(job),
            .integer(Int64(first)),
            .integer(Int64(last)),
            .integer(Int64(errors)),
            .bytes(lines)
        )
    }

    /// Inserts the row.
    func insert(sealed seal: [UInt8], in connection: Connection) throws {
        try connection.execute(
            """
            INSERT INTO bulk_job_result (\(Self.columns))
            VALUES (\(job), \(first), \(last), \(errors), \(lines), \(seal))
            """
        )
    }

    /// Returns the results that follow those of a record; nil after the last.
    static func next(
        after record: Int,
        of job: String,
        in connection: Connection
    ) throws -> BulkJobResults? {
        try connection.first(
            """
            SELECT \(columns)
            FROM bulk_job_result
            WHERE bulk_job = \(job) AND first > \(record)
            ORDER BY first
            LIMIT 1
            """
        ) { try BulkJobResults($0) }
    }
}

/// A chunk of a file's bytes with its seal.
struct BulkChunk: Sendable {
    let job: String
    let number: Int
    let bytes: [UInt8]
    let seal: [UInt8]

    var statement: RowStatement { Self.statement(number, of: job, bytes) }

    /// The statement about a chunk that is sealed.
    static func statement(_ number: Int, of id: String, _ bytes: [UInt8]) -> RowStatement {
        RowStatement(.piece, .text(id), .integer(Int64(number)), .bytes(bytes))
    }

    /// Returns the chunk with a number, counted from 1; nil if there is none.
    static func find(
        _ number: Int,
        of id: String,
        in connection: Connection
    ) throws -> BulkChunk? {
        try connection.first(
            """
            SELECT bytes, seal
            FROM bulk_job_chunk
            WHERE bulk_job = \(id) AND number = \(number)
            """
        ) { row in
            BulkChunk(
                job: id,
                number: number,
                bytes: try row.blob(0),
                seal: try row.blob(1)
            )
        }
    }
}

extension Registry {
    /// Returns a seal under the active data key.
    func seal(_ statement: RowStatement) throws(RegistryError) -> [UInt8] {
        guard let seal = keyring.current.seal(statement) else { throw .noActiveKey(.data) }
        return seal
    }

    /// Requires that a row is unchanged since it was sealed; a changed row raises the alarm.
    ///
    /// - Throws: `RegistryError.integrityFailure`, or `MissingKey` where only a machine with that key can decide.
    func require(_ statement: RowStatement, sealed seal: [UInt8]) throws {
        switch keyring.current.verdict(on: statement, sealed: seal) {
        case .intact: return
        case .broken: observer.notice(.tampering)
        case .distrusted: observer.notice(.distrustedKey)
        case .undecided(let missing): throw missing
        }
        throw RegistryError.integrityFailure
    }
}

/// The bytes of a complete file, chunk by chunk; the seal of each is verified.
struct BulkJobBytes: Sendable {
    let registry: Registry
    let id: String
    /// The number of chunks, by the job's seal.
    let chunks: Int

    /// Returns the bytes of a chunk, counted from 1; nil after the last.
    func chunk(_ number: Int) async throws -> [UInt8]? {
        guard number <= chunks else { return nil }
        return try await registry.database.read { try chunk(number, in: $0) }
    }

    /// Returns the bytes of a chunk that the file has.
    func chunk(_ number: Int, in connection: Connection) throws -> [UInt8] {
        guard let chunk = try BulkChunk.find(number, of: id, in: connection) else {
            // Another worker finished the job and deleted the bytes.
            if try BulkJob.find(id, in: connection)?.state != .working {
                throw BulkJobError.takenOver
            }
            registry.observer.notice(.tampering)
            throw RegistryError.integrityFailure
        }
        try registry.require(chunk.statement, sealed: chunk.seal)
        return chunk.bytes
    }
}
