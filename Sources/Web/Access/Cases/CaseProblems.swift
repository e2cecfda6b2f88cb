package import Casework
import HTTPTypes
import Persian

/// Errors and refusals about cases as problems.
extension Problem {
    /// The problem of an error of the engine.
    package init(_ error: CaseError) {
        switch error {
        case .noActiveKey: self = .keyNotHere
        case .integrityFailure: self = .caseIntegrity
        case .unsupported: self = .definitionMissing
        }
    }

    /// The problem of a refused move, with every reason.
    ///
    /// Where only the factor is missing, it is 403 `factor_required`: the same request is right once the factor was proved.
    /// `pointer` turns the place of a problem into a JSON pointer of the request.
    package init(_ problems: [MoveProblem], _ pointer: (MoveProblem) -> String = { $0.pointer }) {
        if !problems.isEmpty, problems.allSatisfy({ $0.kind == .factor }) {
            self = .factorRequired
            if let sentence = problems.first?.sentence { detail = sentence.joined(detail) }
        } else if problems.contains(where: { $0.kind == .session }) {
            self = .staffSessionRequired
        } else {
            self = .validation(problems.map { FieldProblem($0, at: pointer($0)) })
        }
    }

    /// The 403 problem of an API key that wants to do what only a person may do (D9).
    package static let personRequired = Problem(
        status: 403,
        code: .personRequired,
        title: .init(fa: "این کار را تنها شخص انجام می‌دهد", en: "Only a person may do this"),
        detail: .init(
            fa:
                "کلید دسترسی تنها می‌خواند و پیشنهاد می‌دهد. عهده‌دار نقش پس از ورود به سامانه تصمیم می‌گیرد.",
            en: "An API key only reads and proposes. The holder of the role signs in and decides."
        )
    )

    /// The 403 problem of a person at an address for keys of institutions.
    static let caseKeyRequired = Problem(
        status: 403,
        code: .forbidden,
        title: .init(fa: "کلید دانشگاه لازم است", en: "A key of an institution is needed"),
        detail: .init(
            fa: "این نشانی برای کلیدهای دسترسی دانشگاه‌ها و مراکز است.",
            en: "This address is for the API keys of institutions."
        )
    )

    /// The 403 problem of a decision without a fresh factor, with the way to prove one.
    package static let factorRequired = Problem(
        status: 403,
        code: .factorRequired,
        title: .init(fa: "تأیید دوباره لازم است", en: "A new proof is needed"),
        detail: .init(
            fa: "عامل خود را در صفحهٔ «تأیید دوباره» تأیید کنید و همین درخواست را دوباره بفرستید.",
            en: "Prove your factor on the page /step-up, then send the same request again."
        )
    )

    /// The 403 problem of a person who signed in by a one-time code and acts for an office.
    package static let staffSessionRequired = Problem(
        status: 403,
        code: .staffSessionRequired,
        title: .init(fa: "ورود کارکنان لازم است", en: "A sign-in of staff is needed"),
        detail: .init(
            fa: "این پرونده به نقش شما مربوط است. با گذرواژه و عامل دوم وارد شوید.",
            en: "You act for an office in this case. Sign in with password and second factor."
        )
    )

    /// The 401 problem of a request without API key and session.
    static let callerUnknown = Problem(
        status: 401,
        code: .unauthenticated,
        title: .init(fa: "کلید یا ورود لازم است", en: "An API key or a session is needed"),
        detail: .init(
            fa: "کلید دسترسی بفرستید، یا وارد حساب خود شوید.",
            en: "Send an API key, or sign in."
        ),
        headers: [.wwwAuthenticate: "Bearer realm=\"sehat\", Session realm=\"sehat\""]
    )

    /// The 410 problem of a place in the feed whose next entries are not kept any more.
    package static let feedPruned = Problem(
        status: 410,
        code: .notFound,
        title: .init(fa: "این بخش از رویدادها نگهداری نمی‌شود", en: "These events are not kept"),
        detail: .init(
            fa: """
                رویدادهای پس از این نشانه پاک شده‌اند. همهٔ پرونده‌ها را دوباره بخوانید و بی «after» آغاز کنید.
                """,
            en: """
                Events after this cursor were deleted. Read every case again, and begin without after.
                """
        )
    )

    /// The 410 problem of a file that is not kept any more.
    static let fileRemoved = Problem(
        status: 410,
        code: .notFound,
        title: .init(fa: "این فایل دیگر نگهداری نمی‌شود", en: "The file is not kept any more"),
        detail: .init(
            fa: "مهلت نگهداری این فایل تمام شده است؛ تنها اثر انگشت آن (SHA-256) مانده است.",
            en: "The time for which the file is kept has ended; only its SHA-256 remains."
        )
    )

    private static let caseIntegrity = Problem(
        status: 409,
        code: .integrityFailure,
        title: .init(fa: "پرونده با مهر خود نمی‌خواند", en: "The case does not match its seal"),
        detail: .init(
            fa: "داده‌های این پرونده باید بررسی شود؛ به سازمان خبر دهید.",
            en: "The data of this case must be checked; contact the organisation."
        )
    )

    /// The 503 problem of a case of a version that this program does not have.
    package static let definitionMissing = Problem(
        status: 503,
        code: .definitionMissing,
        title: .init(fa: "این سرور این خدمت را نمی‌شناسد", en: "This machine lacks the service"),
        detail: .init(
            fa:
                "نسخهٔ این خدمت هنوز روی این سرور نیست و پرونده تغییری نکرده است. کمی بعد دوباره بفرستید.",
            en: "This machine does not have the version of the service yet. Repeat later."
        ),
        retryAfter: 60
    )
}

extension FieldProblem {
    fileprivate init(_ problem: MoveProblem, at pointer: String) {
        self.init(
            pointer,
            code: problem.kind.word,
            problem.alternative.map { problem.sentence.joined($0) } ?? problem.sentence
        )
    }
}

extension MoveProblem.Kind {
    /// The machine-readable word; docs/api.md lists them all.
    package var word: String {
        switch self {
        case .action: "not_open"
        case .session: "staff_session_required"
        case .exclusion: "excluded"
        case .form(let reason): reason.rawValue
        case .note: "note"
        case .reason: "reason"
        case .file: "file"
        case .returned: "returned"
        case .decisions: "decision"
        case .amount: "amount"
        case .reference: "reference"
        case .factor: "factor"
        case .secondPerson: "second_person"
        case .condition(let name): name.text
        case .opening: "opening"
        case .once: "once"
        case .party: "party"
        case .integrity: "integrity"
        case .proposals: "proposals"
        }
    }
}

extension Wording {
    /// Returns this sentence followed by another one.
    fileprivate func joined(_ other: Wording) -> Wording {
        Wording(fa: "\(fa) \(other.fa)", en: "\(en) \(other.en)")
    }
}
