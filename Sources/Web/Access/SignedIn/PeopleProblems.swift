package import Accounts
import Persian

/// Refusals about persons and sign-in as problems.
extension Problem {
    /// The problem of a refused sign-in.
    package init(_ error: SignInError) {
        switch error {
        case .network(let seconds): self = .tooManyCodes(retryAfter: seconds)
        case .registrations: self = .registrationsFull
        case .busy: self = .unavailable(retryAfter: 5)
        case .factorNotFresh: self = .factorNotFresh
        }
    }

    /// The problem of a refused change of a person.
    package init(_ error: PeopleError) {
        switch error {
        case .name: self = .people(422, .validation, nameText)
        case .noSuchPerson: self = .notFound
        case .numberTaken: self = .people(409, .changedMeanwhile, numberText)
        case .brokenSeal: self = .people(409, .integrityFailure, sealText)
        }
    }

    private static func people(_ status: Int, _ code: Code, _ detail: Wording) -> Problem {
        Problem(
            status: status,
            code: code,
            title: Wording(fa: "این کار انجام نشد", en: "This was not done"),
            detail: detail
        )
    }

    private static func tooManyCodes(retryAfter seconds: Int) -> Problem {
        Problem(
            status: 429,
            code: .rateLimited,
            title: .init(fa: "کدهای زیادی خواسته شده است", en: "Too many codes were requested"),
            detail: .init(
                fa: "از شبکهٔ شما کدهای زیادی خواسته شده است. کمی صبر کنید.",
                en: "Many codes were requested from your network. Please wait."
            ),
            retryAfter: seconds
        )
    }

    private static let registrationsFull = Problem(
        status: 503,
        code: .unavailable,
        title: .init(fa: "ثبت‌نام موقتاً بسته است", en: "Registration is closed for the moment"),
        detail: .init(
            fa: "در این ساعت ثبت‌نام‌های زیادی شده است. یک ساعت دیگر دوباره تلاش کنید؛ ورود باز است.",
            en: "There were many registrations in this hour. Try again in an hour; sign-in is open."
        ),
        retryAfter: 3600
    )

    private static let factorNotFresh = Problem(
        status: 403,
        code: .forbidden,
        title: .init(fa: "تأیید دوباره لازم است", en: "A new proof is needed"),
        detail: .init(
            fa: "ده دقیقه از تأیید شما گذشته است. صفحه را دوباره باز کنید.",
            en: "Ten minutes have passed since your proof. Open the page again."
        )
    )
}

private let nameText = Wording(
    fa: "نام خانوادگی نوشته نشده یا نام نویسهٔ نادرستی دارد.",
    en: "The family name is missing, or a name has a wrong character."
)
private let numberText = Wording(
    fa: "شخص دیگری با این شماره ثبت شده است.",
    en: "Another person has this number."
)
private let sealText = Wording(
    fa: "رکوردی با مهر خود نمی‌خواند و چیزی تغییر نکرد؛ به سازمان خبر دهید.",
    en: "A row does not match its seal, and nothing was changed; contact the organisation."
)
