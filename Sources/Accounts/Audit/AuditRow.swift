import Persian
import Store
import VerifyCore

/// A row of `audit` as the database has it, before its seal is checked.
struct AuditRow: Sendable {
    let objectKind: String
    let objectID: String
    let number: Int64
    let at: String
    let actor: String
    let behalfOf: String?
    let action: String
    let network: String
    let detail: String
    var seal: [UInt8]

    static let columns: SQL = """
        object_kind, object_id, n, at, actor, behalf_of, action, network, detail, seal
        """

    /// Reads a row of `columns`.
    init(_ row: borrowing Row) throws {
        objectKind = try row.text(0)
        objectID = try row.text(1)
        number = try row.int(2)
        at = try row.text(3)
        actor = try row.text(4)
        behalfOf = try row.optionalText(5)
        action = try row.text(6)
        network = try row.text(7)
        detail = try row.text(8)
        seal = try row.blob(9)
    }

    /// The row after `number - 1` rows of the object; it has no seal yet.
    init(
        _ action: String,
        on object: AuditObject,
        number: Int64,
        by actor: AuditActor,
        detail: String,
        at now: Timestamp
    ) {
        objectKind = object.kind.rawValue
        objectID = object.id
        self.number = number
        at = now.description
        self.actor = actor.name
        behalfOf = actor.behalfOf
        self.action = action
        network = actor.network
        self.detail = detail
        seal = []
    }

    /// What the seal covers: the seal of the row before it, empty for the first one, and every other column.
    func statement(after previous: [UInt8]) -> RowStatement {
        RowStatement(
            .audit,
            .bytes(previous),
            .text(objectKind),
            .text(objectID),
            .integer(number),
            .text(at),
            .text(actor),
            .init(behalfOf),
            .text(action),
            .text(network),
            .text(detail)
        )
    }

    private static let newest = PreparedSQL { (kind: String, id: String) in
        """
        SELECT \(columns)
        FROM audit
        WHERE object_kind = \(kind) AND object_id = \(id)
        ORDER BY n DESC
        LIMIT 1
        """
    }

    /// Returns the last row of an object's trail; nil for an object without rows.
    static func last(of object: AuditObject, in connection: Connection) throws -> AuditRow? {
        try connection.first(newest(object.kind.rawValue, object.id)) { try AuditRow($0) }
    }

    private static let insertion = PreparedSQL {
        (
            kind: String,
            id: String,
            n: Int64,
            at: String,
            actor: String,
            behalfOf: String?,
            action: String,
            network: String,
            detail: String,
            seal: [UInt8]
        ) in
        """
        INSERT INTO audit (\(columns))
        VALUES (
            \(kind), \(id), \(n), \(at), \(actor), \(behalfOf), \(action), \(network), \(detail),
            \(seal)
        )
        """
    }

    func insert(in connection: Connection) throws {
        try connection.execute(
            Self.insertion(
                objectKind,
                objectID,
                number,
                at,
                actor,
                behalfOf,
                action,
                network,
                detail,
                seal
            )
        )
    }
}
