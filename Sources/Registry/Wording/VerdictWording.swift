package import Persian
package import VerifyCore

/// The words of a verdict: its title, its sentence and the next step, in both languages.
///
/// One table for the API, the pages and the command line. A sentence never names a person, and never
/// calls a paper forged: "not found" is not proof of fraud.
package struct VerdictWording: Sendable, Hashable {
    /// The outcome in a few words.
    package let title: Wording
    /// The outcome in a sentence.
    package let message: Wording
    /// What the reader should do now.
    package let nextStep: Wording

    /// The words for a verdict.
    package init(_ verdict: Verdict) {
        self = Self.words(for: verdict)
    }

    init(title: Wording, message: Wording, nextStep: Wording) {
        self.title = title
        self.message = message
        self.nextStep = nextStep
    }
}

extension VerdictWording {
    private static func words(for verdict: Verdict) -> Self {
        switch verdict {
        case .valid: valid
        case .superseded: superseded
        case .revoked: revoked
        case .suspended: suspended
        case .notFound: notFound
        case .mistyped: mistyped
        case .truncated: truncated
        case .reversed: reversed
        case .test: test
        case .legacyValid: legacyValid
        case .integrityFailure: integrityFailure
        case .rateLimited: rateLimited
        case .tokenFormat: tokenFormat
        case .tokenKeyUnknown: tokenKeyUnknown
        case .tokenSignatureBad: tokenSignatureBad
        case .statusStale: statusStale
        case .statusUnknown: statusUnknown
        }
    }
}

/// Verdicts on a degree that is in the register.
extension VerdictWording {
    private static let valid = Self(
        title: .init(fa: "مدرکی با این کد معتبر است", en: "A degree with this code is valid"),
        message: .init(
            fa: """
                مدرکی با این کد ثبت شده و معتبر است، اما نام هنوز مقایسه نشده است. مطمئن شوید که مدرک پیش روی \
                شما همان است.
                """,
            en: """
                A degree with this code is registered and valid, but the name has not been compared yet. \
                Make sure that the document before you is that degree.
                """
        ),
        nextStep: .init(
            fa: """
                گام دوم: نام خانوادگی روی مدرک را هم بنویسید. سپس نام، رشته و تاریخ را با مدرک مقایسه کنید و \
                کارت شناسایی آورندهٔ آن را ببینید.
                """,
            en: """
                Step two: give the family name on the document too. Then compare name, field and date with \
                the document, and look at the identity card of the person who brought it.
                """
        )
    )

    /// For a valid degree whose holder's name is shown, so that it can be compared.
    static let validWithName = Self(
        title: .init(fa: "ثبت شده و معتبر است", en: "Registered and valid"),
        message: .init(
            fa: """
                مدرکی با این کد و این مشخصات ثبت شده و معتبر است. نام، رشته و تاریخ را با نوشتهٔ مدرک مقایسه \
                کنید.
                """,
            en: """
                A degree with this code and these details is registered and valid. Compare name, field \
                and date with the document.
                """
        ),
        nextStep: .init(
            fa: """
                اگر چیزی با مدرک نمی‌خواند، آن را نپذیرید و گزارش دهید. اگر می‌خواند، کارت شناسایی آورندهٔ آن را \
                ببینید.
                """,
            en: """
                If anything differs from the document, do not accept it, and report it. If all is the \
                same, look at the identity card of the person who brought it.
                """
        )
    )

    /// The same words for a right datum that opens nothing, because the document shows it in clear.
    var afterDatumOnPaper: Self {
        Self(
            title: title,
            message: message,
            nextStep: .init(
                fa: """
                    چهار رقم آخر کد ملی در کد QR این مدرک آشکار است، پس مشخصات را باز نمی‌کند. نام خانوادگی یا \
                    سال تولد صاحب مدرک را بنویسید.
                    """,
                en: """
                    The QR code of this document shows the last four digits of the ID in clear, so they \
                    do not open the details. Give the holder's family name or year of birth.
                    """
            )
        )
    }

    private static let superseded = Self(
        title: .init(fa: "با نسخهٔ اصلاح‌شده جایگزین شده است", en: "Replaced by a corrected version"),
        message: .init(
            fa: "این مدرک اصلاح شده و نسخهٔ تازه‌ای با کد صحت دیگری جای آن را گرفته است.",
            en:
                "This document was corrected; a newer version with its own code has replaced it."
        ),
        nextStep: .init(
            fa: "به این نسخه استناد نکنید؛ نسخهٔ تازه را از صاحب مدرک بخواهید.",
            en: "Do not rely on this version; ask the holder for the newer one."
        )
    )

    /// For a code of the former system: not the document was corrected, its code was replaced.
    static let formerSuperseded = Self(
        title: .init(fa: "کد صحت تازه‌ای دارد", en: "Replaced by a new code"),
        message: .init(
            fa: "این کد از سامانهٔ پیشین است و کد صحت تازه‌ای جای آن را گرفته است.",
            en: "This code is of the former system; a new authenticity code has replaced it."
        ),
        nextStep: .init(
            fa: "به این کد استناد نکنید؛ کد صحت تازه را از صاحب مدرک بخواهید.",
            en: "Do not rely on this code; ask the holder for the new one."
        )
    )

    private static let revoked = Self(
        title: .init(fa: "باطل شده است", en: "Revoked"),
        message: .init(
            fa: "این مدرک صادر شده بود، اما باطل شده است و اعتبار ندارد.",
            en: "This document was issued but has been revoked. It is not in force."
        ),
        nextStep: .init(
            fa:
                "آن را نپذیرید. اگر صاحب مدرک به ابطال اعتراض دارد، به دانشگاه صادرکننده مراجعه کند.",
            en:
                "Do not accept it. A holder who disputes this should turn to the issuing institution."
        )
    )

    private static let suspended = Self(
        title: .init(fa: "معلق است", en: "Suspended"),
        message: .init(
            fa: "اعتبار این مدرک تا پایان بررسی معلق شده است.",
            en: "This document is suspended while it is under review."
        ),
        nextStep: .init(
            fa: "چند روز دیگر دوباره بررسی کنید یا از دانشگاه صادرکننده بپرسید.",
            en: "Check again in a few days, or ask the issuing institution."
        )
    )

    private static let legacyValid = Self(
        title: .init(fa: "معتبر در سامانهٔ پیشین", en: "Valid in the former system"),
        message: .init(
            fa: """
                این کد را سامانهٔ پیشین صادر کرده و معتبر است. مشخصات مدرک در این سامانه نیست، پس نام روی آن را \
                نمی‌توان اینجا مقایسه کرد.
                """,
            en: """
                This code was issued by the former system and is in force. The details are not held here, \
                so the name on the document cannot be compared.
                """
        ),
        nextStep: .init(
            fa: "برای دیدن مشخصات، صاحب مدرک می‌تواند کد صحت تازه بگیرد.",
            en: "To have the details confirmed as well, the holder can request a new code."
        )
    )

    private static let integrityFailure = Self(
        title: .init(fa: "فعلاً تأیید نمی‌شود", en: "Cannot be confirmed"),
        message: .init(
            fa: "به اطلاعات ثبت‌شدهٔ این مدرک فعلاً نمی‌توان تکیه کرد؛ تا پایان رسیدگی تأیید نمی‌شود.",
            en: "The seal of this record cannot be relied on at present. It is not confirmed."
        ),
        nextStep: .init(
            fa:
                "به سازمان خبر داده‌ایم. بعداً دوباره بررسی کنید یا با ذکر کد پیگیری با سازمان تماس بگیرید.",
            en: "We have been alerted. Check again later, or contact us with the reference number."
        )
    )
}

/// Verdicts on what was typed, or on how often.
extension VerdictWording {
    /// The same words whether the code, its tag or the datum is wrong: nothing else may be shown.
    private static let notFound = Self(
        title: .init(fa: "پیدا نشد", en: "Not found"),
        message: .init(
            fa: "مدرکی با آنچه نوشتید پیدا نشد. پیدا نشدن به‌تنهایی دلیل جعلی بودن نیست.",
            en: "No document was found for this. That alone is not proof of fraud."
        ),
        nextStep: .init(
            fa: """
                کد را یک بار دیگر از روی مدرک بخوانید؛ اگر مشخصه‌ای از صاحب مدرک هم نوشته‌اید، فقط با کد بررسی \
                کنید. مدرک قدیمی ممکن است کد نداشته باشد؛ صاحب مدرک می‌تواند برای آن کد بگیرد. مدرک \
                وزارتخانه‌های دیگر در سامانهٔ خودشان بررسی می‌شود.
                """,
            en: """
                Read the code from the document once more; if something about the holder was given too, \
                check by the code alone. An older document may have no code: its holder can request one. \
                Degrees of other ministries are checked in their systems.
                """
        )
    )

    private static let mistyped = Self(
        title: .init(fa: "کد درست نیست", en: "The code is mistyped"),
        message: .init(
            fa: "این کد درست نیست؛ شاید رقمی اشتباه یا جابه‌جا نوشته شده است.",
            en: "The check digits do not match the rest of the code: a digit is probably wrong."
        ),
        nextStep: .init(
            fa: "هر بیست رقم را با مدرک مقایسه کنید و دوباره بنویسید.",
            en: "Compare all twenty digits with the document and enter them again."
        )
    )

    private static let truncated = Self(
        title: .init(fa: "اکسل کد را خراب کرده است", en: "A spreadsheet damaged the code"),
        message: .init(
            fa: "اکسل رقم‌های آخر این کد را پاک کرده است.",
            en: "A spreadsheet has destroyed the last digits of this code."
        ),
        nextStep: .init(
            fa: "ستون را «متن» (Text) کنید و کد را از روی مدرک دوباره بنویسید.",
            en: "Format the column as text and enter the code from the document again."
        )
    )

    private static let reversed = Self(
        title: .init(fa: "گروه‌های کد برعکس نوشته شده است", en: "The groups are in reverse order"),
        message: .init(
            fa: "گروه‌های کد برعکس نوشته شده است.",
            en: "The five groups of this code were entered from the last to the first."
        ),
        nextStep: .init(
            fa: "کد پیشنهادی را با مدرک مقایسه کنید و همان را بررسی کنید.",
            en: "Compare the suggested code with the document and check that one."
        )
    )

    private static let rateLimited = Self(
        title: .init(fa: "تعداد بررسی‌ها زیاد است", en: "Too many checks"),
        message: .init(
            fa: "از شبکهٔ شما درخواست‌های زیادی رسیده است.",
            en: "Too many requests came from your network in a short time."
        ),
        nextStep: .init(
            fa: "کمی صبر کنید؛ این پاسخ دربارهٔ مدرک نیست.",
            en: "Wait a little; this answer says nothing about the document."
        )
    )
}
