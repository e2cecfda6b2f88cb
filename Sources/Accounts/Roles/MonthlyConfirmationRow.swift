import Persian
import Store
import VerifyCore

/// A row of `monthly_confirmation` as the database has it, before its seal is checked.
struct MonthlyConfirmationRow: AccountsRow {
    let id: String
    let organisation: String
    let month: String
    let people: Int64
    let codes: Int64
    let digest: [UInt8]
    let confirmedBy: String
    let confirmedAt: String
    var seal: [UInt8] = []

    static let table: SQL = "monthly_confirmation"
    static let noun = "monthly confirmation"
    static let keyColumn: SQL = "id"
    static let columns: SQL = """
        id, organisation, month, people, codes, digest, confirmed_by, confirmed_at, seal
        """

    var key: SQLValue { .text(id) }
    var label: String { "\(organisation) \(month)" }
}

extension MonthlyConfirmationRow {
    /// Reads a row of `columns`.
    init(_ row: borrowing Row) throws {
        id = try row.text(0)
        organisation = try row.text(1)
        month = try row.text(2)
        people = try row.int(3)
        codes = try row.int(4)
        digest = try row.blob(5)
        confirmedBy = try row.text(6)
        confirmedAt = try row.text(7)
        seal = try row.blob(8)
    }

    /// What the seal covers: every other column.
    var statement: RowStatement {
        RowStatement(
            .monthlyConfirmation,
            .text(id),
            .text(organisation),
            .text(month),
            .integer(people),
            .integer(codes),
            .bytes(digest),
            .text(confirmedBy),
            .text(confirmedAt)
        )
    }

    func insert(in connection: Connection) throws {
        try connection.execute(
            """
            INSERT INTO monthly_confirmation (\(Self.columns))
            VALUES (
                \(id), \(organisation), \(month), \(people), \(codes), \(digest), \(confirmedBy),
                \(confirmedAt), \(seal)
            )
            """
        )
    }

    func update(replacing former: [UInt8], in connection: Connection) throws -> Bool {
        try connection.execute(
            "UPDATE monthly_confirmation SET seal = \(seal) WHERE id = \(id) AND seal = \(former)"
        ) == 1
    }

    /// Returns the confirmation of a month by an organisation; nil when there is none.
    static func find(
        of organisation: String,
        for month: String,
        in connection: Connection
    ) throws -> MonthlyConfirmationRow? {
        try connection.first(
            """
            SELECT \(columns)
            FROM monthly_confirmation
            WHERE organisation = \(organisation) AND month = \(month)
            """
        ) { try MonthlyConfirmationRow($0) }
    }
}

extension MonthlyConfirmation {
    /// A row with the verdict on its seal.
    init(_ row: MonthlyConfirmationRow, by keys: Keyring) {
        organisation = row.organisation
        month = ConfirmedMonth(parsing: row.month)
        people = Int(row.people)
        codes = Int(row.codes)
        digest = row.digest
        confirmedBy = PersonID(row.confirmedBy)
        confirmedAt = Timestamp(stored: row.confirmedAt)
        seal = row.verdict(by: keys)
    }
}
