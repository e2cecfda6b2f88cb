package import Persian

/// The columns of an upload of graduates, in the order of the template.
package enum GraduateColumn: String, Sendable, CaseIterable {
    /// شماره ملی.
    case nationalID = "national_id"
    /// نام.
    case firstNameFa = "first_name_fa"
    /// نام خانوادگی.
    case lastNameFa = "last_name_fa"
    /// The given name in Latin letters.
    case firstNameEn = "first_name_en"
    /// The family name in Latin letters.
    case lastNameEn = "last_name_en"
    /// نام پدر.
    case fatherNameFa = "father_name_fa"
    /// تاریخ تولد.
    case birthDate = "birth_date"
    /// کد دانشگاه.
    case institutionCode = "institution_code"
    /// نوع مدرک.
    case documentKind = "document_kind"
    /// مقطع.
    case level
    /// کد رشته.
    case fieldCode = "field_code"
    /// رشته.
    case fieldFa = "field_fa"
    /// The field in English.
    case fieldEn = "field_en"
    /// دوره.
    case mode
    /// تاریخ ورود.
    case entranceDate = "entrance_date"
    /// تاریخ دانش‌آموختگی.
    case graduationDate = "graduation_date"
    /// شماره دانشنامه.
    case diplomaNumber = "diploma_number"
    /// معدل.
    case average

    /// Whether every row must have a value.
    package var isRequired: Bool {
        switch self {
        case .nationalID, .firstNameFa, .lastNameFa, .birthDate, .institutionCode, .documentKind,
            .level, .fieldFa, .mode, .graduationDate, .diplomaNumber:
            true
        case .firstNameEn, .lastNameEn, .fatherNameFa, .fieldCode, .fieldEn, .entranceDate,
            .average:
            false
        }
    }

    /// The most Unicode scalars that a text may have.
    package var limit: Int {
        switch self {
        case .fieldFa, .fieldEn: 200
        case .diplomaNumber: 40
        case .fieldCode, .institutionCode: 20
        default: 100
        }
    }

    /// What people call it; the Persian form is also understood as a column's title.
    package var title: Wording {
        switch self {
        case .nationalID: Wording(fa: "شماره ملی", en: "national ID")
        case .firstNameFa: Wording(fa: "نام", en: "first name in Persian")
        case .lastNameFa: Wording(fa: "نام خانوادگی", en: "last name in Persian")
        case .firstNameEn: Wording(fa: "نام لاتین", en: "first name in Latin letters")
        case .lastNameEn: Wording(fa: "نام خانوادگی لاتین", en: "last name in Latin letters")
        case .fatherNameFa: Wording(fa: "نام پدر", en: "father's name")
        case .birthDate: Wording(fa: "تاریخ تولد", en: "date of birth")
        case .institutionCode: Wording(fa: "کد دانشگاه", en: "institution code")
        case .documentKind: Wording(fa: "نوع مدرک", en: "kind of document")
        case .level: Wording(fa: "مقطع", en: "level")
        case .fieldCode: Wording(fa: "کد رشته", en: "field code")
        case .fieldFa: Wording(fa: "رشته", en: "field in Persian")
        case .fieldEn: Wording(fa: "رشته لاتین", en: "field in English")
        case .mode: Wording(fa: "دوره", en: "mode of study")
        case .entranceDate: Wording(fa: "تاریخ ورود", en: "date of entrance")
        case .graduationDate: Wording(fa: "تاریخ دانش‌آموختگی", en: "date of graduation")
        case .diplomaNumber: Wording(fa: "شماره دانشنامه", en: "diploma number")
        case .average: Wording(fa: "معدل", en: "average")
        }
    }
}

extension GraduateColumn {
    /// The column that a title names, in English or Persian and in any usual spelling.
    package init?(title: some StringProtocol) {
        guard let column = Self.known[Self.key(title)] else { return nil }
        self = column
    }

    private static func key(_ title: some StringProtocol) -> String {
        String(
            String.UnicodeScalarView(
                Letters.key(title).unicodeScalars.filter { $0.properties.isAlphabetic }
            )
        )
    }

    private static let known: [String: GraduateColumn] = {
        var known: [String: GraduateColumn] = [:]
        for column in allCases {
            for title in [column.rawValue, column.title.fa, column.title.en] + column.otherTitles {
                known[key(title)] = column
            }
        }
        return known
    }()

    private var otherTitles: [String] {
        switch self {
        case .nationalID: ["کد ملی", "شماره‌ملی دانش‌آموخته", "national code", "national number"]
        case .firstNameFa: ["نام فارسی", "نام (فارسی)", "نام دانش‌آموخته", "first name"]
        case .lastNameFa: ["نام خانوادگی فارسی", "فامیل", "فامیلی", "last name", "family name"]
        case .firstNameEn:
            [
                "نام انگلیسی", "نام به لاتین", "نام به انگلیسی", "first name english",
                "first name latin",
            ]
        case .lastNameEn:
            [
                "نام خانوادگی انگلیسی", "نام خانوادگی به لاتین", "نام خانوادگی به انگلیسی",
                "فامیلی لاتین", "last name english", "last name latin",
            ]
        case .fatherNameFa: ["نام پدر فارسی", "father name", "fathers name"]
        case .birthDate: ["تولد", "تاریخ‌تولد", "birthday", "birth date"]
        case .institutionCode:
            [
                "کد مؤسسه", "کد موسسه", "کد دانشگاه/مؤسسه", "کد مرکز", "دانشگاه", "مؤسسه",
                "institution",
            ]
        case .documentKind: ["نوع سند", "نوع مدرک تحصیلی", "نوع گواهی", "مدرک", "document type"]
        case .level: ["مقطع تحصیلی", "degree level", "سطح"]
        case .fieldCode: ["کد رشته تحصیلی", "کدرشته محل"]
        case .fieldFa: ["رشته تحصیلی", "نام رشته", "رشته فارسی", "عنوان رشته", "field"]
        case .fieldEn:
            [
                "رشته انگلیسی", "رشته به انگلیسی", "رشته به لاتین", "رشته تحصیلی لاتین",
                "نام رشته لاتین",
            ]
        case .mode: ["نوع دوره", "دوره تحصیلی", "نحوه تحصیل", "شیوه تحصیل", "study mode"]
        case .entranceDate: ["تاریخ شروع", "تاریخ شروع تحصیل", "ورود", "تاریخ پذیرش", "start date"]
        case .graduationDate:
            [
                "تاریخ فراغت از تحصیل", "تاریخ فراغت", "تاریخ پایان تحصیل", "تاریخ فارغ التحصیلی",
                "تاریخ پایان", "graduation", "end date",
            ]
        case .diplomaNumber:
            [
                "شماره مدرک", "شماره گواهینامه", "شماره سند", "شماره دانشنامه/گواهینامه",
                "diploma no",
            ]
        case .average: ["معدل کل", "میانگین", "میانگین کل", "gpa"]
        }
    }
}
