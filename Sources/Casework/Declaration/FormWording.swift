import Persian

/// The sentences of problems of a form.
extension Wording {
    static let unknownField = Wording(
        fa: "فیلدی فرستاده شده است که این فرم ندارد.",
        en: "A field was sent that this form does not have."
    )
    static let wrongShape = Wording(
        fa: "این پاسخ از گونه‌ای دیگر است.",
        en: "This answer is of another kind."
    )
    static let notConfirmed = Wording(fa: "این جمله را تأیید کنید.", en: "Confirm this sentence.")
    static let unknownChoice = Wording(
        fa: "یکی از پاسخ‌های فهرست را برگزینید.",
        en: "Choose one of the answers in the list."
    )
    static let unknownOrganisation = Wording(
        fa: "این سازمان شناخته نیست؛ آن را از فهرست برگزینید.",
        en: "This organisation is not known; choose it from the list."
    )
    static let unknownDocument = Wording(
        fa: "این پرونده پیدا نشد؛ آن را دوباره بارگذاری کنید.",
        en: "This file was not found; upload it again."
    )
    static let repeatedFile = Wording(
        fa: "این پرونده دو بار بارگذاری شده است؛ یکی را بردارید.",
        en: "This file was uploaded twice; remove one."
    )
    static let controlCharacter = Wording(
        fa: "در این متن نویسه‌ای هست که دیده نمی‌شود؛ آن را دوباره بنویسید.",
        en: "This text has a control character; type it again."
    )
    static let notANumber = Wording(
        fa: "تنها رقم بنویسید، مانند ۱۲.",
        en: "Enter digits only, such as 12."
    )
    static let notAnAddress = Wording(
        fa: "نشانی ایمیل را به شکل name@example.org بنویسید.",
        en: "Enter an e-mail address such as name@example.org."
    )
    static let notAPassport = Wording(
        fa: "سه حرف کشور صادرکننده و سپس شماره گذرنامه را بنویسید، مانند DEU C01X00T47.",
        en: "Enter the three letters of the issuing state and the number, such as DEU C01X00T47."
    )
    static let tooManyFiles = Wording(
        fa: "یک درخواست بیش از \(PersianNumber.grouped(FormLimit.files)) پرونده ندارد.",
        en: "A request has at most \(FormLimit.files) files."
    )

    static func tooLong(_ limit: Int) -> Wording {
        Wording(
            fa: "بیش از \(PersianNumber.grouped(limit)) نویسه است؛ آن را کوتاه کنید.",
            en:
                "This has more than \(PersianNumber.groupedInEnglish(limit)) characters; shorten it."
        )
    }

    static func tooFew(_ limit: Int) -> Wording {
        Wording(
            fa: "دست‌کم \(PersianNumber.grouped(limit)) مورد لازم است.",
            en: "At least \(limit) \(limit == 1 ? "is" : "are") needed."
        )
    }

    static func tooMany(_ limit: Int) -> Wording {
        Wording(
            fa: "بیش از \(PersianNumber.grouped(limit)) مورد پذیرفته نیست.",
            en: "At most \(limit) \(limit == 1 ? "is" : "are") accepted."
        )
    }

    static func tooManyBytes(_ limit: Int) -> Wording {
        let kilobytes = limit / 1_000
        return Wording(
            fa: "این پرونده بزرگ‌تر از \(PersianNumber.grouped(kilobytes)) کیلوبایت است.",
            en: "This file has more than \(PersianNumber.groupedInEnglish(kilobytes)) kB."
        )
    }

    static func wrongKind(_ kinds: Set<FileKind>) -> Wording {
        let names = kinds.map { $0.rawValue.uppercased() }.sorted()
        return Wording(
            fa: "این گونه پرونده پذیرفته نیست؛ پذیرفته: \(names.joined(separator: "، ")).",
            en: "Files of this kind are not accepted; accepted: \(names.joined(separator: ", "))."
        )
    }
}
