import Persian
import Store
import VerifyCore

/// A row of `proposal` as the database has it, before its seal is checked.
struct ProposalRow: AccountsRow {
    let id: String
    let kind: String
    let person: String?
    let organisation: String?
    /// The change as JSON, encrypted.
    var body: [UInt8]
    let proposedBy: String
    let proposedAt: String
    let expiresAt: String
    var decidedBy: String?
    var decidedAt: String?
    var outcome: String?
    var seal: [UInt8] = []

    static let table: SQL = "proposal"
    static let noun = "proposal"
    static let keyColumn: SQL = "id"
    static let columns: SQL = """
        id, kind, person, organisation, body, proposed_by, proposed_at, expires_at, decided_by,
        decided_at, outcome, seal
        """
    static let bodyColumn = EncryptedColumn(table: "proposal", column: "body")

    var key: SQLValue { .text(id) }
    var label: String { id }

    mutating func renewCiphers(by keys: Keyring, after review: Bool) throws {
        body = try Self.bodyColumn.renewed(body, row: id, by: keys, after: review)
    }
}

extension ProposalRow {
    /// Reads a row of `columns`.
    init(_ row: borrowing Row) throws {
        id = try row.text(0)
        kind = try row.text(1)
        person = try row.optionalText(2)
        organisation = try row.optionalText(3)
        body = try row.blob(4)
        proposedBy = try row.text(5)
        proposedAt = try row.text(6)
        expiresAt = try row.text(7)
        decidedBy = try row.optionalText(8)
        decidedAt = try row.optionalText(9)
        outcome = try row.optionalText(10)
        seal = try row.blob(11)
    }

    /// What the seal covers: every other column.
    var statement: RowStatement {
        RowStatement(
            .proposal,
            .text(id),
            .text(kind),
            .init(person),
            .init(organisation),
            .bytes(body),
            .text(proposedBy),
            .text(proposedAt),
            .text(expiresAt),
            .init(decidedBy),
            .init(decidedAt),
            .init(outcome)
        )
    }

    func insert(in connection: Connection) throws {
        try connection.execute(
            """
            INSERT INTO proposal (\(Self.columns))
            VALUES (
                \(id), \(kind), \(person), \(organisation), \(body), \(proposedBy), \(proposedAt),
                \(expiresAt), \(decidedBy), \(decidedAt), \(outcome), \(seal)
            )
            """
        )
    }

    func update(replacing former: [UInt8], in connection: Connection) throws -> Bool {
        try connection.execute(
            """
            UPDATE proposal
            SET
                body = \(body), decided_by = \(decidedBy), decided_at = \(decidedAt),
                outcome = \(outcome), seal = \(seal)
            WHERE id = \(id) AND seal = \(former)
            """
        ) == 1
    }
}

extension Proposal {
    /// A row with the verdict on its seal.
    ///
    /// - Throws: `MissingKey`.
    init(_ row: ProposalRow, by keys: Keyring) throws {
        seal = row.verdict(by: keys)
        let text = try ProposalRow.bodyColumn.open(row.body, row: row.id, by: keys)
        change = text.flatMap { try? JSON(parsing: $0) }.flatMap(ProposedChange.init)
        id = row.id
        proposedBy = row.proposedBy
        proposedAt = Timestamp(stored: row.proposedAt)
        expiresAt = Timestamp(stored: row.expiresAt)
        decidedBy = row.decidedBy
        decidedAt = row.decidedAt.map(Timestamp.init(stored:))
        outcome = row.outcome.flatMap(Outcome.init(rawValue:))
    }
}
