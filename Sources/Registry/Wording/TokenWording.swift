package import Persian

/// Verdicts on a QR token, and on the age of what is known.
extension VerdictWording {
    static let tokenFormat = Self(
        title: .init(fa: "این کد QR خوانده نمی‌شود", en: "Not one of our QR codes"),
        message: .init(
            fa: "این کد QR مربوط به مدرک تحصیلی نیست یا ناقص خوانده شده است.",
            en: "The text of this QR code is not a degree token, or was read incompletely."
        ),
        nextStep: .init(
            fa: "دوباره اسکن کنید یا کد بیست‌رقمی روی مدرک را بنویسید.",
            en: "Scan it again, or enter the twenty-digit code from the document."
        )
    )

    static let tokenKeyUnknown = Self(
        title: .init(fa: "امضاکنندهٔ این کد QR شناخته نیست", en: "Signed with an unknown key"),
        message: .init(
            fa: "کلیدی که این کد QR با آن امضا شده، از کلیدهای رسمی سازمان نیست.",
            en: "The key that signed this QR code is not one of the organisation's published keys."
        ),
        nextStep: .init(
            fa: "آن را نپذیرید. فهرست کلیدها را به‌روز کنید یا کد بیست‌رقمی را بررسی کنید.",
            en: "Do not accept it. Update the list of keys, or check the twenty-digit code."
        )
    )

    /// For a token whose key is compromised: the signature proves nothing, and the code is still good.
    package static func keyWithdrawn(on day: CivilDate?) -> Self {
        let day = day.map { PersianTime.date($0) }
        return Self(
            title: .init(
                fa: "امضای این کد QR از اعتبار افتاده است",
                en: "Signed with a withdrawn key"
            ),
            message: .init(
                fa: """
                    کلیدی که این کد QR با آن امضا شده\(day.map { "، از \($0.fa)" } ?? "") از اعتبار افتاده است. \
                    این نشانهٔ ایرادی در مدرک نیست.
                    """,
                en: """
                    The key that signed this QR code was withdrawn\(day.map { " on \($0.en)" } ?? ""). That is no \
                    sign of a fault in the document.
                    """
            ),
            nextStep: .init(
                fa: "کد بیست‌رقمی روی مدرک را بررسی کنید.",
                en: "Check the twenty-digit code on the document."
            )
        )
    }

    /// For a token that says that it was issued after this moment.
    package static let issuedInFuture = Self(
        title: tokenFormat.title,
        message: .init(
            fa: "تاریخ صدور این کد QR هنوز نرسیده است، یا ساعت و تاریخ این دستگاه عقب است.",
            en:
                "The date of issue of this QR code is in the future, or the clock of this machine is behind."
        ),
        nextStep: .init(
            fa: "ساعت و تاریخ این دستگاه را ببینید و کد بیست‌رقمی روی مدرک را بررسی کنید.",
            en:
                "Check the date and time of this machine, and the twenty-digit code on the document."
        )
    )

    static let tokenSignatureBad = Self(
        title: .init(fa: "این کد QR اصیل نیست", en: "The signature is wrong"),
        message: .init(
            fa: "امضای دیجیتال آن درست نیست.",
            en: "The signature of this QR code does not match its content."
        ),
        nextStep: .init(
            fa: "مدرک را نپذیرید، کد بیست‌رقمی را بررسی کنید و مورد را گزارش دهید.",
            en: "Do not accept the document; check its twenty-digit code, and report it."
        )
    )

    static let statusStale = Self(
        title: .init(fa: "وضعیت به‌روز نیست", en: "The status is out of date"),
        message: .init(
            fa: "امضا درست است، اما فهرست وضعیت مدرک‌ها قدیمی است.",
            en: "The signature is right, but the list of statuses is old."
        ),
        nextStep: .init(
            fa: "فهرست وضعیت را به‌روز کنید یا مدرک را برخط بررسی کنید.",
            en: "Update the status list, or check online."
        )
    )

    /// For a code whose key this machine does not have yet: nothing is wrong with the document.
    static let notNow = Self(
        title: .init(fa: "اکنون نمی‌توان بررسی کرد", en: "It cannot be checked at this moment"),
        message: .init(
            fa: "این کد را اکنون نمی‌توان بررسی کرد. این نشانهٔ ایرادی در مدرک نیست.",
            en:
                "This code cannot be checked at this moment. That is no sign of a fault in the document."
        ),
        nextStep: .init(
            fa: "چند دقیقهٔ دیگر دوباره بررسی کنید؛ اگر باز هم نشد، به سازمان خبر دهید.",
            en: "Check again in a few minutes; if it is still so, tell the organisation."
        )
    )

    static let statusUnknown = Self(
        title: .init(fa: "وضعیت معلوم نیست", en: "The status is not known"),
        message: .init(
            fa: "امضا درست است، اما معلوم نیست که مدرک هنوز معتبر باشد.",
            en: "The signature is right, but whether the degree is still in force is not known."
        ),
        nextStep: .init(
            fa: "برای دیدن وضعیت کنونی، مدرک را برخط بررسی کنید.",
            en: "Check online to learn the present status."
        )
    )
}
