import Persian
import Store
import VerifyCore

/// A row of `institution_event`: what happened to an institution.
struct InstitutionEvent: Sendable {
    /// The kinds of an event.
    enum Kind: String, SQLBindable {
        case added, renamed, window
    }

    let id: Int64
    let institution: String
    let kind: String
    let detail: String
    let actor: String
    let at: String
    /// Nil in a row that was written without keys.
    let seal: [UInt8]?

    static let columns: SQL = "id, institution, kind, detail, actor, at, seal"

    /// Reads a row of `columns`.
    init(_ row: borrowing Row) throws {
        id = try row.int(0)
        institution = try row.text(1)
        kind = try row.text(2)
        detail = try row.text(3)
        actor = try row.text(4)
        at = try row.text(5)
        seal = try row.optionalBlob(6)
    }

    /// What the seal covers: every other column.
    var statement: RowStatement {
        RowStatement(
            .institutionEvent,
            .integer(id),
            .text(institution),
            .text(kind),
            .text(detail),
            .text(actor),
            .text(at)
        )
    }

    /// Writes the seal of the row.
    func set(seal: [UInt8]?, in connection: Connection) throws {
        try connection.execute("UPDATE institution_event SET seal = \(seal) WHERE id = \(id)")
    }
}

extension Registry {
    /// Writes what happened to an institution, sealed.
    ///
    /// - Throws: As `foundingSeal`.
    func insertEvent(
        _ kind: InstitutionEvent.Kind,
        of institution: String,
        detail: String,
        by actor: Actor,
        at now: Timestamp,
        in connection: Connection
    ) throws {
        let inserted = try connection.first(
            """
            INSERT INTO institution_event (institution, kind, detail, actor, at)
            VALUES (\(institution), \(kind), \(detail), \(actor.label), \(now.description))
            RETURNING \(InstitutionEvent.columns)
            """
        ) { try InstitutionEvent($0) }
        guard let event = inserted else { throw StoreError.conflict }
        try event.set(seal: foundingSeal(event.statement, in: connection), in: connection)
    }
}
