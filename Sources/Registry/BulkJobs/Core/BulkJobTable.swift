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
        seal, worker
        """

    /// Reads a row of `columns`.
    init(_ row: borrowing Row) throws {
        id = try row.text(0)
        kind = try Kind(rawValue: row.int(1)).orThrow(1)
        owner = try Owner(kind: row.text(2), code: row.text(3), name: row.text(4)).orThrow(2)
        issues = try [0: false, 1: true][row.int(5)].orThrow(5)
        isDryRun = try [0: false, 1: true][row.int(6)].orThrow(6)
        purpose = try row.text(7)
        consentReference = try row.text(8)
        format = try row.optionalText(9).map { try BulkJobFormat(rawValue: $0).orThrow(9) }
        encoding = try row.optionalText(10).map { try TextEncoding(rawValue: $0).orThrow(10) }
        state = try BulkJobState(rawValue: row.text(11)).orThrow(11)
        bytes = Int(try row.int(12))
        chunks = Int(try row.int(13))
        total = try row.optionalInt(14).map { Int($0) }
        records = Int(try row.int(15))
        counts = try Self.counts(in: row.text(16))
        ignored = try row.text(17).split(separator: "\n").map(String.init)
        problem = try row.optionalText(18).map { code in
            BulkJobProblem(
                code: try BulkJobProblem.Code(rawValue: code).orThrow(18),
                wording: Wording(fa: try row.text(19), en: try row.text(20))
            )
        }
        if problem == nil, !row.isNull(19) || !row.isNull(20) {
            throw StoreError.column(18, expected: "a known word")
        }
        createdAt = try (try? Timestamp(parsing: row.text(21))).orThrow(21)
        finishedAt = try row.optionalText(22).map { try (try? Timestamp(parsing: $0)).orThrow(22) }
        attempts = Int(try row.int(23))
        seal = try row.blob(24)
        worker = try row.optionalText(25)
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

    /// Writes the progress over exactly the row that was read; returns whether it was still that row.
    ///
    /// The lease is not written: `worker`, `leased_until` and `attempts`.
    func update(sealed seal: [UInt8], at now: Timestamp, in connection: Connection) throws -> Bool {
        try connection.execute(
            """
            UPDATE bulk_job
            SET
                format = \(format?.rawValue), encoding = \(encoding?.rawValue), state = \(state),
                bytes = \(bytes), chunks = \(chunks), total = \(total), records = \(records),
                counts = \(Self.text(of: counts)), ignored = \(ignored.joined(separator: "\n")),
                problem = \(problem?.code.rawValue), problem_fa = \(problem?.wording.fa),
                problem_en = \(problem?.wording.en), finished_at = \(finishedAt?.description),
                owner_name = \(owner.columns.name), changed_at = \(now.description), seal = \(seal)
            WHERE id = \(id) AND seal = \(self.seal)
            """
        ) == 1
    }

    /// The counts as a JSON object.
    static func text(of counts: [String: Int]) -> String {
        let members = counts.sorted { $0.key < $1.key }
            .map { JSON.Member($0.key, .integer(Int64($0.value))) }
        return String(decoding: JSON.object(members).encoded(), as: UTF8.self)
    }

    private static func counts(in text: String) throws -> [String: Int] {
        var counts: [String: Int] = [:]
        for member in (try? JSON(parsing: Array(text.utf8)))?.members ?? [] {
            counts[member.name] = Int(try member.value.integer.orThrow(16))
        }
        guard self.text(of: counts) == text else {
            throw StoreError.column(16, expected: "counts as this program writes them")
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

    /// Nil for columns that no sender has, so that each of them is covered by the seal.
    fileprivate init?(kind: String, code: String, name: String) {
        switch kind {
        case "saorg" where code.isEmpty: self = .saorg(name: name)
        case "institution": self = .institution(code: code, name: name)
        case "organisation": self = .organisation(id: code, name: name)
        case "visitor" where code.isEmpty && name.isEmpty: self = .visitor
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
