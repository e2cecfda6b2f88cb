/// Why a request to the database failed.
package enum StoreError: Error, Equatable, Sendable {
    /// Another process held the write lock for longer than the busy timeout. Nothing was written.
    case busy
    /// The disk is full. Nothing was written; reads continue, and writes resume when there is space.
    case full
    /// The schema rejected a row. The name is `table.column` (several joined by ", ") for a unique or
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
    /// The engine rejected the statement; a mistake in the program.
    case statement(String)
    /// A column holds another type than was expected; columns count from 0.
    case column(Int, expected: String)
    /// The database was migrated by a newer program.
    case newer(module: String, number: Int, known: Int)
    /// A migration has been edited since it ran here.
    case edited(module: String, number: Int, name: String)
    /// The program's migrations of a module are not numbered 1, 2, 3, ….
    case misnumbered(module: String)
    /// The file to be written already exists.
    case exists(String)
    /// The transaction conflicted with another one; the engine has already retried.
    case conflict
    /// The server cannot be reached, or the connection was lost; the engine has already retried. Nothing was written.
    case unreachable(UnreachableReason, String)
    /// The server rejected this program, or this program rejected the server. Nothing was written.
    case rejected(RejectionReason, String)
    /// The table of the database to copy into has rows.
    case notEmpty(String)
    /// The two databases of a copy have not run the same migrations.
    case schemasDiffer
    /// The engine has its own tools for this; the text names them.
    case unsupported(String)
    /// The file or database has tables and is not a register; it was left as it is.
    case foreign(String)
    /// The file or database has no tables, and a register was expected.
    case empty(String)
    /// Migrations of this program have not run yet, or the database has no mark yet.
    case unprepared
    /// The schema is not the one that the migrations make; each difference is a sentence.
    case schema([String])
    /// What was written in a transaction was different when it was read back; the transaction was undone.
    case notKept
    /// Another process has the database open.
    case inUse(String)
    /// The backup cannot be restored, for a reason that is a clause. The database was left as it is.
    case unusableBackup(String, String)

    /// The kind of rule that rejected a row.
    package enum Constraint: Sendable {
        /// A primary key or another unique value exists already.
        case unique
        /// A value is missing.
        case notNull
        /// A CHECK is false, or a value has the wrong type.
        case check
        /// The row that is referred to does not exist, or is still referred to.
        case foreignKey
    }
}

extension StoreError {
    /// What happened, in a fixed word for a log.
    ///
    /// It never contains text of a server, a file or a row, which may be confidential.
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
        case .unreachable(let reason, _): "server_\(reason.rawValue)"
        case .rejected(let reason, _): "refused_\(reason.rawValue)"
        case .notEmpty: "not_empty"
        case .schemasDiffer: "schemas_differ"
        case .unsupported: "elsewhere"
        case .foreign: "foreign"
        case .empty: "empty"
        case .unprepared: "unprepared"
        case .schema: "schema"
        case .notKept: "not_kept"
        case .inUse: "in_use"
        case .unusableBackup: "unusable_backup"
        }
    }

    /// Whether the same transaction may succeed when it runs again.
    var isRetryable: Bool {
        switch self {
        case .conflict, .unreachable: true
        default: false
        }
    }
}
