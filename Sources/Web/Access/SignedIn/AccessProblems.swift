import HTTPTypes
import Persian

/// The problems of pages with a session.
extension Problem {
    /// A session that has ended, or that never was one.
    static let sessionEnded = Problem(
        status: 401,
        code: .signedOut,
        title: .init(fa: "از حساب خود خارج شده‌اید", en: "You are signed out"),
        detail: .init(
            fa: "نشست شما تمام شده است. برای ادامه دوباره وارد شوید.",
            en: "Your session has ended. Sign in again to continue."
        ),
        // RFC 9110 §11.6.1 requires a challenge; browsers ignore a scheme that they do not know.
        headers: [.wwwAuthenticate: "Session realm=\"sehat\""]
    )

    /// A form of an earlier session, or one whose cookie or token did not come back.
    static let staleForm = Problem(
        status: 403,
        code: .foreignForm,
        title: .init(fa: "این فرم دیگر معتبر نیست", en: "This form is no longer valid"),
        detail: .init(
            fa: """
                صفحه را دوباره باز کنید و فرم را از نو بفرستید. مرورگر شما باید کوکی‌های این سایت را بپذیرد.
                """,
            en: """
                Open the page again and send the form once more. Your browser has to accept the cookies of \
                this site.
                """
        )
    )

    /// A form of a page that the person's roles no longer open.
    package static let roleEnded = Problem(
        status: 403,
        code: .forbidden,
        title: .init(fa: "این مسئولیت را دیگر ندارید", en: "You no longer have this role"),
        detail: .init(
            fa: "چیزی ثبت نشد. اگر گمان می‌کنید اشتباهی شده است، به سازمان خبر دهید.",
            en: "Nothing was stored. If you think that this is a mistake, contact the organisation."
        )
    )
}
