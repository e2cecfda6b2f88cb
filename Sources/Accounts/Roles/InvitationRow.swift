import Persian
import Store
import VerifyCore

/// A row of `invitation` as the database has it, before its seal is checked.
struct InvitationRow: AccountsRow {
    let hash: [UInt8]
    let grant: String
    /// The contact, encrypted.
    var contact: [UInt8]
    let madeBy: String?
    let expiresAt: String
    var usedAt: String?
    var seal: [UInt8] = []

    static let table: SQL = "invitation"
    static let noun = "invitation"
    static let keyColumn: SQL = "id_hash"
    static let columns: SQL = "id_hash, role_grant, contact, made_by, expires_at, used_at, seal"
    static let contactColumn = EncryptedColumn(table: "invitation", column: "contact")

    var key: SQLValue { .blob(hash) }
    var label: String { "to the grant \(grant)" }
    /// The row in the place of an encrypted column.
    var place: String { Hex.encode(hash) }

    mutating func renewCiphers(by keys: Keyring, after review: Bool) throws {
        contact = try Self.contactColumn.renewed(contact, row: place, by: keys, after: review)
    }
}

extension InvitationRow {
    /// Reads a row of `columns`.
    init(_ row: borrowing Row) throws {
        hash = try row.blob(0)
        grant = try row.text(1)
        contact = try row.blob(2)
        madeBy = try row.optionalText(3)
        expiresAt = try row.text(4)
        usedAt = try row.optionalText(5)
        seal = try row.blob(6)
    }

    /// What the seal covers: every other column.
    var statement: RowStatement {
        RowStatement(
            .invitation,
            .bytes(hash),
            .text(grant),
            .bytes(contact),
            .init(madeBy),
            .text(expiresAt),
            .init(usedAt)
        )
    }

    /// Returns the invitations to a grant that were not used.
    static func unused(toGrant grant: String, in connection: Connection) throws -> [InvitationRow] {
        try connection.all(
            "SELECT \(columns) FROM invitation WHERE role_grant = \(grant) AND used_at IS NULL"
        ) { try InvitationRow($0) }
    }

    func insert(in connection: Connection) throws {
        try connection.execute(
            """
            INSERT INTO invitation (\(Self.columns))
            VALUES (
                \(hash), \(grant), \(contact), \(madeBy), \(expiresAt), \(usedAt), \(seal)
            )
            """
        )
    }

    func update(replacing former: [UInt8], in connection: Connection) throws -> Bool {
        try connection.execute(
            """
            UPDATE invitation
            SET contact = \(contact), used_at = \(usedAt), seal = \(seal)
            WHERE id_hash = \(hash) AND seal = \(former)
            """
        ) == 1
    }
}

extension Invitation {
    /// A row with the verdict on its seal.
    init(_ row: InvitationRow, by keys: Keyring) {
        grant = row.grant
        madeBy = row.madeBy.map { PersonID($0) }
        expiresAt = Timestamp(stored: row.expiresAt)
        usedAt = row.usedAt.map(Timestamp.init(stored:))
        seal = row.verdict(by: keys)
    }
}
