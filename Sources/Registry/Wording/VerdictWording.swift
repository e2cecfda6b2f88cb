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
        title: .init(fa: "معتبر است", en: "Genuine"),
        message: .init(
            fa: "این مدرک در بانک اطلاعات دانش‌آموختگان ثبت شده و معتبر است.",
            en: "This degree is in the national register of graduates and is in force."
        ),
        nextStep: .init(
            fa: "مشخصات این صفحه را با مدرک، و صاحب مدرک را با کارت شناسایی‌اش مطابقت دهید.",
            en:
                "Compare what is shown here with the document, and its holder with an identity card."
        )
    )

    private static let superseded = Self(
        title: .init(fa: "نسخهٔ تازه‌تری دارد", en: "Replaced by a newer version"),
        message: .init(
            fa: "این مدرک اصلاح شده و نسخهٔ تازه‌تری با کد صحت دیگری جای آن را گرفته است.",
            en:
                "This document was corrected; a newer version with its own code has replaced it."
        ),
        nextStep: .init(
            fa: "نسخهٔ تازه یا کد صحت تازه را از صاحب مدرک بخواهید.",
            en: "Ask the holder for the newer document or its code."
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
        title: .init(fa: "موقتاً معلق است", en: "Suspended for now"),
        message: .init(
            fa: "اعتبار این مدرک تا پایان بررسی به حالت تعلیق درآمده است.",
            en: "This document is suspended while it is under review."
        ),
        nextStep: .init(
            fa: "چند روز دیگر دوباره بررسی کنید یا از دانشگاه صادرکننده بپرسید.",
            en: "Check again in a few days, or ask the issuing institution."
        )
    )

    private static let legacyValid = Self(
        title: .init(fa: "معتبر در سامانهٔ پیشین", en: "Genuine in the former system"),
        message: .init(
            fa: "این کد را سامانهٔ پیشین صادر کرده و معتبر است؛ مشخصات مدرک در این سامانه نیست.",
            en:
                "This code was issued by the former system and is in force; its details are not held here."
        ),
        nextStep: .init(
            fa: "برای دیدن مشخصات، صاحب مدرک می‌تواند کد صحت تازه بگیرد.",
            en: "To have the details confirmed as well, the holder can request a new code."
        )
    )

    private static let test = Self(
        title: .init(fa: "کد آزمایشی", en: "A test code"),
        message: .init(
            fa: "این کد برای آزمایش سامانه ساخته شده و به هیچ مدرکی تعلق ندارد.",
            en: "This code exists for testing. It belongs to no document."
        ),
        nextStep: .init(
            fa: "اگر آن را روی مدرکی دیده‌اید، آن مدرک را نپذیرید و گزارش دهید.",
            en: "If you found it on a document, do not accept that document, and report it."
        )
    )

    private static let integrityFailure = Self(
        title: .init(fa: "فعلاً تأیید نمی‌شود", en: "Cannot be confirmed"),
        message: .init(
            fa: "به اطلاعات ثبت‌شدهٔ این مدرک فعلاً نمی‌توان تکیه کرد؛ تا پایان رسیدگی تأیید نمی‌شود.",
            en: "The seal of this record cannot be relied on at present. It is not confirmed."
        ),
        nextStep: .init(
            fa: "سازمان آگاه شده است. بعداً دوباره بررسی کنید یا با شمارهٔ پیگیری تماس بگیرید.",
            en: "We have been alerted. Check again later, or contact us with the reference number."
        )
    )
}

/// Verdicts on what was typed, or on how often.
extension VerdictWording {
    private static let notFound = Self(
        title: .init(fa: "پیدا نشد", en: "Not found"),
        message: .init(
            fa: "مدرکی با این مشخصات پیدا نشد. پیدا نشدن به‌تنهایی دلیل جعلی بودن نیست.",
            en: "No document was found for this. That alone is not proof of fraud."
        ),
        nextStep: .init(
            fa: """
                کد را یک بار دیگر از روی مدرک بخوانید. مدرک قدیمی ممکن است کد نداشته باشد؛ صاحب مدرک \
                می‌تواند برای آن کد بگیرد. مدرک وزارتخانه‌های دیگر در سامانهٔ خودشان بررسی می‌شود.
                """,
            en: """
                Read the code from the document once more. An older document may have no code: its \
                holder can request one. Degrees of other ministries are checked in their systems.
                """
        )
    )

    private static let mistyped = Self(
        title: .init(fa: "کد درست وارد نشده است", en: "The code is mistyped"),
        message: .init(
            fa: "رقم‌های کنترلی این کد با بقیهٔ آن نمی‌خواند؛ احتمالاً رقمی اشتباه وارد شده است.",
            en: "The check digits do not match the rest of the code: a digit is probably wrong."
        ),
        nextStep: .init(
            fa: "هر بیست رقم را با مدرک مقایسه کنید و دوباره وارد کنید.",
            en: "Compare all twenty digits with the document and enter them again."
        )
    )

    private static let truncated = Self(
        title: .init(fa: "کد در صفحه‌گسترده خراب شده است", en: "A spreadsheet damaged the code"),
        message: .init(
            fa: "نرم‌افزار صفحه‌گسترده رقم‌های پایانی این کد را از بین برده است.",
            en: "A spreadsheet has destroyed the last digits of this code."
        ),
        nextStep: .init(
            fa: "ستون را به نوع «متن» تغییر دهید و کد را از روی مدرک دوباره وارد کنید.",
            en: "Format the column as text and enter the code from the document again."
        )
    )

    private static let reversed = Self(
        title: .init(fa: "گروه‌های کد وارونه است", en: "The groups are in reverse order"),
        message: .init(
            fa: "پنج گروه چهاررقمی این کد از آخر به اول وارد شده است.",
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
            fa: "از شبکهٔ شما، یا برای همین کد، در زمان کوتاهی تلاش‌های زیادی شده است.",
            en: "Too many tries came from your network, or were made at this code, in a short time."
        ),
        nextStep: .init(
            fa: "نام خانوادگی یا سال تولد صاحب مدرک را هم بنویسید، یا بعداً دوباره تلاش کنید.",
            en: "Give the holder's family name or year of birth too, or try again later."
        )
    )
}

/// Verdicts on a QR token, and on the age of what is known.
extension VerdictWording {
    private static let tokenFormat = Self(
        title: .init(fa: "این کد QR خوانده نمی‌شود", en: "Not one of our QR codes"),
        message: .init(
            fa: "متن این کد QR توکن مدرک تحصیلی نیست یا ناقص خوانده شده است.",
            en: "The text of this QR code is not a degree token, or was read incompletely."
        ),
        nextStep: .init(
            fa: "دوباره اسکن کنید یا کد بیست‌رقمی روی مدرک را وارد کنید.",
            en: "Scan it again, or enter the twenty-digit code from the document."
        )
    )

    private static let tokenKeyUnknown = Self(
        title: .init(fa: "کلید امضا شناخته نیست", en: "Signed with an unknown key"),
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

    private static let tokenSignatureBad = Self(
        title: .init(fa: "امضا درست نیست", en: "The signature is wrong"),
        message: .init(
            fa: "امضای این کد QR با محتوای آن نمی‌خواند.",
            en: "The signature of this QR code does not match its content."
        ),
        nextStep: .init(
            fa: "مدرک را نپذیرید، کد بیست‌رقمی را بررسی کنید و مورد را گزارش دهید.",
            en: "Do not accept the document; check its twenty-digit code, and report it."
        )
    )

    private static let statusStale = Self(
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
        title: .init(fa: "اکنون نمی‌توان بررسی کرد", en: "It can not be checked at this moment"),
        message: .init(
            fa: "این کد را اکنون نمی‌توان بررسی کرد. این نشانهٔ ایرادی در مدرک نیست.",
            en:
                "This code can not be checked at this moment. That is no sign of a fault in the document."
        ),
        nextStep: .init(
            fa: "چند دقیقهٔ دیگر دوباره بررسی کنید؛ اگر باز هم نشد، به سازمان خبر دهید.",
            en: "Check again in a few minutes; if it is still so, tell the organisation."
        )
    )

    private static let statusUnknown = Self(
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
