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

extension StoreError: CustomStringConvertible {
    /// What happened, in one clause for an operator: lower case, without a full stop.
    ///
    /// It may quote the server, the engine or a file's path; `word` does not.
    package var description: String {
        switch self {
        case .busy, .conflict: "another process kept the database busy; nothing was written"
        case .full: "the disk is full; nothing was written"
        case .constraint(_, let name): "the database rejects this: \(name)"
        case .corrupt(let text): "the database is damaged or not a database: \(text)"
        case .readOnly: "this user may not write the database"
        case .io(let text): "the disk or the network failed: \(text)"
        case .cannotOpen(let text): "cannot open the database: \(text)"
        case .closed: "the database was closed"
        case .statement: isUnprepared ? "the database is not prepared for this program" : unforeseen
        case .column, .misnumbered: unforeseen
        case .newer(let module, let number, let known):
            "the database was migrated by a newer program (\(module) \(number), known \(known))"
        case .edited(let module, let number, let name):
            "migration \(module) \(number), \(name), was edited after it had run here"
        case .exists(let path): "\(path) already exists"
        case .unreachable(_, let text): "the database cannot be reached: \(text)"
        case .rejected(_, let text): "the database cannot be used: \(text)"
        case .notEmpty(let table):
            "the database to copy into is not empty: it has rows in \(table)"
        case .schemasDiffer:
            "the database to copy from belongs to another version of this program"
        case .unsupported: "PostgreSQL has its own tools for this"
        }
    }

    private var unforeseen: String {
        switch self {
        case .statement(let text): "unexpected error in the database: \(text)"
        case .column(let column, let expected):
            "unexpected error in the database: column \(column) holds no \(expected)"
        case .misnumbered(let module):
            "unexpected error in the database: the migrations of \(module) are not numbered 1, 2, 3, …"
        default: "unexpected error in the database"
        }
    }

    /// Whether a table or a column is missing: the migrations of this program have not run.
    package var isUnprepared: Bool {
        guard case .statement(let text) = self else { return false }
        return text.contains("no such table") || text.contains("no such column")
    }

    /// What the operator can do; nil where the description says everything.
    ///
    /// `passwordFile` is the program's name for the setting of the password file.
    package func hint(passwordFile: String) -> String? {
        switch self {
        case .busy, .conflict: "try again"
        case .full: "free some space, then try again"
        case .constraint, .readOnly, .closed: nil
        case .corrupt: "restore a backup with verify-cli db restore"
        case .io: "check whether it was done before you repeat it"
        case .cannotOpen: "verify-cli db migrate makes a new one"
        case .statement where isUnprepared: "run verify-cli db migrate first"
        case .statement, .column, .misnumbered: "please report this"
        case .newer: "install that version of Sehat, or a newer one"
        case .edited: "use the program that made this database, or restore a backup"
        case .exists: "choose a new name"
        case .unreachable: "check that its server runs, and the address of the database"
        case .rejected(let reason, _): reason.hint(passwordFile: passwordFile)
        case .notEmpty:
            "copy into a new one; or, if a copy was stopped while it was checked: verify-cli db check"
        case .schemasDiffer:
            "run verify-cli db migrate there first; if it is newer, copy with the newer program"
        case .unsupported(let tools): "use \(tools); docs/operations.md has the steps"
        }
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
