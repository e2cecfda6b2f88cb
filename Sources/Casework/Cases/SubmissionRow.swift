import Persian
import Store
import VerifyCore

/// A row of `submission` as the database has it: one version of a form, encrypted.
struct SubmissionRow: Sendable {
    let caseID: String
    let number: Int
    let formVersion: Int
    let body: [UInt8]
    let digest: [UInt8]
    let sentAt: String
    let seq: Int64
    var seal: [UInt8] = []

    static let columns: SQL = "case_id, n, form_version, body, digest, sent_at, seq, seal"

    /// Returns the last submission of a case; nil for a case without one.
    static func last(of caseID: String, in connection: Connection) throws -> SubmissionRow? {
        try connection.first(
            """
            SELECT \(columns)
            FROM submission
            WHERE case_id = \(caseID)
            ORDER BY n DESC
            LIMIT 1
            """
        ) { try SubmissionRow($0) }
    }

    /// Returns every submission of a case, the first one first.
    static func all(of caseID: String, in connection: Connection) throws -> [SubmissionRow] {
        try connection.all(
            "SELECT \(columns) FROM submission WHERE case_id = \(caseID) ORDER BY n"
        ) { try SubmissionRow($0) }
    }

    /// What the seal covers: every other column.
    var statement: RowStatement {
        RowStatement(
            .submission,
            .text(caseID),
            .integer(Int64(number)),
            .integer(Int64(formVersion)),
            .bytes(body),
            .bytes(digest),
            .text(sentAt),
            .integer(seq)
        )
    }
}

extension SubmissionRow {
    /// Reads a row of `columns`.
    init(_ row: borrowing Row) throws {
        caseID = try row.text(0)
        number = Int(try row.int(1))
        formVersion = Int(try row.int(2))
        body = try row.blob(3)
        digest = try row.blob(4)
        sentAt = try row.text(5)
        seq = try row.int(6)
        seal = try row.blob(7)
    }

    /// The row of a submission, encrypted and sealed.
    init(_ submission: Submission, of caseID: String, by keys: Keyring) throws {
        self.caseID = caseID
        number = submission.number
        formVersion = submission.formVersion
        let form = CanonicalForm(formVersion: formVersion, values: submission.values)
        body = try CaseColumn.submission.seal(form.bytes, row: "\(caseID) \(number)", by: keys)
        digest = submission.digest.bytes
        sentAt = submission.sentAt.description
        seq = submission.seq
        seal = try keys.caseSeal(statement)
    }

    func insert(in connection: Connection) throws {
        try connection.execute(
            """
            INSERT INTO submission (\(Self.columns))
            VALUES (
                \(caseID), \(number), \(formVersion), \(body), \(digest), \(sentAt), \(seq),
                \(seal)
            )
            """
        )
    }

    /// Returns the submission without its answers, which stay encrypted.
    ///
    /// - Throws: `CaseError.integrityFailure`.
    func unopened() throws -> Submission {
        Submission(
            number: number,
            formVersion: formVersion,
            values: [:],
            digest: try Digest(storedDigest: digest),
            sentAt: try Timestamp(parsing: sentAt),
            seq: seq
        )
    }

    /// Returns the submission with its answers.
    ///
    /// - Throws: `CaseError.integrityFailure`; `MissingKey`.
    func opened(by keys: Keyring) throws -> Submission {
        let bytes = try CaseColumn.submission.open(body, row: "\(caseID) \(number)", by: keys)
        let form = try CanonicalForm(decoding: bytes)
        guard form.digest.bytes == digest, form.formVersion == formVersion else {
            throw CaseError.integrityFailure("submission \(number) of case \(caseID)")
        }
        return Submission(
            number: number,
            formVersion: formVersion,
            values: form.values,
            digest: form.digest,
            sentAt: try Timestamp(parsing: sentAt),
            seq: seq
        )
    }
}
