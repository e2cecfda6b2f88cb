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
    /// The number that identifies the graduate: ten digits of a national ID, `P0123456` of a passport.
    package internal(set) var idNumber: String
    /// The state that issued a passport, three letters of ICAO Doc 9303; empty where it is unknown, and for other kinds.
    package internal(set) var idCountry: String = ""
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
    ///
    /// `files` are the SHA-256 of the reviewed files; `decision` is the reviewing decision as the record has it, nil without
    /// a review.
    package func record(
        uuid: RecordID,
        institutionNameFa: String,
        institutionNameEn: String,
        files: [Digest] = [],
        decision: String? = nil,
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
            idNumber: recordNumber,
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
            files: files,
            decision: decision,
            supersedes: supersedes
        )
    }

    /// An issued record as a row of the data bank; a correction starts from it.
    package init(_ record: DegreeRecord) {
        let (country, number) = Self.parts(of: record.idNumber, kind: record.idKind)
        self.init(
            idKind: HolderIDKind(record.idKind),
            idNumber: number,
            idCountry: country,
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

    /// The number in a degree record: that of a passport has its issuing state in front, `AFG-P0123456`.
    private var recordNumber: String { idCountry.isEmpty ? idNumber : "\(idCountry)-\(idNumber)" }

    /// Returns the issuing state and the number of a passport in a record; of another kind no state, and the number.
    private static func parts(
        of number: String,
        kind: IDKind
    ) -> (country: String, number: String) {
        let parts = number.split(separator: "-", maxSplits: 1)
        guard kind == .passport, parts.count == 2, parts[0].utf8.count == 3 else {
            return ("", number)
        }
        return (String(parts[0]), String(parts[1]))
    }
}

extension Graduate {
    /// Requires that a code may be made of the document: it names its holder by a number that identifies a person.
    ///
    /// `byCase`: Whether a case decided it, whose applicant was matched, so that the state of a passport is known.
    ///
    /// - Throws: `.notIssued`.
    func requireIssuable(byCase: Bool) throws(RegistryError) {
        if idKind.recordKind == nil { throw .notIssued(.birthCertificate) }
        if byCase, idKind == .passport, idCountry.isEmpty {
            throw .notIssued(.issuingStateMissing)
        }
    }
}

extension Graduate {
    /// Returns a column as an upload writes it: dates in Jalali, words in English, the average as `18.54`.
    ///
    /// Reading these texts again returns the same graduate, so a correction replaces some of them and reads all.
    package func text(of column: GraduateColumn) -> String { column.definition.text(self) }
}
