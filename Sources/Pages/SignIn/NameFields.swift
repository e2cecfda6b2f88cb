import Accounts
import Persian
import Web

/// The fields for the names of a person, in both scripts.
enum NameFields {
    /// The fields, in the order of the page.
    static let all = [firstFa, lastFa, firstEn, lastEn]

    static let firstFa = field(
        "first-fa",
        .text,
        Wording(fa: "نام (فارسی)", en: "First name in Persian letters"),
        autocomplete: "given-name"
    )
    static let lastFa = field(
        "last-fa",
        .text,
        Wording(fa: "نام خانوادگی (فارسی)", en: "Family name in Persian letters"),
        hint: Wording(
            fa: "اگر شناسنامهٔ ایرانی ندارید، نام لاتین کافی است.",
            en: "Without an Iranian identity document the Latin name is enough."
        ),
        autocomplete: "family-name"
    )
    static let firstEn = field(
        "first-en",
        .latin,
        Wording(
            fa: "نام لاتین، مانند گذرنامه",
            en: "First name in Latin letters, as in the passport"
        )
    )
    static let lastEn = field(
        "last-en",
        .latin,
        Wording(
            fa: "نام خانوادگی لاتین، مانند گذرنامه",
            en: "Family name in Latin letters, as in the passport"
        ),
        hint: Wording(
            fa: "اگر گذرنامه ندارید، خالی بگذارید.",
            en: "Leave it empty if you have no passport."
        )
    )

    /// The fault of a person without a family name.
    static let missing = FieldFault(
        field: lastFa.name,
        wording: Wording(
            fa: "نام خانوادگی را به فارسی یا لاتین بنویسید.",
            en: "Enter the family name in Persian or in Latin letters."
        )
    )

    /// Reads the names from a form.
    ///
    /// - Throws: The fault of a person without a family name, or with a name that is not permitted.
    static func read(_ submitted: SubmittedForm) throws(FieldFault) -> PersonName {
        do {
            return try PersonName(
                firstFa: submitted[firstFa.name],
                lastFa: submitted[lastFa.name],
                firstEn: submitted[firstEn.name],
                lastEn: submitted[lastEn.name]
            )
        } catch {
            throw missing
        }
    }

    private static func field(
        _ name: String,
        _ kind: PageField.Kind,
        _ label: Wording,
        hint: Wording? = nil,
        autocomplete: String = "off"
    ) -> PageField {
        PageField(
            name,
            kind,
            label: label,
            hint: hint,
            limit: PersonName.limit,
            autocomplete: autocomplete
        )
    }
}
