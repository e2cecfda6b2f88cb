import Accounts
import Persian
import Web

/// The fields of an organisation.
enum OrganisationFields {
    static let code = field(
        "code",
        .latin,
        Wording(fa: "کد", en: "Code"),
        hint: Wording(
            fa: "کد دانشگاه همان کد آن در بانک اطلاعات است؛ برای دیگران حرف و رقم لاتین.",
            en: "That of the register for an institution; Latin letters and digits for others."
        ),
        required: Wording(fa: "کد را بنویسید.", en: "Enter the code.")
    )
    static let kind = PageField(
        "kind",
        .choice(Organisation.Kind.allCases.map { .init($0.rawValue, $0.title) }),
        label: Wording(fa: "نوع", en: "Kind"),
        required: Wording(fa: "نوع را انتخاب کنید.", en: "Choose the kind.")
    )
    static let nameFa = field(
        "name_fa",
        .text,
        Wording(fa: "نام فارسی", en: "Name in Persian"),
        hint: Wording(
            fa: "برای دانشگاه خالی بگذارید: نامش در بانک اطلاعات است.",
            en: "Empty for an institution, whose name is in the register."
        )
    )
    static let nameEn = field("name_en", .latin, Wording(fa: "نام انگلیسی", en: "Name in English"))
    static let contact = field(
        "contact",
        .latin,
        Wording(fa: "راه تماس رسمی", en: "Official contact"),
        hint: Wording(
            fa: "ایمیل یا شمارهٔ همراه؛ از هر تغییر نقش‌ها باخبر می‌شود.",
            en: "An e-mail address or a mobile number; it is notified of each change of roles."
        ),
        required: Wording(fa: "راه تماس رسمی را بنویسید.", en: "Enter the official contact.")
    )
    static let authority = PageField(
        "authority",
        .choice(CompetentAuthority.allCases.map { .init($0.rawValue, $0.name) }),
        label: Wording(fa: "مرجع صلاحیت‌دار", en: "Competent authority"),
        required: Wording(fa: "مرجع را انتخاب کنید.", en: "Choose the authority.")
    )
    static let province = field(
        "province",
        .latin,
        Wording(fa: "استان", en: "Province"),
        hint: Wording(fa: "به لاتین، مانند tehran", en: "In Latin letters, such as tehran")
    )
    static let successor = field(
        "successor",
        .latin,
        Wording(fa: "کد جانشین", en: "Code of the successor"),
        hint: Wording(
            fa: "سازمانی که کار این سازمان را ادامه می‌دهد؛ خالی: هیچ",
            en: "The organisation that continues the work; empty for none"
        )
    )
    static let licensedFrom = PageField(
        "licensed_from",
        .date,
        label: Wording(fa: "نخستین روز مجوز", en: "First day of the licence"),
        hint: Wording(
            fa: "تحصیل و مدرک هر کس با مجوز همان زمان سنجیده می‌شود. خالی: بی آغاز",
            en: "Studies and degrees are judged by the licence of their dates. Empty: no beginning"
        )
    )
    static let licensedUntil = PageField(
        "licensed_until",
        .date,
        label: Wording(fa: "آخرین روز مجوز", en: "Last day of the licence"),
        hint: Wording(
            fa: "پس از آن تحصیل تازه مجوز ندارد؛ مدرک‌های پیش از آن معتبر می‌ماند. خالی: بی پایان",
            en: "New studies after it have no licence; older degrees stay valid. Empty: no end"
        )
    )
    static let closing = PageField(
        "closed_at",
        .date,
        label: Wording(fa: "آخرین روز کار", en: "Last day of work"),
        hint: Wording(
            fa: "فقط اگر تعطیل می‌شود؛ دانش‌آموختگانش از آن پس به جانشین مراجعه می‌کنند. خالی: باز",
            en: "Only if it closes; its graduates then go to the successor. Empty: open"
        )
    )

    /// What an administrator may change later.
    static let changeable = [
        nameFa, nameEn, contact, authority, province, licensedFrom, licensedUntil,
    ]

    /// Every field, in the order of the pages.
    private static let all = [code, kind] + changeable + [successor, closing]

    private static func field(
        _ name: String,
        _ kind: PageField.Kind,
        _ label: Wording,
        hint: Wording? = nil,
        required: Wording? = nil
    ) -> PageField {
        PageField(
            name,
            kind,
            label: label,
            hint: hint,
            required: required,
            limit: Organisation.nameLimit
        )
    }
}

/// Between a form and an organisation.
extension OrganisationFields {
    /// Returns what a form says.
    static func draft(_ submitted: SubmittedForm) -> OrganisationDraft {
        func text(_ field: PageField) -> String? {
            let text = submitted[field.name]
            return text.allSatisfy(\.isWhitespace) ? nil : text
        }
        return OrganisationDraft(
            code: submitted[code.name],
            kind: Organisation.Kind(rawValue: submitted[kind.name]) ?? .outside,
            authority: CompetentAuthority(rawValue: submitted[authority.name]) ?? .science,
            nameFa: text(nameFa),
            nameEn: text(nameEn),
            contact: submitted[contact.name],
            province: text(province) ?? "",
            licensedFrom: PeriodQuestion.beginning(submitted, licensedFrom),
            licensedUntil: PeriodQuestion.end(submitted, licensedUntil)
        )
    }

    /// Returns the texts of a form that would change nothing.
    static func texts(of organisation: Organisation) -> [String: String] {
        let texts = [
            nameFa.name: organisation.nameFa ?? "", nameEn.name: organisation.nameEn ?? "",
            contact.name: organisation.contact, authority.name: organisation.authority.rawValue,
            province.name: organisation.province, successor.name: organisation.successor ?? "",
        ]
        return [
            PeriodQuestion.texts(beginning: organisation.licensedFrom, licensedFrom),
            PeriodQuestion.texts(end: organisation.licensedUntil, licensedUntil),
            PeriodQuestion.texts(end: organisation.closedAt, closing),
        ]
        .reduce(texts) { $0.merging($1) { _, date in date } }
    }

    /// Returns the fault of a refusal, at the field that it names.
    static func fault(of error: RolesError) -> FieldFault {
        let name =
            switch error {
            case .invalid(let field): field
            case .successorCircle, .noSuchOrganisation: successor.name
            case .period: closing.name
            case .organisationExists: code.name
            default: contact.name
            }
        let label = all.first { $0.name == name }?.label
        guard case .invalid = error, let label else {
            return FieldFault(field: name, wording: error.wording)
        }
        return FieldFault(
            field: name,
            wording: Wording(
                fa: "«\(label.fa)» درست نیست.",
                en: "“\(label.en)” is not right."
            )
        )
    }
}
