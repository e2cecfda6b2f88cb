extension Mobile.ParsingError {
    /// What is wrong, and what to do.
    package var wording: Wording {
        switch self {
        case .empty: Wording(fa: "شماره همراه را بنویسید.", en: "Enter the mobile number.")
        case .character(let letter):
            DigitWording.foreign(letter, in: Wording(fa: "شماره همراه", en: "a mobile number"))
        case .length(let count):
            Wording(
                fa: """
                    شماره همراه یازده رقم دارد، مانند ۰۹۱۲۳۴۵۶۷۸۹؛ \
                    \(PersianNumber.grouped(count)) رقم نوشته‌اید.
                    """,
                en: """
                    A mobile number has eleven digits, such as 09123456789; \
                    \(count == 1 ? "one digit was" : "\(count) digits were") read.
                    """
            )
        case .landline:
            Wording(
                fa: "این شماره تلفن ثابت است؛ شماره همراه با ۰۹ آغاز می‌شود.",
                en: "This is the number of a landline; a mobile number begins with 09."
            )
        case .foreignNumber:
            Wording(
                fa: "این شماره از کشور دیگری است؛ به جای آن ایمیل خود را بنویسید.",
                en: "This is a number of another country; give an e-mail address instead."
            )
        }
    }
}

extension IBAN.ParsingError {
    /// What is wrong, and what to do.
    package var wording: Wording {
        switch self {
        case .empty: Wording(fa: "شماره شبا را بنویسید.", en: "Enter the IBAN.")
        case .character(let letter):
            DigitWording.foreign(
                letter,
                in: Wording(fa: "شماره شبا پس از IR", en: "an IBAN, behind IR,")
            )
        case .length(let count): DigitWording.count(count, of: IBAN.digitCount)
        case .country(let country):
            Wording(
                fa: "این شماره حساب کشور دیگری است (\(country))؛ شماره شبا با IR آغاز می‌شود.",
                en:
                    "This is the IBAN of another country (\(country)); an Iranian one begins with IR."
            )
        case .range:
            Wording(
                fa: "دو رقم پس از IR هیچ‌گاه ۰۰، ۰۱ یا ۹۹ نیست؛ آنها را بازبینی کنید.",
                en: "The two digits behind IR are never 00, 01 or 99; check them."
            )
        case .checkDigit: .mistyped(Wording(fa: "شماره شبا", en: "IBAN"))
        }
    }
}
