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
        """
    }

    /// Inserts the event's row.
    func insert(at address: Int64, in connection: Connection) throws {
        try connection.execute(Self.insert(address, self))
    }

    /// Returns the history of a degree, oldest first: its issue, from its own row, and then its events.
    static func all(of row: SealedRow, in connection: Connection) throws -> [DegreeEvent] {
        [issuing(row)].compactMap(\.self) + (try later(than: row, in: connection))
    }

    /// The issue of a degree; nil when an earlier version of the program issued it and wrote an event.
    private static func issuing(_ row: SealedRow) -> DegreeEvent? {
        row.issuedBy.map { actor in
            DegreeEvent(
                kind: row.record.supersedes == nil ? .issued : .corrected,
                note: "",
                actor: actor,
                at: row.issuedAt
            )
        }
    }

    private static func later(
        than row: SealedRow,
        in connection: Connection
    ) throws -> [DegreeEvent] {
        try connection.all(
            """
            SELECT kind, note, actor, at
            FROM degree_event
            WHERE degree = \(row.code.address)
            ORDER BY id
            """
        ) { row in
            guard let kind = Kind(rawValue: try row.text(0)) else {
                throw StoreError.column(0, expected: "kind of event")
            }
            return DegreeEvent(
                kind: kind,
                note: try row.text(1),
                actor: try row.text(2),
                at: try Timestamp(parsing: try row.text(3))
            )
        }
    }
}
