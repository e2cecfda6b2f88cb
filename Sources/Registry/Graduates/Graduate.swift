package import Persian
package import VerifyCore

/// A graduate's document as the data bank holds it: a row that was read and accepted.
///
/// Texts are in their stored form, numbers in ASCII digits. The institution's names are not part of it: the
/// degree record takes them from the institution when the degree is issued. `GraduateColumn.definitions` says
/// how each property is read, stored and shown.
package struct Graduate: Sendable, Hashable {
    /// The kind of `idNumber`.
    package internal(set) var idKind: HolderIDKind
    /// The number that identifies the graduate: ten digits of a national ID, `AFG-P0123456` of a passport.
    package internal(set) var idNumber: String
    /// Where a birth certificate was issued; empty for the other kinds.
    package internal(set) var idPlace: String
    /// The given name in Persian; empty for a person who has one name only.
    package internal(set) var firstNameFa: String
    /// The family name in Persian, or the only name.
    package internal(set) var lastNameFa: String
    /// Empty if unknown.
    package internal(set) var firstNameEn: String
    /// Empty if unknown.
    package internal(set) var lastNameEn: String
    /// Empty if unknown.
    package internal(set) var fatherNameFa: String
    package internal(set) var birthDate: CivilDate
    /// The institution's code in the register.
    package internal(set) var institutionCode: String
    package internal(set) var documentKind: DocumentKind
    package internal(set) var level: Level
    /// Empty if unknown.
    package internal(set) var fieldCode: String
    /// The field of study in Persian.
    package internal(set) var fieldFa: String
    /// Empty if unknown.
    package internal(set) var fieldEn: String
    package internal(set) var mode: StudyMode
    package internal(set) var entranceDate: CivilDate?
    package internal(set) var graduationDate: CivilDate
    /// The number that the institution gave the document: unique in its institution and kind.
    package internal(set) var diplomaNumber: String
    /// In hundredths, 0…2000.
    package internal(set) var average: Int?

    /// A row whose columns are not yet read; only `GraduateReader` and the table's decoder start from it.
    static let blank = Graduate(
        idKind: .national,
        idNumber: "",
        idPlace: "",
        firstNameFa: "",
        lastNameFa: "",
        firstNameEn: "",
        lastNameEn: "",
        fatherNameFa: "",
        birthDate: CivilDate(daysSinceEpoch: 0),
        institutionCode: "",
        documentKind: .diploma,
        level: .bachelor,
        fieldCode: "",
        fieldFa: "",
        fieldEn: "",
        mode: .day,
        entranceDate: nil,
        graduationDate: CivilDate(daysSinceEpoch: 0),
        diplomaNumber: "",
        average: nil
    )
}

extension Graduate {
    /// Returns the document as a record to issue; nil for a graduate who is known by a birth certificate only.
    package func record(
        uuid: RecordID,
        institutionNameFa: String,
        institutionNameEn: String,
        supersedes: RecordID? = nil
    ) -> DegreeRecord? {
        guard let idKind = idKind.recordKind else { return nil }
        return DegreeRecord(
            uuid: uuid,
            firstNameFa: firstNameFa,
            lastNameFa: lastNameFa,
            firstNameEn: firstNameEn,
            lastNameEn: lastNameEn,
            fatherNameFa: fatherNameFa,
            idKind: idKind,
            idNumber: idNumber,
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

    /// An issued record as a row of the data bank; a correction starts from it.
    package init(_ record: DegreeRecord) {
        self.init(
            idKind: HolderIDKind(record.idKind),
            idNumber: record.idNumber,
            idPlace: "",
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
    /// Returns a column as an upload writes it: dates in Jalali, words in English, the average as `18.54`.
    ///
    /// Reading these texts again returns the same graduate, so a correction replaces some of them and reads all.
    package func text(of column: GraduateColumn) -> String { column.definition.text(self) }
}
