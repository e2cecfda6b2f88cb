import Accounts
import KeyFiles
import Persian
import Registry
import Store
import VerifyCore

extension Failure {
    /// In the user's words, whatever was thrown below.
    init(describing error: any Error) {
        switch error {
        case let failure as Failure: self = failure
        case let error as RegistryError: self.init(error)
        case let error as BulkJobError: self.init(error)
        case let error as StoreError: self.init(error)
        case let error as MissingKey: self.init(error)
        case let error as DatabaseLocation.ParsingError: self.init(error)
        case let error as DateParsingError: self.init(error)
        case let error as KeyDirectoryError: self.init(error)
        case let error as AccountsError: self.init(error)
        case is CancellationError: self = .server("stopped before it was done")
        default: self = .server("something unforeseen: \(error)", hint: "please report this")
        }
    }
}

extension Failure {
    private init(_ missing: MissingKey) {
        self.init(
            "the \(missing.purpose.rawValue) key \(missing.id) is not among these keys",
            hint: "copy the key directory here from the machine that has it",
            exit: .notAllowed
        )
    }

    private init(_ error: RegistryError) {
        switch error {
        case .notYourInstitution:
            self.init("the degree belongs to another institution", exit: .notAllowed)
        case .onlySAORG:
            self.init("only the organisation may do this", exit: .notAllowed)
        case .institutionUnknown(let code):
            self.init(
                "no institution has the code \(code)",
                hint: "verify-cli institutions list shows them",
                exit: .notFound
            )
        case .windowClosed(let until):
            self.init(
                "the institution's access ended at \(until)",
                hint: "only a request of the applicant leads to a code now",
                exit: .notAllowed
            )
        case .alreadyIssued:
            self.init(
                "a degree was issued from this document with other data",
                hint: "correct it: verify-cli degrees correct CODE --set COLUMN=VALUE",
                exit: .notAllowed
            )
        case .numberTaken:
            self.init(
                "the diploma number belongs to another person's document of this institution",
                exit: .notAllowed
            )
        case .institutionExists(let code):
            self.init(
                "an institution has the code \(code) already",
                hint: "verify-cli institutions import changes names",
                exit: .notAllowed
            )
        case .noSuchDegree:
            self.init(
                "no degree has this code or identifier",
                hint: "verify-cli check says more about a code",
                exit: .notFound
            )
        case .statusForbids(let status):
            self.init("the degree is \(status.word), which does not allow this", exit: .notAllowed)
        case .alreadySo(let status):
            self.init("the degree is already \(status.word)", exit: .notAllowed)
        case .changedMeanwhile:
            self.init(
                "somebody else changed the degree at the same moment",
                hint: "look at it with verify-cli degrees show, then try again",
                exit: .notAllowed
            )
        case .integrityFailure:
            self.init(
                "the row of this degree does not match its seal; it is left as it is",
                hint: "the database was changed by hand; verify-cli db check lists every such row",
                exit: .notValid
            )
        case .noActiveKey(let purpose):
            self.init(
                "there is no active \(purpose.rawValue) key",
                hint:
                    "verify-cli keys list shows the keys; keys activate makes a staged one active",
                exit: .notAllowed
            )
        case .keyUnusable(let id):
            self.init("key \(id) can no longer be used to change a degree", exit: .notAllowed)
        case .invalid(let field, let reason):
            self = .usage("\(field): \(reason.words)")
        }
    }

    private init(_ error: StoreError) {
        switch error {
        case .busy, .conflict:
            self = .server(
                "another process kept the database busy; nothing was written",
                hint: "try again"
            )
        case .full:
            self = .server(
                "the disk is full; nothing was written",
                hint: "make room, then try again"
            )
        case .constraint(_, let name):
            self.init("the database refuses this: \(name)", exit: .notAllowed)
        case .corrupt(let words):
            self = .server(
                "the database is damaged or is none: \(words.asTalk)",
                hint: "restore a backup with verify-cli db restore"
            )
        case .readOnly:
            self.init("the database may not be written by this user", exit: .notAllowed)
        case .io(let words):
            self = .server(
                "the disk or the network failed: \(words.asTalk)",
                hint: "see whether it was done before you do it again"
            )
        case .cannotOpen(let words):
            self = .server(
                "cannot open the database: \(words.asTalk)",
                hint: "verify-cli db migrate makes a new one"
            )
        case .statement(let words)
        where words.contains("no such table") || words.contains("no such column"):
            self = .server(
                "the database is not prepared for this program",
                hint: "run verify-cli db migrate first"
            )
        case .unreachable(_, let words):
            self = .server(
                "the database cannot be reached: \(words.asTalk)",
                hint: "see that its server runs, and the address"
            )
        case .rejected(let reason, let words):
            self = .server(
                "the database cannot be used: \(words)",
                hint: reason.hint(
                    passwordFile: "--database-password-file, SEHAT_DATABASE_PASSWORD_FILE"
                )
            )
        case .notEmpty(let table):
            self = .usage(
                "the database to copy into is not empty: it has rows in \(table)",
                hint:
                    "copy into a new one; or, if a copy was stopped while it was checked: verify-cli db check"
            )
        case .schemasDiffer:
            self = .usage(
                "the database to copy from is of another version of this program",
                hint:
                    "run verify-cli db migrate there first; if it is newer, copy with the newer program"
            )
        case .unsupported(let words):
            self = .usage(
                "PostgreSQL has its own tools for this",
                hint: "use \(words); docs/operations.md has the steps"
            )
        case .closed, .statement, .column, .misnumbered:
            self = .server(
                "something unforeseen in the database: \(error)",
                hint: "please report this"
            )
        case .newer(let room, let number, _):
            self = .server(
                "the database was migrated by a newer program (\(room) \(number))",
                hint: "install that version of Sehat, or a newer one"
            )
        case .edited(let room, let number, let name):
            self = .server(
                "migration \(room) \(number), \(name), was edited after it had run here",
                hint: "use the program that made this database, or restore a backup"
            )
        case .exists(let path):
            self = .usage("\(path) is there already", hint: "choose a new name")
        }
    }

    private init(_ error: BulkJobError) {
        switch error {
        case .notFound: self.init("the upload or batch is gone", exit: .notFound)
        case .tooLarge(let limit):
            self = .usage("the file has more than \(limit.grouped) bytes", hint: "send it in parts")
        case .state(let state):
            self.init("the upload or batch is already \(state.rawValue)", exit: .notAllowed)
        case .takenOver:
            self = .server(
                "another process has taken the file over, and goes on with it",
                hint: "nothing is lost; the same file again tells the outcome of every record"
            )
        }
    }

    private init(_ error: DatabaseLocation.ParsingError) {
        switch error {
        case .engineUnknown(let name):
            self = .usage(
                "\(name) is no kind of database",
                hint:
                    "write it like sqlite:/var/lib/sehat/sehat.db or postgres://sehat@db.example.ir/sehat"
            )
        case .engineLeftOut(let name):
            self = .usage(
                "this verify-cli was built without \(name)",
                hint: "take the one of the package, or build without --disable-default-traits"
            )
        case .pathMissing:
            self = .usage(
                "the database has no path",
                hint: "write it like sqlite:/var/lib/sehat/sehat.db"
            )
        case .parameterUnknown(let name):
            self = .usage("the database has no setting \(name)")
        case .addressMalformed:
            self = .usage(
                "the address of the database is not one that PostgreSQL understands",
                hint:
                    "write it like postgres://sehat@db.example.ir/sehat?sslrootcert=/etc/sehat/db-ca.pem"
            )
        case .passwordInside:
            self = .usage(
                "the address of the database holds a password, which others can read there",
                hint: "put it into a file: --database-password-file FILE"
            )
        }
    }

    private init(_ error: DateParsingError) {
        self = .usage(error.wording.en.asTalk, hint: "write a date like 1403/09/14 or 2026-12-31")
    }
}

extension RegistryError.InvalidReason {
    fileprivate var words: String {
        switch self {
        case .missing: "a value is needed"
        case .tooLong: "the value is too long"
        case .format: "the value does not have the right form"
        }
    }
}
