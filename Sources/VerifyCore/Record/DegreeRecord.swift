package import Persian

/// What was issued: the immutable record of a degree, whose bytes the code's tag covers.
///
/// A correction is a new record with a new code. Texts are as people see them, in NFC. The table of keys is
/// docs/formats/record.md. Marks, scans and the history of the case are not here.
package struct DegreeRecord: Sendable, Equatable {
    /// The record's UUID.
    package var uuid: RecordID
    /// The holder's given name in Persian.
    package var firstNameFa: String
    /// The holder's family name in Persian.
    package var lastNameFa: String
    /// The holder's given name in Latin letters.
    package var firstNameEn: String
    /// The holder's family name in Latin letters.
    package var lastNameEn: String
    /// The father's name in Persian; empty where there is none.
    package var fatherNameFa: String
    /// What kind of number `idNumber` is.
    package var idKind: IDKind
    /// The number that tells the holder from everybody else.
    package var idNumber: String
    /// The day of birth.
    package var birthDate: CivilDate
    /// The institution's code in the register.
    package var institutionCode: String
    /// The institution's name in Persian when the degree was issued.
    package var institutionNameFa: String
    /// The institution's name in English when the degree was issued.
    package var institutionNameEn: String
    /// What kind of document it is.
    package var documentKind: DocumentKind
    /// The level.
    package var level: Level
    /// The code of the field of study.
    package var fieldCode: String
    /// The field of study in Persian.
    package var fieldFa: String
    /// The field of study in English.
    package var fieldEn: String
    /// How it was studied.
    package var mode: StudyMode
    /// The day of entrance, where it is known.
    package var entranceDate: CivilDate?
    /// The day of graduation.
    package var graduationDate: CivilDate
    /// The number printed on the document.
    package var diplomaNumber: String
    /// The average mark in hundredths, 0…2000, where it is known.
    package var average: Int?
    /// The SHA-256 of each file that was reviewed.
    package var files: [Digest]
    /// What the review decided, where there was one.
    package var decision: String?
    /// The record that this one corrects.
    package var supersedes: RecordID?

    /// A record of these fields.
    package init(
        uuid: RecordID,
        firstNameFa: String,
        lastNameFa: String,
        firstNameEn: String,
        lastNameEn: String,
        fatherNameFa: String,
        idKind: IDKind,
        idNumber: String,
        birthDate: CivilDate,
        institutionCode: String,
        institutionNameFa: String,
        institutionNameEn: String,
        documentKind: DocumentKind,
        level: Level,
        fieldCode: String,
        fieldFa: String,
        fieldEn: String,
        mode: StudyMode,
        entranceDate: CivilDate? = nil,
        graduationDate: CivilDate,
        diplomaNumber: String,
        average: Int? = nil,
        files: [Digest] = [],
        decision: String? = nil,
        supersedes: RecordID? = nil
    ) {
        self.uuid = uuid
        self.firstNameFa = firstNameFa
        self.lastNameFa = lastNameFa
        self.firstNameEn = firstNameEn
        self.lastNameEn = lastNameEn
        self.fatherNameFa = fatherNameFa
        self.idKind = idKind
        self.idNumber = idNumber
        self.birthDate = birthDate
        self.institutionCode = institutionCode
        self.institutionNameFa = institutionNameFa
        self.institutionNameEn = institutionNameEn
        self.documentKind = documentKind
        self.level = level
        self.fieldCode = fieldCode
        self.fieldFa = fieldFa
        self.fieldEn = fieldEn
        self.mode = mode
        self.entranceDate = entranceDate
        self.graduationDate = graduationDate
        self.diplomaNumber = diplomaNumber
        self.average = average
        self.files = files
        self.decision = decision
        self.supersedes = supersedes
    }
}
