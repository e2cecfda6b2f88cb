import Persian
import Store
import VerifyCore

/// A row of `delegation` as the database has it, before its seal is checked.
struct DelegationRow: AccountsRow {
    let id: String
    let delegator: String
    let deputy: String
    let role: String
    let organisation: String
    let service: String?
    let fromAt: String
    let untilAt: String
    let madeBy: String
    var endedAt: String?
    var seal: [UInt8] = []

    static let table: SQL = "delegation"
    static let noun = "delegation"
    static let keyColumn: SQL = "id"
    static let columns: SQL = """
        id, delegator, deputy, role, organisation, service, from_at, until_at, made_by, ended_at, seal
        """

    var key: SQLValue { .text(id) }
    var label: String { id }
}

extension DelegationRow {
    /// Reads a row of `columns`.
    init(_ row: borrowing Row) throws {
        id = try row.text(0)
        delegator = try row.text(1)
        deputy = try row.text(2)
        role = try row.text(3)
        organisation = try row.text(4)
        service = try row.optionalText(5)
        fromAt = try row.text(6)
        untilAt = try row.text(7)
        madeBy = try row.text(8)
        endedAt = try row.optionalText(9)
        seal = try row.blob(10)
    }

    /// What the seal covers: every other column.
    var statement: RowStatement {
        RowStatement(
            .delegation,
            .text(id),
            .text(delegator),
            .text(deputy),
            .text(role),
            .text(organisation),
            .init(service),
            .text(fromAt),
            .text(untilAt),
            .text(madeBy),
            .init(endedAt)
        )
    }

    private static let byDeputy = PreparedSQL { (deputy: String) in
        "SELECT \(columns) FROM delegation WHERE deputy = \(deputy) AND ended_at IS NULL"
    }

    /// Returns the rows of a deputy that were not ended.
    static func all(
        ofDeputy person: PersonID,
        in connection: Connection
    ) throws -> [DelegationRow] {
        try connection.all(byDeputy(person.description)) { try DelegationRow($0) }
    }

    func insert(in connection: Connection) throws {
        try connection.execute(
            """
            INSERT INTO delegation (\(Self.columns))
            VALUES (
                \(id), \(delegator), \(deputy), \(role), \(organisation), \(service), \(fromAt),
                \(untilAt), \(madeBy), \(endedAt), \(seal)
            )
            """
        )
    }

    func update(replacing former: [UInt8], in connection: Connection) throws -> Bool {
        try connection.execute(
            """
            UPDATE delegation
            SET ended_at = \(endedAt), seal = \(seal)
            WHERE id = \(id) AND seal = \(former)
            """
        ) == 1
    }
}

extension Delegation {
    /// A row with the verdict on its seal.
    ///
    /// - Throws: `StoreError.column` for a role that this version does not know.
    init(_ row: DelegationRow, by keys: Keyring) throws {
        guard let role = Role(rawValue: row.role) else {
            throw StoreError.column(3, expected: "role")
        }
        id = row.id
        delegator = PersonID(row.delegator)
        deputy = PersonID(row.deputy)
        self.role = role
        organisation = row.organisation
        service = row.service
        from = Timestamp(stored: row.fromAt)
        until = Timestamp(stored: row.untilAt)
        madeBy = PersonID(row.madeBy)
        endedAt = row.endedAt.map(Timestamp.init(stored:))
        seal = row.verdict(by: keys)
    }
}
