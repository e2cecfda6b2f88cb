package import Persian
import Store
import VerifyCore

/// The columns of an upload of graduates, in the order of the template.
package enum GraduateColumn: String, Sendable, CaseIterable {
    /// The national ID.
    case nationalID = "national_id"
    /// The first name in Persian.
    case firstNameFa = "first_name_fa"
    /// The last name in Persian.
    case lastNameFa = "last_name_fa"
    /// The first name in Latin letters.
    case firstNameEn = "first_name_en"
    /// The last name in Latin letters.
    case lastNameEn = "last_name_en"
    /// The father's name in Persian.
    case fatherNameFa = "father_name_fa"
    /// The date of birth.
    case birthDate = "birth_date"
    /// The code of the institution in the register.
    case institutionCode = "institution_code"
    /// The kind of document.
    case documentKind = "document_kind"
    /// The level of the degree.
    case level
    /// The code of the field of study.
    case fieldCode = "field_code"
    /// The field of study in Persian.
    case fieldFa = "field_fa"
    /// The field of study in English.
    case fieldEn = "field_en"
    /// The mode of study.
    case mode
    /// The date of entrance.
    case entranceDate = "entrance_date"
    /// The date of graduation.
    case graduationDate = "graduation_date"
    /// The number that the institution gave the document.
    case diplomaNumber = "diploma_number"
    /// The average grade.
    case average
    /// The kind of ID of a graduate.
    case idKind = "id_kind"
    /// The ID number of a graduate who has no national ID.
    case idNumber = "id_number"
    /// The code of the state that issued the passport.
    case idCountry = "id_country"
    /// The place of issue of the birth certificate.
    case idPlace = "id_place"
}

extension GraduateColumn {
    /// Whether every row must have a value.
    package var isRequired: Bool { definition.isRequired }

    /// The most Unicode scalars that a value may have.
    package var limit: Int { definition.limit }

    /// The name of the column for people; the Persian name is also understood as a title.
    package var title: Wording { definition.title }

    /// The position in the order of the template, from 0.
    var index: Int { Self.allCases.firstIndex(of: self) ?? 0 }

    /// Returns the date of the column in ISO 8601; nil for other columns and for an unknown date.
    func isoDate(of graduate: Graduate) -> String? {
        guard definition.isDate, let stored = definition.sql,
            case .text(let date) = stored.value(graduate)
        else {
            return nil
        }
        return date
    }

    /// The definition of the column.
    var definition: ColumnDefinition { Self.definitions[index] }

    /// The definitions of all columns, in the order of the template.
    static let definitions = allCases.map(\.declared)
}

extension GraduateColumn {
    /// The table of columns.
    private var declared: ColumnDefinition {
        switch self {
        case .nationalID:
            .holder(
                Wording(fa: "شماره ملی", en: "national ID"),
                ["کد ملی", "شماره‌ملی دانش‌آموخته", "national code", "national number"],
                isRequired: true
            ) { $0.idKind == .national ? $0.idNumber : "" }
        case .firstNameFa:
            .text(
                \.firstNameFa,
                .persianName,
                Wording(fa: "نام", en: "first name in Persian"),
                ["نام فارسی", "نام (فارسی)", "نام دانش‌آموخته"],
                isRequired: true
            ).shown(Wording(fa: "صاحب مدرک", en: "Holder"), named: "holder") {
                .name(fa: $0.fullNameFa, en: $0.fullNameEn)
            }
        case .lastNameFa:
            .text(
                \.lastNameFa,
                .persianName,
                Wording(fa: "نام خانوادگی", en: "last name in Persian"),
                ["نام خانوادگی فارسی", "نام خانوادگی (فارسی)", "فامیل", "فامیلی"],
                isRequired: true
            )
        case .firstNameEn:
            .text(
                \.firstNameEn,
                .latinName,
                Wording(fa: "نام لاتین", en: "first name in Latin letters"),
                [
                    "نام انگلیسی", "نام به لاتین", "نام به انگلیسی", "first name english",
                    "first name latin", "latin first name", "english first name",
                ]
            )
        case .lastNameEn:
            .text(
                \.lastNameEn,
                .latinName,
                Wording(fa: "نام خانوادگی لاتین", en: "last name in Latin letters"),
                [
                    "نام خانوادگی انگلیسی", "نام خانوادگی به لاتین", "نام خانوادگی به انگلیسی",
                    "فامیلی لاتین", "last name english", "last name latin", "latin last name",
                    "english last name",
                ]
            )
        case .fatherNameFa:
            .text(
                \.fatherNameFa,
                .persianName,
                Wording(fa: "نام پدر", en: "father's name"),
                ["نام پدر فارسی", "father name", "fathers name"]
            ).shown(Wording(fa: "نام پدر", en: "Father’s name"), named: "father_name") {
                $0.fatherNameFa.isEmpty ? nil : .name(fa: $0.fatherNameFa, en: "")
            }
        case .birthDate:
            .date(
                \.birthDate,
                Wording(fa: "تاریخ تولد", en: "date of birth"),
                ["تولد", "birthday", "birth date"]
            ).shown(Wording(fa: "تاریخ تولد", en: "Date of birth"), isOnDocument: false) {
                .date($0.birthDate)
            }
        case .institutionCode:
            ColumnDefinition.text(
                \.institutionCode,
                .identifier,
                Wording(fa: "کد دانشگاه", en: "institution code"),
                [
                    "کد مؤسسه", "کد دانشگاه/مؤسسه", "کد مرکز", "دانشگاه", "مؤسسه", "institution",
                ],
                limit: 20,
                isRequired: true
            ).reading { $1.graduate.institutionCode = $1.institution($0) }
        case .documentKind:
            .word(
                \.documentKind,
                GraduateWords.kinds,
                unknown: .documentKindUnknown,
                code: { Int64($0.code) },
                decode: { DocumentKind(code: $0) },
                Wording(fa: "نوع مدرک", en: "kind of document"),
                ["نوع سند", "نوع مدرک تحصیلی", "نوع گواهی", "مدرک", "document type"]
            )
        case .level:
            .word(
                \.level,
                GraduateWords.levels,
                unknown: .levelUnknown,
                code: { Int64($0.code) },
                decode: { Level(code: $0) },
                Wording(fa: "مقطع", en: "level"),
                ["مقطع تحصیلی", "degree level", "سطح"]
            )
        case .fieldCode:
            ColumnDefinition.text(
                \.fieldCode,
                .identifier,
                Wording(fa: "کد رشته", en: "field code"),
                ["کد رشته تحصیلی", "کدرشته محل"],
                limit: 20
            ).reading { $1.graduate.fieldCode = $1.identifier($0) }
        case .fieldFa:
            .text(
                \.fieldFa,
                .persian,
                Wording(fa: "رشته", en: "field in Persian"),
                ["رشته تحصیلی", "نام رشته", "رشته فارسی", "عنوان رشته", "field"],
                limit: 200,
                isRequired: true
            ).shown(Wording(fa: "رشته", en: "Field"), named: "field") {
                .name(fa: $0.fieldFa, en: $0.fieldEn)
            }
        case .fieldEn:
            .text(
                \.fieldEn,
                .latin,
                Wording(fa: "رشته لاتین", en: "field in English"),
                [
                    "رشته انگلیسی", "رشته به انگلیسی", "رشته به لاتین", "رشته تحصیلی لاتین",
                    "نام رشته لاتین",
                ],
                limit: 200
            )
        case .mode:
            .word(
                \.mode,
                GraduateWords.modes,
                unknown: .modeUnknown,
                code: { Int64($0.code) },
                decode: { StudyMode(code: $0) },
                Wording(fa: "دوره", en: "mode of study"),
                ["نوع دوره", "دوره تحصیلی", "نحوه تحصیل", "شیوه تحصیل", "study mode"]
            ).shown(Wording(fa: "دوره", en: "Mode of study")) { .mode($0.mode) }
        case .entranceDate:
            .optionalDate(
                \.entranceDate,
                Wording(fa: "تاریخ ورود", en: "date of entrance"),
                ["تاریخ شروع", "تاریخ شروع تحصیل", "ورود", "تاریخ پذیرش", "start date"]
            ).shown(Wording(fa: "تاریخ ورود", en: "Entered")) { $0.entranceDate.map { .date($0) } }
        case .graduationDate:
            .date(
                \.graduationDate,
                Wording(fa: "تاریخ دانش‌آموختگی", en: "date of graduation"),
                [
                    "تاریخ فراغت از تحصیل", "تاریخ فراغت", "تاریخ پایان تحصیل",
                    "تاریخ فارغ التحصیلی", "تاریخ پایان", "graduation", "end date",
                ]
            ).shown(Wording(fa: "تاریخ دانش‌آموختگی", en: "Graduated")) { .date($0.graduationDate) }
        case .diplomaNumber:
            ColumnDefinition.text(
                \.diplomaNumber,
                .identifier,
                Wording(fa: "شماره دانشنامه", en: "diploma number"),
                [
                    "شماره مدرک", "شماره گواهینامه", "شماره سند", "شماره دانشنامه/گواهینامه",
                    "diploma no",
                ],
                limit: 40,
                isRequired: true
            ).reading { $1.graduate.diplomaNumber = $1.identifier($0) }.shown(
                Wording(fa: "شمارهٔ مدرک", en: "Document number")
            ) { .number($0.diplomaNumber) }
        case .average:
            ColumnDefinition.average.shown(Wording(fa: "معدل", en: "Average"), isOnDocument: false)
            {
                $0.average.map { .mark($0) }
            }
        case .idNumber:
            holderPart.shown(Wording(fa: "شمارهٔ شناسایی", en: "ID number"), isOnDocument: false) {
                .number($0.idNumber)
            }
        case .idKind, .idCountry, .idPlace: holderPart
        }
    }
}
