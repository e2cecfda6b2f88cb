import Persian
import Store
import Tabular
import VerifyCore

extension BulkJobState: SQLBindable {}

extension BulkJob {
    static let columns: SQL = """
        id, kind, owner_kind, owner_code, owner_name, issues, is_dry_run, purpose,
        consent_reference, format, encoding, state, bytes, chunks, total, records, counts,
        ignored, problem, problem_fa, problem_en, created_at, finished_at, attempts,
        seal
        """

    /// Reads a row of `columns`.
    init(_ row: borrowing Row) throws {
        id = try row.text(0)
        kind = try Kind(rawValue: row.int(1)).orThrow(1)
        owner = try Owner(kind: row.text(2), code: row.text(3), name: row.text(4)).orThrow(2)
        issues = try row.bool(5)
        isDryRun = try row.bool(6)
        purpose = try row.text(7)
        consentReference = try row.text(8)
        format = try row.optionalText(9).flatMap(BulkJobFormat.init)
        encoding = try row.optionalText(10).flatMap(TextEncoding.init)
        state = try BulkJobState(rawValue: row.text(11)).orThrow(11)
        bytes = Int(try row.int(12))
        chunks = Int(try row.int(13))
        total = try row.optionalInt(14).map { Int($0) }
        records = Int(try row.int(15))
        counts = try Self.counts(in: row.text(16))
        ignored = try row.text(17).split(separator: "\n").map(String.init)
        problem = try row.optionalText(18).flatMap(BulkJobProblem.Code.init).map { code in
            BulkJobProblem(
                code: code,
                wording: Wording(fa: try row.text(19), en: try row.text(20))
            )
        }
        createdAt = try Timestamp(parsing: row.text(21))
        finishedAt = try row.optionalText(22).map { try Timestamp(parsing: $0) }
        attempts = Int(try row.int(23))
        seal = try row.blob(24)
    }

    /// Returns the job with an identifier; nil if there is none.
    static func find(_ id: String, in connection: Connection) throws -> BulkJob? {
        guard RecordID(parsing: id) != nil else { return nil }
        return try connection.first("SELECT \(columns) FROM bulk_job WHERE id = \(id)") { row in
            try BulkJob(row)
        }
    }

    func insert(sealed seal: [UInt8], in connection: Connection) throws {
        let now = createdAt.description
        try connection.execute(
            """
            INSERT INTO bulk_job (
                id, kind, owner_kind, owner_code, owner_name, issues, is_dry_run, purpose,
                consent_reference, format, state, bytes, chunks, records, counts, ignored,
                created_at, changed_at, seal
            )
            VALUES (
                \(id), \(kind), \(owner.columns.kind), \(owner.columns.code),
                \(owner.columns.name), \(issues), \(isDryRun), \(purpose), \(consentReference),
                \(format?.rawValue), \(state), 0, 0, 0, '{}', '', \(now), \(now), \(seal)
            )
            """
        )
    }

    /// The counts as a JSON object.
    static func text(of counts: [String: Int]) -> String {
        let members = counts.sorted { $0.key < $1.key }
            .map { JSON.Member($0.key, .integer(Int64($0.value))) }
        return String(decoding: JSON.object(members).encoded(), as: UTF8.self)
    }

    private static func counts(in text: String) throws -> [String: Int] {
        var counts: [String: Int] = [:]
        for member in try JSON(parsing: Array(text.utf8)).members ?? [] {
            counts[member.name] = member.value.integer.map { Int($0) }
        }
        return counts
    }
}

extension BulkJob.Owner {
    /// The columns owner_kind, owner_code and owner_name.
    var columns: (kind: String, code: String, name: String) {
        switch self {
        case .saorg(let name): ("saorg", "", name)
        case .institution(let code, let name): ("institution", code, name)
        case .organisation(let id, let name): ("organisation", id, name)
        case .visitor: ("visitor", "", "")
        }
    }

    fileprivate init?(kind: String, code: String, name: String) {
        switch kind {
        case "saorg": self = .saorg(name: name)
        case "institution": self = .institution(code: code, name: name)
        case "organisation": self = .organisation(id: code, name: name)
        case "visitor": self = .visitor
        default: return nil
        }
    }
}

extension Optional {
    /// The value; a word in the database that this program does not know is an error.
    fileprivate func orThrow(_ column: Int) throws(StoreError) -> Wrapped {
        guard let self else { throw .column(column, expected: "a known word") }
        return self
    }
}

extension Registry {
    /// The job with an identifier, of a kind, that the caller may see.
    ///
    /// - Throws: `BulkJobError.notFound`, also for a job that exists and that the caller may not see.
    func bulkJob(
        _ id: String,
        of kind: BulkJob.Kind,
        where isAllowed: (BulkJob) -> Bool
    ) async throws -> BulkJob {
        let found = try await database.lookUp { try BulkJob.find(id, in: $0) }
        guard let found, found.kind == kind, isAllowed(found) else { throw BulkJobError.notFound }
        return found
    }
}
