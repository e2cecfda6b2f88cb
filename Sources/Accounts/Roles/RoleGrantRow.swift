import Persian
import Store
import VerifyCore

/// A row of `role_grant` as the database has it, before its seal is checked.
struct RoleGrantRow: AccountsRow {
    let id: String
    let person: String
    let role: String
    let organisation: String
    let fromAt: String
    var untilAt: String?
    let grantedBy: String?
    var endedAt: String?
    var seal: [UInt8] = []

    static let table: SQL = "role_grant"
    static let noun = "role grant"
    static let keyColumn: SQL = "id"
    static let columns: SQL = """
        id, person, role, organisation, from_at, until_at, granted_by, ended_at, seal
        """

    var key: SQLValue { .text(id) }
    var label: String { id }
}

extension RoleGrantRow {
    /// Reads a row of `columns`.
    init(_ row: borrowing Row) throws {
        id = try row.text(0)
        person = try row.text(1)
        role = try row.text(2)
        organisation = try row.text(3)
        fromAt = try row.text(4)
        untilAt = try row.optionalText(5)
        grantedBy = try row.optionalText(6)
        endedAt = try row.optionalText(7)
        seal = try row.blob(8)
    }

    /// What the seal covers: every other column.
    var statement: RowStatement {
        RowStatement(
            .roleGrant,
            .text(id),
            .text(person),
            .text(role),
            .text(organisation),
            .text(fromAt),
            .init(untilAt),
            .init(grantedBy),
            .init(endedAt)
        )
    }

    private static let byPerson = PreparedSQL { (person: String) in
        "SELECT \(columns) FROM role_grant WHERE person = \(person) AND ended_at IS NULL"
    }

    /// Returns the rows of a person that were not ended.
    static func all(
        ofPerson person: PersonID,
        in connection: Connection
    ) throws -> [RoleGrantRow] {
        try connection.all(byPerson(person.description)) { try RoleGrantRow($0) }
    }

    func insert(in connection: Connection) throws {
        try connection.execute(
            """
            INSERT INTO role_grant (\(Self.columns))
            VALUES (
                \(id), \(person), \(role), \(organisation), \(fromAt), \(untilAt), \(grantedBy),
                \(endedAt), \(seal)
            )
            """
        )
    }

    func update(replacing former: [UInt8], in connection: Connection) throws -> Bool {
        try connection.execute(
            """
            UPDATE role_grant
            SET until_at = \(untilAt), ended_at = \(endedAt), seal = \(seal)
            WHERE id = \(id) AND seal = \(former)
            """
        ) == 1
    }
}

extension RoleGrant {
    /// A row with the verdict on its seal.
    ///
    /// - Throws: `StoreError.column` for a role that this version does not know.
    init(_ row: RoleGrantRow, by keys: Keyring) throws {
        guard let role = Role(rawValue: row.role) else {
            throw StoreError.column(2, expected: "role")
        }
        id = row.id
        person = PersonID(row.person)
        self.role = role
        organisation = row.organisation
        from = Timestamp(stored: row.fromAt)
        until = row.untilAt.map(Timestamp.init(stored:))
        grantedBy = row.grantedBy.map { PersonID($0) }
        endedAt = row.endedAt.map(Timestamp.init(stored:))
        seal = row.verdict(by: keys)
    }
}
