import Persian
import Store
import VerifyCore

/// A row of `organisation` as the database has it, before its seal is checked.
struct OrganisationRow: AccountsRow {
    let code: String
    let kind: String
    var category: String
    var authority: String
    var nameFa: String?
    var nameEn: String?
    /// Encrypted.
    var contact: [UInt8]
    var province: String
    var licensedFrom: String?
    var licensedUntil: String?
    var successor: String?
    var closedAt: String?
    var seal: [UInt8] = []

    static let table: SQL = "organisation"
    static let noun = "organisation"
    static let keyColumn: SQL = "code"
    static let columns: SQL = """
        code, kind, category, authority, name_fa, name_en, contact, province, licensed_from,
        licensed_until, successor, closed_at, seal
        """
    static let contactColumn = EncryptedColumn(table: "organisation", column: "contact")

    var key: SQLValue { .text(code) }
    var label: String { code }

    mutating func renewCiphers(by keys: Keyring, after review: Bool) throws {
        contact = try Self.contactColumn.renewed(contact, row: code, by: keys, after: review)
    }
}

extension OrganisationRow {
    /// Reads a row of `columns`.
    init(_ row: borrowing Row) throws {
        code = try row.text(0)
        kind = try row.text(1)
        category = try row.text(2)
        authority = try row.text(3)
        nameFa = try row.optionalText(4)
        nameEn = try row.optionalText(5)
        contact = try row.blob(6)
        province = try row.text(7)
        licensedFrom = try row.optionalText(8)
        licensedUntil = try row.optionalText(9)
        successor = try row.optionalText(10)
        closedAt = try row.optionalText(11)
        seal = try row.blob(12)
    }

    /// What the seal covers: every other column.
    var statement: RowStatement {
        RowStatement(
            .organisation,
            .text(code),
            .text(kind),
            .text(category),
            .text(authority),
            .init(nameFa),
            .init(nameEn),
            .bytes(contact),
            .text(province),
            .init(licensedFrom),
            .init(licensedUntil),
            .init(successor),
            .init(closedAt)
        )
    }

    func insert(in connection: Connection) throws {
        try connection.execute(
            """
            INSERT INTO organisation (\(Self.columns))
            VALUES (
                \(code), \(kind), \(category), \(authority), \(nameFa), \(nameEn), \(contact),
                \(province), \(licensedFrom), \(licensedUntil), \(successor), \(closedAt), \(seal)
            )
            """
        )
    }

    func update(replacing former: [UInt8], in connection: Connection) throws -> Bool {
        try connection.execute(
            """
            UPDATE organisation
            SET
                category = \(category), authority = \(authority), name_fa = \(nameFa),
                name_en = \(nameEn), contact = \(contact), province = \(province),
                licensed_from = \(licensedFrom), licensed_until = \(licensedUntil),
                successor = \(successor), closed_at = \(closedAt), seal = \(seal)
            WHERE code = \(code) AND seal = \(former)
            """
        ) == 1
    }
}

extension Organisation {
    /// A row with the verdict on its seal; the contact of a row whose seal is not intact is empty.
    ///
    /// - Throws: `StoreError.column` for a word that this version does not know; `MissingKey`.
    init(_ row: OrganisationRow, by keys: Keyring) throws {
        guard let kind = Kind(rawValue: row.kind) else {
            throw StoreError.column(1, expected: "kind")
        }
        guard let category = Category(rawValue: row.category) else {
            throw StoreError.column(2, expected: "category")
        }
        code = row.code
        self.kind = kind
        self.category = category
        seal = row.verdict(by: keys)
        authority = CompetentAuthority(rawValue: row.authority) ?? .science
        nameFa = row.nameFa
        nameEn = row.nameEn
        contact =
            seal == .intact
            ? try OrganisationRow.contactColumn.text(row.contact, row: row.code, by: keys) ?? ""
            : ""
        province = row.province
        licensedFrom = row.licensedFrom.map(Timestamp.init(stored:))
        licensedUntil = row.licensedUntil.map(Timestamp.init(stored:))
        successor = row.successor
        closedAt = row.closedAt.map(Timestamp.init(stored:))
    }
}
