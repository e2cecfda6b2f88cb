package import Accounts
package import Persian
package import Store
package import VerifyCore

/// Blocks on new copies of a person's documents (`hold`), which an effect lays and lifts; they never change a verdict.
package enum CaseHolds {
    /// Lays a hold for a case; one that the case has laid already stays as it is.
    ///
    /// - Throws: `CaseError.noActiveKey`; `StoreError`.
    package static func lay(
        _ kind: String,
        on person: PersonID,
        because reason: String,
        by caseID: String,
        at now: Timestamp,
        keys: Keyring,
        in connection: Connection
    ) throws -> String {
        let known = try connection.first(
            """
            SELECT id
            FROM hold
            WHERE person = \(person) AND kind = \(kind) AND laid_by_case = \(caseID)
                AND lifted_at IS NULL
            """
        ) { try $0.text(0) }
        if let known { return known }
        let row = HoldRow(
            id: CaseID.make(),
            person: person,
            kind: kind,
            reason: reason,
            caseID: caseID,
            laidAt: now
        )
        try row.insert(by: keys, in: connection)
        return row.id
    }

    /// Returns whether a hold of a kind stands against a person, whatever its seal: an edited row blocks as well.
    package static func stands(
        _ kind: String,
        against person: PersonID,
        in connection: Connection
    ) throws -> Bool {
        try connection.first(
            """
            SELECT 1
            FROM hold
            WHERE person = \(person) AND kind = \(kind) AND lifted_at IS NULL
            """
        ) { _ in true } ?? false
    }
}

/// A row of `hold` with its seal.
struct HoldRow: Sendable {
    let id: String
    let person: PersonID
    let kind: String
    let reason: String
    let caseID: String
    let laidAt: Timestamp
    var liftedAt: Timestamp?
    var seal: [UInt8] = []

    static let columns: SQL = "id, person, kind, reason, laid_by_case, laid_at, lifted_at, seal"

    /// Returns every row, by its id.
    static func all(in connection: Connection) throws -> [HoldRow] {
        try connection.all("SELECT \(columns) FROM hold ORDER BY id") { try HoldRow($0) }
    }

    /// What the seal covers: every other column.
    var statement: RowStatement {
        RowStatement(
            .hold,
            .text(id),
            .text(person.description),
            .text(kind),
            .text(reason),
            .text(caseID),
            .text(laidAt.description),
            .init(liftedAt?.description)
        )
    }
}

extension HoldRow {
    /// Reads a row of `columns`.
    init(_ row: borrowing Row) throws {
        id = try row.text(0)
        person = PersonID(try row.text(1))
        kind = try row.text(2)
        reason = try row.text(3)
        caseID = try row.text(4)
        laidAt = try Timestamp(parsing: try row.text(5))
        liftedAt = try row.optionalText(6).map { try Timestamp(parsing: $0) }
        seal = try row.blob(7)
    }

    func insert(by keys: Keyring, in connection: Connection) throws {
        try connection.execute(
            """
            INSERT INTO hold (\(Self.columns))
            VALUES (
                \(id), \(person), \(kind), \(reason), \(caseID), \(laidAt.description),
                \(liftedAt?.description), \(try keys.caseSeal(statement))
            )
            """
        )
    }
}
