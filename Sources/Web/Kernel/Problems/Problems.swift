import HTTPTypes
package import Persian
import VerifyCore

/// The problems of HTTP itself, which concern no part of the domain.
extension Problem {
    /// The problem of a status that the library chose.
    package init(library status: Int) {
        switch status {
        case 404: self = .notFound
        case 413: self = .tooLarge(0)
        case 415: self = .unsupportedMediaType("application/json")
        case 400..<500:
            self = .malformed(
                .init(fa: "درخواست پذیرفته نشد.", en: "The request was not accepted.")
            )
        default: self = .internal
        }
    }

    /// A part of the request that did not arrive in time (408).
    static func timeout(_ detail: Wording, headers: HTTPFields = [:]) -> Self {
        .init(
            status: 408,
            code: .timeout,
            title: .init(fa: "درخواست به‌موقع نرسید", en: "The request came too slowly"),
            detail: detail,
            headers: headers
        )
    }

    package static func malformed(_ detail: Wording) -> Self {
        .init(
            status: 400,
            code: .malformed,
            title: .init(fa: "درخواست خوانا نیست", en: "The request is malformed"),
            detail: detail
        )
    }

    /// A request with values that are not accepted (422).
    package static func validation(_ errors: [FieldProblem]) -> Self {
        .init(
            status: 422,
            code: .validation,
            title: .init(fa: "مقدارها پذیرفته نشد", en: "Some values were not accepted"),
            detail: .init(
                fa: "فیلدهای زیر را اصلاح کنید.",
                en: "Correct the fields that are listed."
            ),
            errors: errors
        )
    }

    /// A body or parameters of the wrong shape (400).
    package static func badRequest(_ errors: [FieldProblem]) -> Self {
        var problem = malformed(
            .init(
                fa: "بدنه یا پارامترهای درخواست شکل درستی ندارد.",
                en: "The body or the parameters do not have the right shape."
            )
        )
        problem.errors = errors
        return problem
    }

    static let unauthenticated = Problem(
        status: 401,
        code: .unauthenticated,
        title: .init(fa: "کلید دسترسی لازم است", en: "An API key is needed"),
        detail: .init(
            fa: "کلید دسترسی فرستاده نشده، نادرست است، باطل شده یا مهلت آن گذشته است.",
            en: "The API key is missing, wrong, revoked or expired."
        ),
        headers: [.wwwAuthenticate: "Bearer realm=\"sehat\""]
    )

    static let forbidden = Problem(
        status: 403,
        code: .forbidden,
        title: .init(fa: "اجازهٔ این کار را ندارید", en: "This key may not do that"),
        detail: .init(
            fa: "این کلید دسترسی برای این کار داده نشده است.",
            en: "The API key was not given for this kind of request."
        )
    )

    /// An address with nothing that the client may see (404).
    package static let notFound = Problem(
        status: 404,
        code: .notFound,
        title: .init(fa: "پیدا نشد", en: "Not found"),
        detail: .init(
            fa: "چیزی در این نشانی نیست، یا این کلید اجازهٔ دیدن آن را ندارد.",
            en: "There is nothing at this address, or nothing that this key may see."
        )
    )

    static func methodNotAllowed(_ allowed: [HTTPRequest.Method]) -> Self {
        .init(
            status: 405,
            code: .methodNotAllowed,
            title: .init(fa: "این روش پذیرفته نیست", en: "The method is not allowed"),
            detail: .init(
                fa: "این نشانی با این روش HTTP کار نمی‌کند.",
                en: "This address does not answer to this HTTP method."
            ),
            headers: [.allow: allowed.map(\.rawValue).sorted().joined(separator: ", ")]
        )
    }

    static func notAcceptable(_ offered: String) -> Self {
        .init(
            status: 406,
            code: .notAcceptable,
            title: .init(fa: "این قالب موجود نیست", en: "No acceptable format"),
            detail: .init(
                fa: "پاسخ این نشانی تنها با قالب \(offered) داده می‌شود.",
                en: "This address answers as \(offered) only."
            )
        )
    }

    /// A body that is larger than the limit, in bytes (413).
    package static func tooLarge(_ limit: Int) -> Self {
        .init(
            status: 413,
            code: .tooLarge,
            title: .init(fa: "درخواست بزرگ‌تر از حد است", en: "The request is too large"),
            detail: .init(
                fa: "بدنهٔ درخواست از \(limit) بایت بیشتر است.",
                en: "The body is larger than \(limit) bytes."
            ),
            headers: [.connection: "close"]
        )
    }

    static func unsupportedMediaType(_ accepted: String) -> Self {
        .init(
            status: 415,
            code: .unsupportedMediaType,
            title: .init(fa: "نوع محتوا پذیرفته نیست", en: "The content type is not supported"),
            detail: .init(
                fa: "محتوا را با نوع \(accepted) بفرستید.",
                en: "Send the body as \(accepted)."
            )
        )
    }

    /// `Accept-Encoding` in the response means that the coding is the reason (RFC 9110 §15.5.16).
    static let unsupportedCoding = Problem(
        status: 415,
        code: .unsupportedMediaType,
        title: .init(fa: "نوع محتوا پذیرفته نیست", en: "The content type is not supported"),
        detail: .init(
            fa: "محتوا را فشرده‌نشده و بدون Content-Encoding بفرستید.",
            en: "Send the body as it is, without Content-Encoding."
        ),
        headers: [.acceptEncoding: "identity"]
    )

    static let `internal` = Problem(
        status: 500,
        code: .internal,
        title: .init(fa: "خطای سامانه", en: "Something went wrong here"),
        detail: .init(
            fa: "خطایی در سامانه رخ داد و ثبت شد. بعداً دوباره تلاش کنید.",
            en: "A fault on our side. It has been recorded; try again later."
        )
    )

    /// A service that cannot answer now; the client may retry after the seconds (503).
    package static func unavailable(retryAfter seconds: Int) -> Self {
        .init(
            status: 503,
            code: .unavailable,
            title: .init(fa: "سامانه موقتاً در دسترس نیست", en: "Unavailable for the moment"),
            detail: .init(
                fa: "سامانه اکنون نمی‌تواند پاسخ دهد. کمی بعد دوباره تلاش کنید.",
                en: "The service cannot answer just now. Try again shortly."
            ),
            retryAfter: seconds
        )
    }

    /// The request needs a key that another machine has.
    static let keyNotHere = Problem(
        status: 503,
        code: .keyNotHere,
        title: .init(fa: "کلید روی این سرور نیست", en: "This machine lacks a key"),
        detail: .init(
            fa: """
                این سرور هنوز کلیدی را که برای این کار لازم است ندارد. درخواست را دوباره بفرستید؛ شاید سرور \
                دیگری آن را داشته باشد.
                """,
            en: """
                This machine does not have the key that this needs yet. Send the request again: another \
                machine may have it.
                """
        ),
        retryAfter: 5
    )

    static let storageFull = Problem(
        status: 507,
        code: .storageFull,
        title: .init(fa: "جای ذخیره پر است", en: "No storage is left"),
        detail: .init(
            fa: "چیزی ذخیره نشد. بررسی مدارک ادامه دارد؛ بعداً دوباره تلاش کنید.",
            en: "Nothing was stored. Checks continue to work; try again later."
        ),
        retryAfter: 60
    )
}

/// The problems of idempotency keys.
extension Problem {
    static let badIdempotencyKey = Problem.malformed(
        .init(
            fa: "Idempotency-Key باید ۱ تا ۲۵۵ نویسهٔ ASCII بدون فاصله باشد.",
            en: "An Idempotency-Key is 1 to 255 visible ASCII characters."
        )
    )

    static let idempotencyKeyReused = Problem(
        status: 422,
        code: .idempotencyKeyReused,
        title: .init(
            fa: "این کلید برای درخواست دیگری است",
            en: "The key belongs to another request"
        ),
        detail: .init(
            fa: "این Idempotency-Key پیش‌تر با درخواست دیگری به کار رفته است.",
            en: "This Idempotency-Key was used before with a different request."
        )
    )

    static let idempotencyKeyInFlight = Problem(
        status: 409,
        code: .idempotencyKeyInFlight,
        title: .init(fa: "درخواست نخست در جریان است", en: "The first request is still running"),
        detail: .init(
            fa: "درخواستی با همین Idempotency-Key هنوز تمام نشده است.",
            en: "A request with this Idempotency-Key has not finished yet."
        ),
        retryAfter: 1
    )

    static let idempotencyAnswerLost = Problem(
        status: 409,
        code: .idempotencyAnswerLost,
        title: .init(
            fa: "پاسخ درخواست نخست دیگر خوانده نمی‌شود",
            en: "The first answer cannot be read any more"
        ),
        detail: .init(
            fa: """
                درخواستی با همین Idempotency-Key انجام شده است و دوباره انجام نمی‌شود. نتیجهٔ آن را از \
                نشانی خودش بخوانید.
                """,
            en: """
                The request with this Idempotency-Key was done, and is not done again. Read its result \
                at its own address.
                """
        )
    )
}
