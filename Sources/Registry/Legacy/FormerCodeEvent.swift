package import Persian
import Store

/// An event in the history of a former code, which is private and never shown to verifiers.
package struct FormerCodeEvent: Sendable, Equatable {
    /// The kinds of events.
    package enum Kind: String, Sendable, SQLBindable {
        /// Codes were imported.
        case imported
        /// The code was withdrawn permanently.
        case withdrawn
        /// A degree has replaced the code.
        case linked
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

    /// An event with a note as it was typed.
    init(
        _ kind: Kind,
        note: String,
        by actor: Actor,
        at now: Timestamp
    ) throws(RegistryError) {
        self.kind = kind
        self.note = try Bounded.optional(note, field: "note", limit: Self.noteLimit)
        self.actor = actor.label
        at = now
    }

    private init(_ row: borrowing Row) throws {
        guard let kind = Kind(rawValue: try row.text(0)) else {
            throw StoreError.column(0, expected: "kind of event")
        }
        self.kind = kind
        note = try row.text(1)
        actor = try row.text(2)
        at = try Timestamp(parsing: try row.text(3))
    }
}

extension FormerCodeEvent {
    /// Inserts the event's row; `hash` is nil for an import, which concerns many codes.
    func insert(of hash: [UInt8]?, in connection: Connection) throws {
        try connection.execute(
            """
            INSERT INTO legacy_event (code, kind, note, actor, at)
            VALUES (\(hash), \(kind), \(note), \(actor), \(at.description))
            """
        )
    }

    /// Returns the history of a code, oldest first.
    static func all(of hash: [UInt8], in connection: Connection) throws -> [FormerCodeEvent] {
        try connection.all(
            """
            SELECT kind, note, actor, at
            FROM legacy_event
            WHERE code = \(hash)
            ORDER BY id
            """
        ) { try FormerCodeEvent($0) }
    }
}
