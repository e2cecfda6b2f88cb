package import Accounts
import Casework
import HTTPTypes
import Hummingbird
import NIOCore
import Persian
package import Registry
package import Store
import VerifyCore

/// Every error of the modules below as a problem: one exhaustive `init` for each error type, so that a new
/// case stops the build here until it has a problem.
extension Problem {
    /// The problem of any error; an unforeseen error is 500 without detail.
    package init(any error: any Error) {
        switch error {
        case let problem as Problem: self = problem
        case let error as RegistryError: self.init(error)
        case let error as StoreError: self.init(error)
        case let error as AccountsError: self.init(error)
        case let error as SignInError: self.init(error)
        case let error as PeopleError: self.init(error)
        case let error as RolesError: self.init(error)
        case let error as BulkJobError: self.init(error)
        case let error as CaseError: self.init(error)
        case DocumentError.removed: self = .fileRemoved
        case is MissingKey: self = .keyNotHere
        case is KeyTakenOver: self = .idempotencyKeyInFlight
        case is JSON.ParsingError: self = .badJSON
        // A date of a request is refused where it is read; this one comes from the database.
        case is DateParsingError: self = .integrityFailure
        case is CancellationError: self = .unavailable(retryAfter: 5)
        case let error as any HTTPResponseError: self.init(library: error.status.code)
        default: self = .internal
        }
    }

    package init(_ error: BulkJobError) {
        switch error {
        case .notFound: self = .notFound
        case .tooLarge(let limit): self = .tooLarge(limit)
        case .state, .takenOver: self = .unavailable(retryAfter: 5)
        }
    }

    package init(_ error: AccountsError) {
        switch error {
        case .idempotencyKey: self = .badIdempotencyKey
        case .noSuchKey: self = .notFound
        case .organisation, .institution, .nameTaken, .expiry, .noActiveKey: self = .internal
        }
    }

    package init(_ error: StoreError) {
        switch error {
        case .full: self = .storageFull
        case .busy, .closed, .conflict, .io, .cannotOpen, .readOnly, .unreachable, .rejected:
            self = .unavailable(retryAfter: 5)
        // This program never writes such a value: the row was changed outside the programs.
        case .column: self = .integrityFailure
        case .constraint, .corrupt, .statement, .newer, .edited, .misnumbered, .exists,
            .unsupported, .notEmpty, .schemasDiffer, .foreign, .empty, .unprepared, .schema,
            .notKept, .inUse, .unusableBackup:
            self = .internal
        }
    }
}

extension Problem {
    /// The problem of a refusal by the register.
    package init(_ error: RegistryError) {
        switch error {
        case .notYourInstitution:
            self = .forbidden
            detail = .init(
                fa: "این رکورد از دانشگاه دیگری است.",
                en: "This belongs to another institution."
            )
        case .onlySAORG:
            self = .forbidden
            detail = .init(
                fa: "تنها سازمان امور دانشجویان می‌تواند این کار را انجام دهد.",
                en: "Only the Student Affairs Organisation may do this."
            )
        case .institutionUnknown: self = .unknownInstitution
        case .windowClosed(let until): self = .windowClosed(until)
        case .notIssued(let refusal): self = .notIssued(refusal)
        case .noSuchDegree: self = .noSuchDegree
        case .noSuchFormerCode: self = .notFound
        case .alreadyIssued, .numberTaken, .institutionExists: self = .taken(error)
        case .statusForbids, .alreadySo, .changedMeanwhile, .formerCodeWithdrawn, .formerCodeLinked:
            self = .conflict(error)
        case .integrityFailure: self = .integrityFailure
        case .noActiveKey, .keyUnusable:
            self = .unavailable(retryAfter: 60)
            code = .noActiveKey
            detail = .init(
                fa: "کلید فعالی برای این کار نیست؛ مدیر سامانه باید کلیدها را بررسی کند.",
                en: "There is no active key for this; an administrator must look at the keys."
            )
        case .tableFull: self = .storageFull
        case .invalid(let field, let reason):
            self = .validation([FieldProblem("/\(field)", reason)])
        }
    }

    private static let unknownInstitution = Problem.validation([
        FieldProblem(
            "/institution_code",
            row: .institutionUnknown,
            .init(fa: "دانشگاهی با این کد نیست.", en: "No institution has this code.")
        )
    ])

    private static func windowClosed(_ until: Timestamp) -> Self {
        .init(
            status: 403,
            code: .windowClosed,
            title: .init(
                fa: "مهلت دسترسی دانشگاه تمام شده است",
                en: "The access window has closed"
            ),
            detail: IssueRefusal.windowClosed(until: until).wording
        )
    }

    private static func notIssued(_ refusal: IssueRefusal) -> Self {
        .init(
            status: 409,
            code: .notIssued,
            title: .init(fa: "کد صحت صادر نشد", en: "No code was issued"),
            detail: refusal.wording
        )
    }

    private static let noSuchDegree = Problem(
        status: 404,
        code: .noSuchDegree,
        title: .init(fa: "مدرک پیدا نشد", en: "No such degree"),
        detail: .init(
            fa: "مدرکی با این شناسه یا کد نیست، یا این کلید اجازهٔ دیدن آن را ندارد.",
            en: "No degree has this identifier or code, or this key may not see it."
        )
    )

    private static func taken(_ error: RegistryError) -> Self {
        let (code, detail): (Code, Wording) =
            switch error {
            case .alreadyIssued: (.alreadyIssued, IssueRefusal.issuedWithOtherData.wording)
            case .numberTaken: (.diplomaNumberTaken, IssueRefusal.numberTaken.wording)
            default:
                (
                    .institutionExists,
                    .init(
                        fa: "دانشگاهی با این کد پیش از این ثبت شده است.",
                        en: "An institution with this code already exists."
                    )
                )
            }
        return .init(
            status: 409,
            code: code,
            title: .init(fa: "پیش از این ثبت شده است", en: "Already exists"),
            detail: detail
        )
    }

    private static func conflict(_ error: RegistryError) -> Self {
        let (code, fa, en): (Code, String, String) =
            switch error {
            case .alreadySo, .formerCodeLinked:
                (
                    .alreadySo,
                    "وضعیت مدرک پیش از این همین بوده است.", "The degree is in that state already."
                )
            case .changedMeanwhile:
                (
                    .changedMeanwhile,
                    "مدرک هم‌زمان تغییر کرد؛ آن را دوباره بخوانید و تکرار کنید.",
                    "The degree was changed at the same moment; read it again and repeat."
                )
            default:
                (
                    .statusForbids,
                    "وضعیت کنونی مدرک این تغییر را نمی‌پذیرد.",
                    "The present state of the degree does not allow this."
                )
            }
        return .init(
            status: 409,
            code: code,
            title: .init(fa: "با وضعیت کنونی نمی‌خواند", en: "In conflict with the present state"),
            detail: .init(fa: fa, en: en)
        )
    }

    private static let integrityFailure = Problem(
        status: 409,
        code: .integrityFailure,
        title: .init(fa: "رکورد با مهر خود نمی‌خواند", en: "The record does not match its seal"),
        detail: .init(
            fa: "این رکورد دست‌کاری شده است و تغییر داده نمی‌شود؛ به سازمان خبر دهید.",
            en:
                "This row was changed outside the system. It is left as it is; tell the organisation."
        )
    )
}
