import Accounts
import Persian
import Store
import VerifyCore

/// A row of `holder`: the person responsible for a cartable during a period.
struct HolderRow: Sendable {
    let id: String
    let cartable: String
    let person: PersonID
    let from: Timestamp
    let until: Timestamp?
    let requestedBy: PersonID
    let approvedBy: PersonID
    var endedAt: Timestamp?
    var seal: [UInt8] = []

    static let columns: SQL = """
        id, cartable, person, from_at, until_at, requested_by, approved_by, ended_at, seal
        """

    /// What the seal covers: every column, and the address of the cartable, so that an edited address breaks it.
    func statement(of cartable: Cartable) -> RowStatement {
        RowStatement(
            .holder,
            .text(id),
            .text(self.cartable),
            .text(cartable.role.rawValue),
            .text(cartable.service.text),
            .text(cartable.organisation.text),
            .text(person.description),
            .text(from.description),
            .init(until?.description),
            .text(requestedBy.description),
            .text(approvedBy.description),
            .init(endedAt?.description)
        )
    }

    /// Whether the row is in force at a moment, if its seal is intact.
    func isLive(at moment: Timestamp) -> Bool {
        endedAt == nil && from <= moment && until.map { moment < $0 } ?? true
    }

    /// When the time of the holder ended or ends; nil without an end.
    var end: Timestamp? {
        guard let endedAt else { return until }
        return until.map { min($0, endedAt) } ?? endedAt
    }
}

extension HolderRow {
    /// Reads a row of `columns`.
    init(_ row: borrowing Row) throws {
        id = try row.text(0)
        cartable = try row.text(1)
        person = PersonID(try row.text(2))
        from = try Timestamp(parsing: try row.text(3))
        until = try row.optionalText(4).map { try Timestamp(parsing: $0) }
        requestedBy = PersonID(try row.text(5))
        approvedBy = PersonID(try row.text(6))
        endedAt = try row.optionalText(7).map { try Timestamp(parsing: $0) }
        seal = try row.blob(8)
    }

    private static let openOne = PreparedSQL { (cartable: String) in
        "SELECT \(columns) FROM holder WHERE cartable = \(cartable) AND ended_at IS NULL"
    }

    /// Returns the row of a cartable that was not ended; nil when there is none.
    static func open(of cartable: String, in connection: Connection) throws -> HolderRow? {
        try connection.first(openOne(cartable)) { try HolderRow($0) }
    }

    /// Returns every row of a cartable, the oldest first.
    static func all(of cartable: String, in connection: Connection) throws -> [HolderRow] {
        try connection.all(
            "SELECT \(columns) FROM holder WHERE cartable = \(cartable) ORDER BY from_at, id"
        ) { try HolderRow($0) }
    }

    /// Returns the rows of a person that were not ended.
    static func open(ofPerson person: PersonID, in connection: Connection) throws -> [HolderRow] {
        try connection.all(
            """
            SELECT \(columns)
            FROM holder
            WHERE person = \(person) AND ended_at IS NULL
            ORDER BY cartable
            """
        ) { try HolderRow($0) }
    }

    func insert(of cartable: Cartable, by keys: Keyring, in connection: Connection) throws {
        try connection.execute(
            """
            INSERT INTO holder (\(Self.columns))
            VALUES (
                \(id), \(self.cartable), \(person), \(from.description), \(until?.description),
                \(requestedBy), \(approvedBy), \(endedAt?.description),
                \(try keys.caseSeal(statement(of: cartable)))
            )
            """
        )
    }

    /// Ends the row.
    ///
    /// - Throws: `StoreError.conflict` where another transaction ended it.
    func end(
        of cartable: Cartable,
        at now: Timestamp,
        by keys: Keyring,
        in connection: Connection
    ) throws {
        var ended = self
        ended.endedAt = max(now, from)
        let changed = try connection.execute(
            """
            UPDATE holder
            SET ended_at = \(ended.endedAt?.description),
                seal = \(try keys.caseSeal(ended.statement(of: cartable)))
            WHERE id = \(id) AND seal = \(seal)
            """
        )
        guard changed == 1 else { throw StoreError.conflict }
    }
}
