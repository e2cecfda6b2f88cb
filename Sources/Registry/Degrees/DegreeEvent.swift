package import Persian
import Store
import VerifyCore

/// An event in a degree's history, which is private and never shown to verifiers.
package struct DegreeEvent: Sendable, Equatable {
    /// The kinds of events.
    package enum Kind: String, Sendable {
        /// Code and token were made.
        case issued
        /// Issued as the corrected version of another.
        case corrected
        /// A corrected version took its place.
        case superseded
        /// It is permanently out of force, for a public class of reason.
        case revoked
        /// It is temporarily not confirmed.
        case suspended
        /// The suspension was lifted.
        case resumed
    }

    /// What happened.
    package let kind: Kind
    /// What the actor wrote about it; may be empty.
    package let note: String
    /// The actor's label.
    package let actor: String
    package let at: Timestamp

    /// The most Unicode scalars of a note.
    package static let noteLimit = 2_000
}

extension DegreeEvent {
    private static let insert = PreparedSQL { (address: Int64, event: DegreeEvent) in
        """
        INSERT INTO degree_event (degree, kind, note, actor, at)
        VALUES (
            \(address), \(event.kind.rawValue), \(event.note), \(event.actor), \(event.at.description)
        )
        RETURNING id
        """
    }

    /// Inserts the event of a degree, and seals it under the degree's key.
    func insert(of degree: SealedRow, in connection: Connection) throws {
        let address = degree.code.address
        let inserted = try connection.first(Self.insert(address, self)) { try $0.int(0) }
        guard let id = inserted else { throw StoreError.conflict }
        let row = DegreeEventRow(id: id, degree: address, event: self)
        try row.set(seal: degree.key.seal(row.statement), in: connection)
    }

    /// The issue of a degree; nil when an earlier version of the program issued it and wrote an event.
    fileprivate static func issuing(_ row: SealedRow) -> DegreeEvent? {
        row.issuedBy.map { actor in
            DegreeEvent(
                kind: row.record.supersedes == nil ? .issued : .corrected,
                note: "",
                actor: actor,
                at: row.issuedAt
            )
        }
    }
}

/// A row of `degree_event`.
struct DegreeEventRow: Sendable {
    let id: Int64
    let degree: Int64
    let event: DegreeEvent
    /// Nil in a row of an earlier version.
    var seal: [UInt8]?

    static let columns: SQL = "id, degree, kind, note, actor, at, seal"

    init(id: Int64, degree: Int64, event: DegreeEvent) {
        self.id = id
        self.degree = degree
        self.event = event
    }

    /// Reads a row of `columns`.
    init(_ row: borrowing Row) throws {
        guard let kind = DegreeEvent.Kind(rawValue: try row.text(2)) else {
            throw StoreError.column(2, expected: "kind of event")
        }
        id = try row.int(0)
        degree = try row.int(1)
        event = DegreeEvent(
            kind: kind,
            note: try row.text(3),
            actor: try row.text(4),
            at: try Timestamp(parsing: try row.text(5))
        )
        seal = try row.optionalBlob(6)
    }

    private static let setSeal = PreparedSQL { (id: Int64, seal: [UInt8]) in
        "UPDATE degree_event SET seal = \(seal) WHERE id = \(id)"
    }

    /// Writes the seal of the row.
    func set(seal: [UInt8], in connection: Connection) throws {
        try connection.execute(Self.setSeal(id, seal))
    }

    /// What the seal covers: every other column.
    var statement: RowStatement {
        RowStatement(
            .degreeEvent,
            .integer(id),
            .integer(degree),
            .text(event.kind.rawValue),
            .text(event.note),
            .text(event.actor),
            .text(event.at.description)
        )
    }
}

extension Registry {
    /// Returns the history of a degree, oldest first: its issue, from its own row, and then its events.
    ///
    /// - Throws: `RegistryError.integrityFailure`, with an alarm, for an event that was changed by hand.
    func history(of degree: SealedRow, in connection: Connection) throws -> [DegreeEvent] {
        let rows = try connection.all(
            """
            SELECT \(DegreeEventRow.columns)
            FROM degree_event
            WHERE degree = \(degree.code.address)
            ORDER BY id
            """
        ) { try DegreeEventRow($0) }
        for row in rows where !degree.key.verifies(row.statement, sealed: row.seal ?? []) {
            observer.notice(.tampering)
            throw RegistryError.integrityFailure
        }
        return [DegreeEvent.issuing(degree)].compactMap(\.self) + rows.map(\.event)
    }
}
