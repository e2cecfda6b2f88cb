package import Persian

/// The immutable record of an issued degree, whose bytes the code's tag covers.
///
/// A correction is a new record with a new code. Texts are in NFC, as printed. Marks, scans and the history of the
/// case are not part of it. The format is docs/formats/record.md; `visit` lists the fields with their keys. The
/// default values are what the decoder begins with; a caller passes every required field.
package struct DegreeRecord: Sendable, Equatable {
    /// The record's UUID.
    package var uuid: RecordID = RecordID(high: 0, low: 0)
    /// The holder's given name in Persian.
    package var firstNameFa: String = ""
    /// The holder's family name in Persian.
    package var lastNameFa: String = ""
    /// The holder's given name in Latin letters.
    package var firstNameEn: String = ""
    /// The holder's family name in Latin letters.
    package var lastNameEn: String = ""
    /// The father's name in Persian; empty where there is none.
    package var fatherNameFa: String = ""
    /// The kind of number that `idNumber` is.
    package var idKind: IDKind = .national
    /// The number that identifies the holder.
    package var idNumber: String = ""
    /// The day of birth.
    package var birthDate: CivilDate = CivilDate(daysSinceEpoch: 0)
    /// The institution's code in the register.
    package var institutionCode: String = ""
    /// The institution's name in Persian when the degree was issued.
    package var institutionNameFa: String = ""
    /// The institution's name in English when the degree was issued.
    package var institutionNameEn: String = ""
    /// The kind of document.
    package var documentKind: DocumentKind = .diploma
    /// The level of the degree.
    package var level: Level = .associate
    /// The code of the field of study.
    package var fieldCode: String = ""
    /// The field of study in Persian.
    package var fieldFa: String = ""
    /// The field of study in English.
    package var fieldEn: String = ""
    /// The mode of study.
    package var mode: StudyMode = .day
    /// The day of entrance; nil when it is unknown.
    package var entranceDate: CivilDate?
    /// The day of graduation.
    package var graduationDate: CivilDate = CivilDate(daysSinceEpoch: 0)
    /// The number printed on the document.
    package var diplomaNumber: String = ""
    /// The average mark in hundredths, 0…2000; nil when it is unknown.
    package var average: Int?
    /// The SHA-256 of each reviewed file.
    package var files: [Digest] = []
    /// The reviewing decision; nil when there was no review.
    package var decision: String?
    /// The record that this one corrects; nil in a first version.
    package var supersedes: RecordID?

    /// Creates a record of these fields.
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

extension DegreeRecord {
    /// Reads a record by a visitor that assigns each required field.
    package init<Visitor: RecordVisitor>(
        visiting visitor: inout Visitor,
        _ bytes: Span<UInt8>
    ) throws(Visitor.Failure) {
        self.init()
        try visit(&visitor, bytes)
    }

    /// A record of default values.
    private init() {}
}

extension DegreeRecord {
    /// The holder's full name in Persian.
    package var fullNameFa: String { Self.joined(firstNameFa, lastNameFa) }

    /// The holder's full name in Latin letters; empty where it is not known.
    package var fullNameEn: String { Self.joined(firstNameEn, lastNameEn) }

    /// A person who has one name only has no first name.
    private static func joined(_ first: String, _ last: String) -> String {
        first.isEmpty || last.isEmpty ? first + last : first + " " + last
    }
}
