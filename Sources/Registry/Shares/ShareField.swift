package import Persian
package import VerifyCore

/// A field of a degree that its holder may show by a link; the raw value is stored.
///
/// Kind, level, institution and year are shown with every code (T0) and are not chosen.
package enum ShareField: String, Sendable, CaseIterable {
    /// The full name in both scripts.
    case holder
    /// The father's name.
    case fatherName = "father_name"
    /// The day of birth.
    case birthDate = "birth_date"
    /// The whole number of the ID.
    case idNumber = "id_number"
    /// The field of study in both languages.
    case field
    /// The mode of study.
    case mode
    /// The day of entrance.
    case entranceDate = "entrance_date"
    /// The day of graduation.
    case graduationDate = "graduation_date"
    /// The number printed on the document.
    case diplomaNumber = "diploma_number"
    /// The average mark.
    case average
}

/// The value of a shared field.
package enum SharedValue: Sendable, Equatable {
    /// A name in Persian and, where it is known, in Latin letters.
    case name(fa: String, en: String)
    /// A number, as it is written.
    case number(String)
    /// A day.
    case date(CivilDate)
    /// A mode of study.
    case mode(StudyMode)
    /// A mark in hundredths.
    case mark(Int)
}

extension ShareField {
    /// Returns the value of the field in a record; nil where the record has none.
    package func value(in record: DegreeRecord) -> SharedValue? {
        switch self {
        case .holder:
            let detail = DegreeView.Detail(record)
            return .name(fa: detail.holderFa, en: detail.holderEn)
        case .fatherName:
            return record.fatherNameFa.isEmpty ? nil : .name(fa: record.fatherNameFa, en: "")
        case .birthDate: return .date(record.birthDate)
        case .idNumber: return .number(record.idNumber)
        case .field: return .name(fa: record.fieldFa, en: record.fieldEn)
        case .mode: return .mode(record.mode)
        case .entranceDate: return record.entranceDate.map { .date($0) }
        case .graduationDate: return .date(record.graduationDate)
        case .diplomaNumber: return .number(record.diplomaNumber)
        case .average: return record.average.map { .mark($0) }
        }
    }
}

extension ShareField {
    /// The name of the field.
    package var title: Wording {
        switch self {
        case .holder: Wording(fa: "صاحب مدرک", en: "Holder")
        case .fatherName: Wording(fa: "نام پدر", en: "Father’s name")
        case .birthDate: Wording(fa: "تاریخ تولد", en: "Date of birth")
        case .idNumber: Wording(fa: "شمارهٔ شناسایی", en: "ID number")
        case .field: Wording(fa: "رشته", en: "Field")
        case .mode: Wording(fa: "دوره", en: "Mode of study")
        case .entranceDate: Wording(fa: "تاریخ ورود", en: "Entered")
        case .graduationDate: Wording(fa: "تاریخ دانش‌آموختگی", en: "Graduated")
        case .diplomaNumber: Wording(fa: "شمارهٔ مدرک", en: "Document number")
        case .average: Wording(fa: "معدل", en: "Average")
        }
    }

    /// Whether the field is on the document itself, and so on the pages of its holder and the certificate.
    package var isOnDocument: Bool {
        switch self {
        case .holder, .fatherName, .field, .mode, .entranceDate, .graduationDate, .diplomaNumber:
            true
        case .birthDate, .idNumber, .average: false
        }
    }
}
