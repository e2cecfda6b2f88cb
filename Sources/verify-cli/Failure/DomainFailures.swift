import Accounts
import Casework
import KeyFiles
import Persian
import Registry
import Store
import Tabular
import VerifyCore

extension Failure {
    /// How the command line names the setting of the file with the database's password.
    private static let passwordFile =
        "--database-password-file FILE or SEHAT_DATABASE_PASSWORD_FILE"

    /// Describes an error of any module; its text is the error's own, the exit code is chosen here.
    init(describing error: any Error) {
        switch error {
        case let failure as Failure:
            self = failure
        case let error as RegistryError:
            self.init(error.description, hint: error.hint, exit: Exit(error))
        case let error as BulkJobError:
            self.init(error.description, hint: error.hint, exit: Exit(error))
        case let error as TableFileError:
            self = .usage(error.wording.en.asClause)
        case let error as StoreError:
            let hint = error.hint(passwordFile: Self.passwordFile)
            self.init(error.description, hint: hint, exit: Exit(error))
        case let error as DatabaseLocation.ParsingError:
            self = .usage(error.description, hint: error.hint(passwordFile: Self.passwordFile))
        case let error as MissingKey:
            self.init(error.description, hint: error.hint, exit: .notAllowed)
        case let error as DateParsingError:
            self = .usage(error.description.asClause, hint: error.hint)
        case let error as KeyDirectoryError:
            self.init(error.description, hint: error.hint, exit: Exit(error))
        case let error as AccountsError:
            self.init(error.description, hint: error.hint, exit: Exit(error))
        case let error as RolesError:
            self.init(error.description, hint: error.hint, exit: Exit(error))
        case let error as PeopleError:
            self.init(error.description, hint: error.hint, exit: Exit(error))
        case let error as MigrationError:
            self.init(error.description, hint: error.hint, exit: Exit(error))
        case let error as ServicePhaseError:
            self.init(error.description, hint: error.hint, exit: Exit(error))
        case let error as OutageError:
            self.init(
                error.description,
                hint: error.hint,
                exit: error == .unknown ? .notFound : .notAllowed
            )
        case let error as OutboxError:
            self.init(error.description, hint: error.hint, exit: Exit(error))
        case let error as KeyringSerial.Refusal:
            self.init(error.description, hint: error.hint, exit: .notAllowed)
        case is CancellationError:
            self = .server("stopped before it was done")
        default:
            self = .server("unexpected error: \(reason(of: error))", hint: "please report this")
        }
    }
}

extension Exit {
    init(_ error: RegistryError) {
        switch error {
        case .institutionUnknown, .noSuchDegree, .noSuchFormerCode: self = .notFound
        case .integrityFailure: self = .notValid
        case .invalid: self = .usage
        case .notYourInstitution, .onlySAORG, .windowClosed, .alreadyIssued, .numberTaken,
            .institutionExists, .statusForbids, .alreadySo, .changedMeanwhile, .noActiveKey,
            .keyUnusable, .formerCodeWithdrawn, .formerCodeLinked, .notIssued:
            self = .notAllowed
        case .tableFull: self = .unavailable
        }
    }

    init(_ error: BulkJobError) {
        switch error {
        case .notFound: self = .notFound
        case .tooLarge: self = .usage
        case .state: self = .notAllowed
        case .takenOver: self = .unavailable
        }
    }

    init(_ error: StoreError) {
        switch error {
        case .constraint, .readOnly: self = .notAllowed
        case .notEmpty, .schemasDiffer, .unsupported, .exists, .foreign,
            .unusableBackup:
            self = .usage
        case .busy, .full, .corrupt, .io, .cannotOpen, .closed, .statement, .column, .newer,
            .edited, .misnumbered, .conflict, .unreachable, .rejected, .empty, .unprepared,
            .schema, .notKept, .inUse:
            self = .unavailable
        }
    }

    init(_ error: AccountsError) {
        switch error {
        case .organisation, .institution, .expiry, .idempotencyKey: self = .usage
        case .noSuchKey: self = .notFound
        case .noActiveKey, .nameTaken: self = .notAllowed
        }
    }

    init(_ error: RolesError) {
        switch error {
        case .noSuchOrganisation, .notFound, .noSuchPerson, .noSuccessor: self = .notFound
        case .integrityFailure: self = .notValid
        case .invalid, .period, .delegationTooLong, .samePerson, .roleDoesNotFit, .noContact:
            self = .usage
        case .organisationExists, .successorCircle, .organisationClosed, .roleHeld, .ended,
            .invitationUsed, .notPermitted, .personRequired, .otherPersonRequired,
            .approvalRequired, .deputyWithoutRole, .delegationChain, .lastRootAdministrator,
            .lastHolder,
            .rootAdministratorsExist:
            self = .notAllowed
        }
    }

    init(_ error: PeopleError) {
        switch error {
        case .noSuchPerson: self = .notFound
        case .brokenSeal: self = .notValid
        case .name: self = .usage
        case .numberTaken: self = .notAllowed
        }
    }

    init(_ error: ServicePhaseError) {
        switch error {
        case .window: self = .usage
        case .openCases, .noActiveKey: self = .notAllowed
        }
    }

    init(_ error: OutboxError) {
        switch error {
        case .recipient, .text: self = .usage
        case .noSuchMessage: self = .notFound
        case .noActiveKey, .notRetryable, .code, .unreadable: self = .notAllowed
        }
    }

    init(_ error: KeyDirectoryError) {
        switch error {
        case .absent, .exists, .leftovers, .noKeyEncryptionKey, .keyEncryptionKeyFormat:
            self = .usage
        case .permissions, .notPlain, .foreignOwner, .developmentKeys, .older, .logMissing, .logCut,
            .logChanged:
            self = .notAllowed
        case .busy, .system, .unrecorded: self = .unavailable
        case .keyring(let error): self.init(error)
        }
    }

    private init(_ error: KeyringError) {
        switch error {
        case .noSuchKey: self = .notFound
        case .passphrase: self = .usage
        case .format, .missing, .changed, .factsChanged, .otherKeyEncryptionKey,
            .keyEncryptionKeyLength, .notAllowed, .idsExhausted, .crypto:
            self = .notAllowed
        }
    }
}

extension Exit {
    init(_ error: MigrationError) {
        switch error {
        case .unknown, .unknownVersion, .unknownText: self = .notFound
        case .faults: self = .notValid
        case .noRole, .samePerson, .confirmedByOther, .ended, .open, .otherVersions:
            self = .notAllowed
        }
    }
}
