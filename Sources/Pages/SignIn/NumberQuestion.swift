import Accounts
import Persian
import VerifyCore
import Web

/// The question for the number of a person: its kind, the number, the issuing state of a passport.
enum NumberQuestion {
    /// The fields, in the order of the page.
    static let fields = [kind, number, country]

    /// What the page shows before the first answer: most readers have a national ID.
    static let initial = [kind.name: IDKind.national.rawValue]

    private static let kind = PageField(
        "kind",
        .choice([
            .init(IDKind.national.rawValue, Wording(fa: "شمارهٔ ملی", en: "Iranian national ID")),
            .init(IDKind.passport.rawValue, Wording(fa: "گذرنامه", en: "Passport")),
            .init(
                IDKind.foreigner.rawValue,
                Wording(fa: "شمارهٔ اختصاصی اتباع خارجی", en: "Number of a foreigner in Iran")
            ),
        ]),
        label: Wording(fa: "نوع شناسه", en: "Kind of ID"),
        required: Wording(fa: "نوع شناسه را انتخاب کنید.", en: "Choose the kind of ID.")
    )

    private static let number = PageField(
        "number",
        .latin,
        label: Wording(fa: "شماره", en: "Number"),
        hint: Wording(
            fa: "با رقم فارسی یا انگلیسی؛ شمارهٔ ملی ده رقم است.",
            en: "Persian or Latin digits; a national ID has ten of them."
        ),
        required: Wording(fa: "شماره را بنویسید.", en: "Enter the number."),
        limit: 40,
        autocomplete: "username"
    )

    private static let country = PageField(
        "country",
        .latin,
        label: Wording(fa: "کشور صادرکنندهٔ گذرنامه", en: "State that issued the passport"),
        hint: Wording(
            fa: "فقط برای گذرنامه: سه حرف کد کشور، مانند AFG یا IRQ، که روی گذرنامه هست.",
            en: "For a passport only: the three letters on it, such as AFG or IRQ."
        ),
        limit: 3,
        autocomplete: "country",
        style: "short"
    )

    /// Reads the number from a form.
    ///
    /// - Throws: What is wrong, at its field.
    static func read(_ submitted: SubmittedForm) throws(FieldFault) -> IDNumber {
        guard let kind = IDKind(rawValue: submitted[kind.name]) else {
            throw FieldFault(field: kind.name, wording: missingKind)
        }
        do {
            return try IDNumber(
                kind,
                country: submitted[country.name].filter { !$0.isWhitespace },
                typed: submitted[number.name]
            )
        } catch {
            switch error {
            case .country: throw FieldFault(field: country.name, wording: wrongCountry)
            case .national, .passport, .foreigner:
                throw FieldFault(field: number.name, wording: wording(of: error))
            }
        }
    }
}

/// What is wrong with a number.
extension NumberQuestion {
    private static let missingKind = Wording(
        fa: "نوع شناسه را انتخاب کنید.",
        en: "Choose the kind of ID."
    )
    private static let wrongCountry = Wording(
        fa: "سه حرف کد کشور را از روی گذرنامه بنویسید، مانند AFG.",
        en: "Enter the three letters of the state from the passport, such as AFG."
    )

    private static func wording(of fault: IDNumberFault) -> Wording {
        switch fault {
        case .national(let error): wording(of: error)
        case .country: wrongCountry
        case .passport:
            Wording(
                fa: "شمارهٔ گذرنامه ۵ تا ۲۰ حرف لاتین و رقم دارد.",
                en: "The number of a passport has 5 to 20 Latin letters and digits."
            )
        case .foreigner:
            Wording(
                fa: "شمارهٔ اتباع خارجی ۸ تا ۱۵ رقم دارد.",
                en: "The number of a foreigner has 8 to 15 digits."
            )
        }
    }

    private static func wording(of error: NationalID.ParsingError) -> Wording {
        switch error {
        case .empty:
            Wording(fa: "شمارهٔ ملی را بنویسید.", en: "Enter the national ID.")
        case .length(let count):
            Wording(
                fa: "\(PersianNumber.grouped(count)) رقم نوشته‌اید؛ شمارهٔ ملی ده رقم دارد.",
                en: "You entered \(count) digits; a national ID has ten."
            )
        case .character(let character):
            Wording(
                fa: "«\(character)» رقم نیست؛ شمارهٔ ملی فقط رقم دارد.",
                en: "“\(character)” is not a digit; a national ID has digits only."
            )
        case .repeatedDigit, .checkDigit:
            Wording(
                fa: "این شمارهٔ ملی درست نیست؛ شاید رقمی اشتباه یا جابه‌جا نوشته شده است.",
                en: "This national ID is not right; a digit may be wrong or in another place."
            )
        }
    }
}
