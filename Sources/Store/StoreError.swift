/// Why a question to the database could not be answered.
package enum StoreError: Error, Equatable, Sendable {
    /// Another process held the write lock for longer than the busy timeout. Nothing was written.
    case busy
    /// No room on the disk. Nothing was written; reads go on, and writes resume when there is room.
    case full
    /// The schema refused a row. The name is `table.column` (several joined by ", ") for a unique or
    /// missing value, the constraint's own name for a CHECK, and empty for a foreign key.
    case constraint(Constraint, String)
    /// The file is damaged or not a database.
    case corrupt(String)
    /// A write in `read` or `lookUp`, or on a file that may not be written.
    case readOnly
    /// The disk or the network failed. A write may or may not have become durable.
    case io(String)
    /// The database could not be opened.
    case cannotOpen(String)
    /// The database was closed.
    case closed
    /// The engine refused the statement; a mistake in the program.
    case statement(String)
    /// A column does not hold what was asked for; columns count from 0.
    case column(Int, expected: String)
    /// The database was migrated by a newer program.
    case newer(room: String, number: Int, known: Int)
    /// A migration that was already run has been edited since.
    case edited(room: String, number: Int, name: String)
    /// The program's migrations of a room are not numbered 1, 2, 3, ….
    case misnumbered(room: String)
    /// The file to be written is there already.
    case exists(String)
    /// The transaction met another one; the engine has already retried.
    case conflict
    /// The server cannot be reached, or was lost; the engine has already retried. Nothing was written.
    case unreachable(UnreachableReason, String)
    /// The server lets this program not in, or is not believed to be the right one; the words say why.
    /// Nothing was written.
    case refused(RejectionReason, String)
    /// The table of the database to copy into has rows.
    case notEmpty(String)
    /// The two databases of a copy have not run the same migrations.
    case schemasDiffer
    /// The engine's own tools do this; the words name them.
    case elsewhere(String)

    /// What kind of rule refused a row.
    package enum Constraint: Sendable {
        /// A primary key or another unique value is taken.
        case unique
        /// A value is missing.
        case notNull
        /// A CHECK is false, or a value has the wrong type.
        case check
        /// The row that is referred to is not there, or is still referred to.
        case foreignKey
    }
}

extension StoreError {
    /// What happened, in a word of this program's own, for a log: never the words of a server, a file or a
    /// row, which may hold what nobody else should read.
    package var word: String {
        switch self {
        case .busy: "locked"
        case .full: "full"
        case .constraint: "constraint"
        case .corrupt: "corrupt"
        case .readOnly: "read_only"
        case .io: "outcome_unknown"
        case .cannotOpen: "cannot_open"
        case .closed: "closed"
        case .statement: "statement"
        case .column: "column"
        case .newer: "newer"
        case .edited: "edited"
        case .misnumbered: "misnumbered"
        case .exists: "exists"
        case .conflict: "overdue"
        case .unreachable(let absence, _): "server_\(absence.rawValue)"
        case .refused(let refusal, _): "refused_\(refusal.rawValue)"
        case .notEmpty: "not_empty"
        case .schemasDiffer: "schemas_differ"
        case .elsewhere: "elsewhere"
        }
    }
}
