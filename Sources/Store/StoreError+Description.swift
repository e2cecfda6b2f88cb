import Glibc

extension StoreError: CustomStringConvertible {
    /// What is wrong, as one clause in lower case without a full stop, for an `error:` line.
    package var description: String {
        switch self {
        case .busy, .conflict:
            "another process kept the database busy; nothing was written"
        case .full:
            "the disk is full; nothing was written"
        case .constraint(_, let name):
            "the database rejects this row: \(name)"
        case .corrupt(let reason):
            "the database is damaged, or the file is not a database: \(reason.asReason)"
        case .readOnly:
            "this user may not write to the database"
        case .io(let reason):
            "the disk or the network failed: \(reason.asReason)"
        case .cannotOpen(let reason):
            "cannot open the database: \(reason.asReason)"
        case .closed:
            "the database was closed while it was in use"
        case .statement where isUnprepared, .unprepared:
            "the database is not prepared for this program"
        case .statement(let reason):
            "unexpected error in the database: \(reason.asReason)"
        case .column(let column, let expected):
            "unexpected value in column \(column) of a row: expected \(expected)"
        case .newer(let module, let number, let known):
            "the database was migrated by a newer program (\(module) \(number), known \(known))"
        case .edited(let module, let number, let name):
            "migration \(module) \(number), \(name), was edited after it had run here"
        case .misnumbered(let module):
            "the migrations of \(module) are not numbered consecutively"
        case .exists(let path):
            "\(path) already exists"
        case .unreachable(_, let reason):
            "the database cannot be reached: \(reason.asReason)"
        case .rejected(_, let reason):
            "the database cannot be used: \(reason)"
        case .notEmpty(let table):
            "the database to copy into is not empty: it has rows in \(table)"
        case .schemasDiffer:
            "the database to copy from is of another version of this program"
        case .unsupported:
            "PostgreSQL has its own tools for this"
        case .foreign(let place):
            "\(place) is the database of another program; it was left as it is"
        case .empty(let place):
            "\(place) holds no tables, and a register was expected there"
        case .schema(let differences):
            "the schema of the database is not that of this program: "
                + differences.prefix(Self.shown).joined(separator: "; ")
                + (differences.count > Self.shown
                    ? "; and \(differences.count - Self.shown) more" : "")
        case .notKept:
            "the database did not keep a change; nothing was written"
        case .inUse(let place):
            "another process has \(place) open; nothing was changed"
        case .unusableBackup(let place, let reason):
            "the backup \(place) cannot be restored: \(reason.asReason)"
        }
    }

    /// Returns what the operator can do, as one clause for a `hint:` line, or nil.
    ///
    /// `setting` is what the program calls the setting that names the password file.
    package func hint(passwordFile setting: String) -> String? {
        switch self {
        case .busy, .conflict:
            "try again"
        case .full:
            "make space on the disk, then try again"
        case .corrupt:
            "check that the address names a Sehat database; if it does, restore a backup with verify-cli db restore"
        case .readOnly:
            Self.otherUser
        case .io:
            "check whether the change was made before you repeat it"
        case .cannotOpen(let reason):
            Self.hint(cannotOpen: reason)
        case .statement where isUnprepared, .unprepared:
            "run verify-cli db migrate first"
        case .closed, .statement, .column, .misnumbered:
            "please report this"
        case .newer:
            "install that version of Sehat, or a newer one"
        case .edited:
            "use the program that made this database, or restore a backup"
        case .exists:
            "choose a new name"
        case .unreachable:
            "check that its server runs, and the address"
        case .rejected(let rejection, _):
            rejection.hint(passwordFile: setting)
        case .notEmpty:
            "copy into a new one; or, if a copy was stopped while it was checked: verify-cli db check"
        case .schemasDiffer:
            "run verify-cli db migrate there first; if it is newer, copy with the newer program"
        case .unsupported(let tools):
            "use \(tools); docs/operations.md has the steps"
        case .foreign:
            "check the address; a new database needs a new name"
        case .empty:
            "check the address; verify-cli db migrate makes a new register there"
        case .schema:
            "the database was changed outside of Sehat: verify-cli db check names every difference; remove them, or restore a backup"
        case .notKept:
            "the database was changed outside of Sehat: verify-cli db check names what acts in it"
        case .inUse:
            "stop verifyd first (systemctl stop verifyd), then try again"
        case .unusableBackup:
            "nothing was changed; use another backup"
        case .constraint:
            nil
        }
    }

    /// Whether a table or column is missing: the migrations have not run here.
    package var isUnprepared: Bool {
        guard case .statement(let reason) = self else { return false }
        return reason.contains("no such table") || reason.contains("no such column")
    }

    /// The most differences of a schema in one clause.
    private static let shown = 5

    /// A new database is suggested only where the reason shows that there is none.
    private static func hint(cannotOpen reason: String) -> String {
        if reason.hasSuffix(systemWords(ENOENT)) {
            return "verify-cli db migrate makes a new one"
        }
        if reason.hasSuffix(systemWords(EACCES)) { return otherUser }
        return "check the path and who may read and write it"
    }

    private static let otherUser = "run it as the user who owns the database"
}

/// Returns the words of the system for the number of an error.
func systemWords(_ number: CInt) -> String {
    unsafe String(cString: strerror(number))
}

extension String {
    /// A message of the engine or the system behind a colon: its first letter small, no full stop.
    fileprivate var asReason: String {
        let text = last == "." ? dropLast() : self[...]
        guard let space = text.ranges(of: ": ").last else { return Self.lowered(text) }
        return text[..<space.upperBound] + Self.lowered(text[space.upperBound...])
    }

    private static func lowered(_ text: Substring) -> String {
        guard let first = text.first, first.isUppercase,
            text.dropFirst().first?.isLowercase == true
        else { return String(text) }
        return first.lowercased() + text.dropFirst()
    }
}
