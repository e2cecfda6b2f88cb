extension NationalID.ParsingError {
    /// What is wrong, and what to do.
    package var wording: Wording {
        switch self {
        case .empty: Wording(fa: "شماره ملی را بنویسید.", en: "Enter the national ID.")
        case .character(let letter):
            DigitWording.foreign(letter, in: Wording(fa: "شماره ملی", en: "a national ID"))
        case .length(let count): DigitWording.count(count, of: NationalID.count)
        case .repeatedDigit:
            Wording(
                fa: "شماره ملی ده رقم یکسان نیست؛ آن را از روی کارت ملی بنویسید.",
                en: "No national ID is the same digit ten times; copy it from the card."
            )
        case .checkDigit: .mistyped(Wording(fa: "شماره ملی", en: "national ID"))
        }
    }
}

extension LegalID.ParsingError {
    /// What is wrong, and what to do.
    package var wording: Wording {
        switch self {
        case .empty:
            Wording(fa: "شناسه ملی را بنویسید.", en: "Enter the ID of the legal person.")
        case .character(let letter):
            DigitWording.foreign(letter, in: Wording(fa: "شناسه ملی", en: "the ID"))
        case .length(let count): DigitWording.count(count, of: LegalID.count)
        case .range:
            Wording(
                fa: "رقم‌های چهارم تا نهم شناسه ملی همه صفر نیست؛ آن را بازبینی کنید.",
                en: "The fourth to ninth digits of the ID are never all 0; check them."
            )
        case .checkDigit: .mistyped(Wording(fa: "شناسه ملی", en: "ID"))
        }
    }
}

extension ForeignerID.ParsingError {
    /// What is wrong, and what to do.
    package var wording: Wording {
        switch self {
        case .empty:
            Wording(fa: "کد فراگیر را بنویسید.", en: "Enter the number of the foreign national.")
        case .character(let letter):
            DigitWording.foreign(letter, in: Wording(fa: "کد فراگیر", en: "the number"))
        case .length(let count): DigitWording.count(count, of: ForeignerID.count)
        case .repeatedDigit:
            Wording(
                fa: "کد فراگیر دوازده رقم یکسان نیست؛ آن را از روی کارت بنویسید.",
                en: "No number is the same digit twelve times; copy it from the card."
            )
        case .nationalID:
            Wording(
                fa: "این شماره ملی یک ایرانی است؛ آن را در جای «شماره ملی» بنویسید.",
                en: "This is the national ID of an Iranian; enter it as a national ID."
            )
        }
    }
}

extension PostalCode.ParsingError {
    /// What is wrong, and what to do.
    package var wording: Wording {
        switch self {
        case .empty: Wording(fa: "کد پستی را بنویسید.", en: "Enter the postal code.")
        case .character(let letter):
            DigitWording.foreign(letter, in: Wording(fa: "کد پستی", en: "a postal code"))
        case .length(let count): DigitWording.count(count, of: PostalCode.count)
        case .forbiddenDigit(let digit, let place):
            Wording(
                fa: """
                    پنج رقم نخست کد پستی صفر و دو ندارد؛ رقم \(PersianNumber.plain(place)) از چپ، \
                    \(PersianNumber.plain(digit)) است. شاید دو گروه جابه‌جا نوشته شده است.
                    """,
                en: """
                    The first five digits of a postal code are never 0 or 2; digit \(place) is \(digit). \
                    The two groups may be exchanged.
                    """
            )
        case .repeatedDigit:
            Wording(
                fa: "چهار رقم نخست کد پستی یکسان نیست؛ آن را بازبینی کنید.",
                en: "The first four digits of a postal code are never the same; check them."
            )
        }
    }
}

extension TrackingNumber.ParsingError {
    /// What is wrong, and what to do.
    package var wording: Wording {
        switch self {
        case .empty: Wording(fa: "کد پیگیری را بنویسید.", en: "Enter the tracking number.")
        case .character(let letter):
            DigitWording.foreign(letter, in: Wording(fa: "کد پیگیری", en: "a tracking number"))
        case .length(let count): DigitWording.count(count, of: TrackingNumber.count)
        case .checkDigit: .mistyped(Wording(fa: "کد پیگیری", en: "tracking number"))
        }
    }
}

extension Wording {
    /// The sentence about check digits that do not fit; it never names a digit.
    static func mistyped(_ number: Wording) -> Wording {
        Wording(
            fa: "این \(number.fa) درست نیست؛ شاید رقمی اشتباه یا جابه‌جا نوشته شده است.",
            en: "This \(number.en) is not right; a digit may be wrong, or two may be exchanged."
        )
    }
}
