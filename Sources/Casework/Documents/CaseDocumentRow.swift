import Persian
import Store
import VerifyCore

/// A row of `case_document` as the database has it: a file of a submission, with the decision about it.
struct CaseDocumentRow: Sendable {
    let caseID: String
    let submission: Int
    let field: String
    let ordinal: Int
    let document: String
    /// The name that the person gave, encrypted.
    let shownName: [UInt8]
    var decision: Decision?
    var decidedSeq: Int64?
    var reason: String?
    var seal: [UInt8] = []

    /// What a reviewer decided about a file (`case_document.decision`).
    enum Decision: String, Sendable, SQLBindable {
        case accepted, returned
    }

    static let columns: SQL = """
        case_id, submission, field, ordinal, document, shown_name, decision, decided_seq, reason,
        seal
        """

    private static let column = CaseColumn(table: "case_document", column: "shown_name")

    /// What the seal covers: every other column.
    var statement: RowStatement {
        RowStatement(
            .caseDocument,
            .text(caseID),
            .integer(Int64(submission)),
            .text(field),
            .integer(Int64(ordinal)),
            .text(document),
            .bytes(shownName),
            .init(decision?.rawValue),
            .init(decidedSeq),
            .init(reason)
        )
    }

    /// The name of the row in messages.
    var name: String { "file \(field) \(ordinal) of submission \(submission) of case \(caseID)" }

    private static func place(_ file: FileDecision, _ caseID: String, _ submission: Int) -> String {
        "\(caseID) \(submission) \(file.field) \(file.ordinal)"
    }

    private var place: String { "\(caseID) \(submission) \(field) \(ordinal)" }
}

extension CaseDocumentRow {
    /// Reads a row of `columns`.
    init(_ row: borrowing Row) throws {
        caseID = try row.text(0)
        submission = Int(try row.int(1))
        field = try row.text(2)
        ordinal = Int(try row.int(3))
        document = try row.text(4)
        shownName = try row.blob(5)
        decision = try row.optionalText(6).map {
            try StoredWord.required($0, "case_document.decision")
        }
        decidedSeq = try row.optionalInt(7)
        reason = try row.optionalText(8)
        seal = try row.blob(9)
    }

    /// The row of a file of a submission.
    ///
    /// - Throws: `CaseError.noActiveKey`.
    init(_ file: FileDecision, of caseID: String, submission: Int, by keys: Keyring) throws {
        self.caseID = caseID
        self.submission = submission
        field = file.field
        ordinal = file.ordinal
        document = file.file.document
        let name = Array(file.file.shownName.utf8)
        let place = Self.place(file, caseID, submission)
        shownName = try Self.column.seal(name, row: place, by: keys)
        decide(as: file)
    }

    /// Takes over the decision.
    mutating func decide(as file: FileDecision) {
        decision = file.isAccepted.map { $0 ? .accepted : .returned }
        decidedSeq = file.decidedSeq
        reason = file.reason
    }

    /// The file with its decision, of a row whose seal was verified.
    ///
    /// - Throws: `CaseError.integrityFailure`; `MissingKey`.
    func file(_ hash: Digest, by keys: Keyring) throws -> FileDecision {
        FileDecision(
            field: field,
            ordinal: ordinal,
            file: FileReference(
                document: document,
                hash: hash,
                shownName: String(decoding: try openedName(by: keys), as: UTF8.self)
            ),
            isAccepted: decision.map { $0 == .accepted },
            decidedSeq: decidedSeq,
            reason: reason
        )
    }

    /// Returns the bytes of the name.
    func openedName(by keys: Keyring) throws -> [UInt8] {
        try Self.column.open(shownName, row: place, by: keys)
    }

    /// The row with its name encrypted under the active key, without a seal.
    func renewed(by keys: Keyring) throws -> CaseDocumentRow {
        var row = CaseDocumentRow(
            caseID: caseID,
            submission: submission,
            field: field,
            ordinal: ordinal,
            document: document,
            shownName: try Self.column.seal(try openedName(by: keys), row: place, by: keys)
        )
        (row.decision, row.decidedSeq, row.reason, row.seal) = (decision, decidedSeq, reason, seal)
        return row
    }
}

extension CaseDocumentRow {
    /// Returns the files of a submission.
    static func all(
        of caseID: String,
        submission: Int,
        in connection: Connection
    ) throws -> [CaseDocumentRow] {
        try connection.all(
            """
            SELECT \(columns)
            FROM case_document
            WHERE case_id = \(caseID) AND submission = \(submission)
            ORDER BY field, ordinal
            """
        ) { try CaseDocumentRow($0) }
    }

    /// Returns the next rows by key.
    static func page(
        after last: CaseDocumentRow?,
        limit: Int,
        in connection: Connection
    ) throws -> [CaseDocumentRow] {
        try connection.all(
            """
            SELECT \(columns)
            FROM case_document
            WHERE (case_id, submission, field, ordinal) > (
                \(last?.caseID ?? ""), \(last?.submission ?? 0), \(last?.field ?? ""),
                \(last?.ordinal ?? 0)
            )
            ORDER BY case_id, submission, field, ordinal
            LIMIT \(limit)
            """
        ) { try CaseDocumentRow($0) }
    }

    /// Stores a new row with its seal.
    func insert(by keys: Keyring, in connection: Connection) throws {
        try connection.execute(
            """
            INSERT INTO case_document (\(Self.columns))
            VALUES (
                \(caseID), \(submission), \(field), \(ordinal), \(document), \(shownName),
                \(decision), \(decidedSeq), \(reason), \(try keys.caseSeal(statement))
            )
            """
        )
    }

    /// Writes decision and name with a new seal, where the row still has the seal that was read.
    func update(by keys: Keyring, in connection: Connection) throws {
        let count = try connection.execute(
            """
            UPDATE case_document
            SET shown_name = \(shownName), decision = \(decision), decided_seq = \(decidedSeq),
                reason = \(reason), seal = \(try keys.caseSeal(statement))
            WHERE case_id = \(caseID) AND submission = \(submission) AND field = \(field)
                AND ordinal = \(ordinal) AND seal = \(seal)
            """
        )
        guard count == 1 else { throw CaseError.integrityFailure(name) }
    }
}
