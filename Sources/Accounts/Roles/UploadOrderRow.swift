import Persian
import Store
import VerifyCore

/// A row of `upload_order` as the database has it, before its seal is checked.
struct UploadOrderRow: AccountsRow {
    let id: String
    let organisation: String
    let task: String
    let preview: String?
    /// Encrypted: a name of a file may be that of a person.
    var fileName: [UInt8]
    let sentBy: String
    let sentFor: String?
    let sentAt: String
    var decidedBy: String?
    var decidedFor: String?
    var decidedAt: String?
    var outcome: String?
    var seal: [UInt8] = []

    static let table: SQL = "upload_order"
    static let noun = "order of an upload"
    static let keyColumn: SQL = "id"
    static let columns: SQL = """
        id, organisation, task, preview, file_name, sent_by, sent_for, sent_at, decided_by,
        decided_for, decided_at, outcome, seal
        """
    static let fileNameColumn = EncryptedColumn(table: "upload_order", column: "file_name")

    var key: SQLValue { .text(id) }
    var label: String { id }

    mutating func renewCiphers(by keys: Keyring, after review: Bool) throws {
        fileName = try Self.fileNameColumn.renewed(fileName, row: id, by: keys, after: review)
    }
}

extension UploadOrderRow {
    /// Reads a row of `columns`.
    init(_ row: borrowing Row) throws {
        id = try row.text(0)
        organisation = try row.text(1)
        task = try row.text(2)
        preview = try row.optionalText(3)
        fileName = try row.blob(4)
        sentBy = try row.text(5)
        sentFor = try row.optionalText(6)
        sentAt = try row.text(7)
        decidedBy = try row.optionalText(8)
        decidedFor = try row.optionalText(9)
        decidedAt = try row.optionalText(10)
        outcome = try row.optionalText(11)
        seal = try row.blob(12)
    }

    /// What the seal covers: every other column.
    var statement: RowStatement {
        RowStatement(
            .uploadOrder,
            .text(id),
            .text(organisation),
            .text(task),
            .init(preview),
            .bytes(fileName),
            .text(sentBy),
            .init(sentFor),
            .text(sentAt),
            .init(decidedBy),
            .init(decidedFor),
            .init(decidedAt),
            .init(outcome)
        )
    }

    func insert(in connection: Connection) throws {
        try connection.execute(
            """
            INSERT INTO upload_order (\(Self.columns))
            VALUES (
                \(id), \(organisation), \(task), \(preview), \(fileName), \(sentBy), \(sentFor),
                \(sentAt), \(decidedBy), \(decidedFor), \(decidedAt), \(outcome), \(seal)
            )
            """
        )
    }

    func update(replacing former: [UInt8], in connection: Connection) throws -> Bool {
        try connection.execute(
            """
            UPDATE upload_order
            SET
                file_name = \(fileName), decided_by = \(decidedBy), decided_for = \(decidedFor),
                decided_at = \(decidedAt), outcome = \(outcome), seal = \(seal)
            WHERE id = \(id) AND seal = \(former)
            """
        ) == 1
    }
}

extension UploadOrder {
    /// A row with the verdict on its seal.
    ///
    /// - Throws: `MissingKey`.
    init(_ row: UploadOrderRow, by keys: Keyring) throws {
        id = row.id
        organisation = row.organisation
        task = Task(rawValue: row.task)
        preview = row.preview
        fileName =
            try UploadOrderRow.fileNameColumn.text(row.fileName, row: row.id, by: keys) ?? ""
        sentBy = PersonID(row.sentBy)
        sentFor = row.sentFor.map { PersonID($0) }
        sentAt = Timestamp(stored: row.sentAt)
        decidedBy = row.decidedBy
        decidedAt = row.decidedAt.map(Timestamp.init(stored:))
        outcome = row.outcome.flatMap(Outcome.init(rawValue:))
        seal = row.verdict(by: keys)
    }
}
