package import Persian
package import VerifyCore

/// A graduate's document as the data bank holds it (R123): a row that was read and found right.
///
/// Texts are in their stored form, numbers in ASCII digits. The institution's names are not here: the
/// degree record takes them from the institution when it is issued.
package struct Graduate: Sendable, Hashable {
    /// Ten digits.
    package let nationalID: String
    /// The given name in Persian.
    package let firstNameFa: String
    /// The family name in Persian.
    package let lastNameFa: String
    /// Empty where it is not known.
    package let firstNameEn: String
    /// Empty where it is not known.
    package let lastNameEn: String
    /// Empty where it is not known.
    package let fatherNameFa: String
    package let birthDate: CivilDate
    /// The institution's code in the register.
    package let institutionCode: String
    package let documentKind: DocumentKind
    package let level: Level
    /// Empty where it is not known.
    package let fieldCode: String
    /// The field of study in Persian.
    package let fieldFa: String
    /// Empty where it is not known.
    package let fieldEn: String
    package let mode: StudyMode
    package let entranceDate: CivilDate?
    package let graduationDate: CivilDate
    /// The number that the institution gave the document: unique in its institution and kind.
    package let diplomaNumber: String
    /// In hundredths, 0…2000.
    package let average: Int?
}

extension Graduate {
    /// The holder's document as a record to be issued.
    package func record(
        uuid: RecordID,
        institutionNameFa: String,
        institutionNameEn: String,
        supersedes: RecordID? = nil
    ) -> DegreeRecord {
        DegreeRecord(
            uuid: uuid,
            firstNameFa: firstNameFa,
            lastNameFa: lastNameFa,
            firstNameEn: firstNameEn,
            lastNameEn: lastNameEn,
            fatherNameFa: fatherNameFa,
            idKind: .national,
            idNumber: nationalID,
            birthDate: birthDate,
            institutionCode: institutionCode,
            institutionNameFa: institutionNameFa,
            institutionNameEn: institutionNameEn,
            documentKind: documentKind,
            level: level,
            fieldCode: fieldCode,
            fieldFa: fieldFa,
            fieldEn: fieldEn,
            mode: mode,
            entranceDate: entranceDate,
            graduationDate: graduationDate,
            diplomaNumber: diplomaNumber,
            average: average,
            supersedes: supersedes
        )
    }

    /// What was issued, as a row of the data bank; the base of a correction.
    package init(_ record: DegreeRecord) {
        self.init(
            nationalID: record.idNumber,
            firstNameFa: record.firstNameFa,
            lastNameFa: record.lastNameFa,
            firstNameEn: record.firstNameEn,
            lastNameEn: record.lastNameEn,
            fatherNameFa: record.fatherNameFa,
            birthDate: record.birthDate,
            institutionCode: record.institutionCode,
            documentKind: record.documentKind,
            level: record.level,
            fieldCode: record.fieldCode,
            fieldFa: record.fieldFa,
            fieldEn: record.fieldEn,
            mode: record.mode,
            entranceDate: record.entranceDate,
            graduationDate: record.graduationDate,
            diplomaNumber: record.diplomaNumber,
            average: record.average
        )
    }
}

extension Graduate {
    /// A field as it would stand in an upload: dates in Jalali, words in English, the average as `18.54`.
    ///
    /// Reading these texts again gives the same graduate, so a correction replaces some and reads all.
    package func text(of column: GraduateColumn) -> String {
        switch column {
        case .nationalID: nationalID
        case .firstNameFa: firstNameFa
        case .lastNameFa: lastNameFa
        case .firstNameEn: firstNameEn
        case .lastNameEn: lastNameEn
        case .fatherNameFa: fatherNameFa
        case .birthDate: JalaliDate(birthDate).description
        case .institutionCode: institutionCode
        case .documentKind: documentKind.rawValue
        case .level: level.rawValue
        case .fieldCode: fieldCode
        case .fieldFa: fieldFa
        case .fieldEn: fieldEn
        case .mode: mode.rawValue
        case .entranceDate: entranceDate.map { JalaliDate($0).description } ?? ""
        case .graduationDate: JalaliDate(graduationDate).description
        case .diplomaNumber: diplomaNumber
        case .average: average.map(Average.text) ?? ""
        }
    }
}
