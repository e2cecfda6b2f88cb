import Accounts
import Persian
import Web

/// The question for a contact: an Iranian mobile number, or an e-mail address.
enum ContactQuestion {
    /// The fields, in the order of the page.
    static let fields = [mobile, email]

    private static let mobile = PageField(
        "mobile",
        .digits,
        label: Wording(fa: "شمارهٔ همراه ایران", en: "Iranian mobile number"),
        hint: Wording(
            fa: "شمارهٔ به نام خودتان؛ کد به آن پیامک می‌شود.",
            en: "A number in your own name; the code comes by text message."
        ),
        limit: 30,
        autocomplete: "tel-national"
    )

    private static let email = PageField(
        "email",
        .latin,
        label: Wording(fa: "یا ایمیل", en: "Or an e-mail address"),
        hint: Wording(
            fa: "اگر شمارهٔ همراه ایران ندارید. یکی از این دو کافی است.",
            en: "If you have no Iranian mobile number. One of the two is enough."
        ),
        limit: 254,
        autocomplete: "email"
    )

    /// Reads the contact from a form.
    ///
    /// - Throws: What is wrong, at its field.
    static func read(_ submitted: SubmittedForm) throws(FieldFault) -> Contact {
        let typed = (mobile: submitted[mobile.name], email: submitted[email.name])
        switch (typed.mobile.allSatisfy(\.isWhitespace), typed.email.allSatisfy(\.isWhitespace)) {
        case (true, true): throw FieldFault(field: mobile.name, wording: missing)
        case (false, false): throw FieldFault(field: email.name, wording: both)
        case (false, true):
            do {
                return .mobile(try Mobile(parsing: typed.mobile))
            } catch {
                throw FieldFault(field: mobile.name, wording: wording(of: error))
            }
        case (true, false):
            do {
                return .email(try EmailAddress(parsing: typed.email))
            } catch {
                throw FieldFault(field: email.name, wording: wrongEmail)
            }
        }
    }
}

/// What is wrong with a contact.
extension ContactQuestion {
    private static let missing = Wording(
        fa: "شمارهٔ همراه یا ایمیل را بنویسید.",
        en: "Enter a mobile number or an e-mail address."
    )
    private static let both = Wording(
        fa: "فقط یکی را بنویسید: شمارهٔ همراه یا ایمیل.",
        en: "Enter only one of them: the mobile number or the e-mail address."
    )
    private static let wrongEmail = Wording(
        fa: "نشانی ایمیل درست نیست، مانند name@example.com.",
        en: "The e-mail address is not right; it looks like name@example.com."
    )

    private static func wording(of error: Mobile.ParsingError) -> Wording {
        switch error {
        case .empty: missing
        case .character(let character):
            Wording(
                fa: "«\(character)» رقم نیست؛ شماره را فقط با رقم بنویسید.",
                en: "“\(character)” is not a digit; use digits only."
            )
        case .length(let count):
            Wording(
                fa: """
                    \(PersianNumber.grouped(count)) رقم نوشته‌اید؛ شمارهٔ همراه یازده رقم دارد، مانند ۰۹۱۲۳۴۵۶۷۸۹.
                    """,
                en: "You entered \(count) digits; a mobile number has eleven, such as 09123456789."
            )
        case .landline:
            Wording(
                fa: "این شمارهٔ تلفن ثابت است؛ شمارهٔ همراه را بنویسید.",
                en: "This is the number of a landline; enter a mobile number."
            )
        case .foreignNumber:
            Wording(
                fa: "این شماره ایرانی نیست؛ به جای آن ایمیل بنویسید.",
                en: "This is not an Iranian number; enter an e-mail address instead."
            )
        }
    }
}
