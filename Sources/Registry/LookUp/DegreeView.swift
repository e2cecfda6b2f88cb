package import Persian
package import VerifyCore

/// What a verifier sees of a degree: tier T0, and with `detail` tier T1 (design §6).
///
/// Never the ID number, the birth date, marks or scans.
package struct DegreeView: Sendable, Equatable {
    package let documentKind: DocumentKind
    package let level: Level
    package let institution: InstitutionView
    /// The Jalali year of graduation.
    package let year: Int
    /// The first letter of each part of the holder's name: «م… ک…».
    package let holderMasked: String
    /// The fields of T1; nil at T0.
    package let detail: Detail?

    /// The institution as the record names it.
    package struct InstitutionView: Sendable, Equatable {
        package let code: String
        package let nameFa: String
        package let nameEn: String
    }

    /// What a right datum, or a registered organisation's consent reference, opens.
    package struct Detail: Sendable, Equatable {
        package let holderFa: String
        package let holderEn: String
        package let fieldFa: String
        package let fieldEn: String
        package let graduationDate: CivilDate
        package let diplomaNumber: String
        package let mode: StudyMode
    }
}

extension DegreeView {
    /// What T0 shows of a record.
    init(_ record: RecordGlimpse) {
        documentKind = record.documentKind
        level = record.level
        institution = InstitutionView(
            code: record.institutionCode,
            nameFa: record.institutionNameFa,
            nameEn: record.institutionNameEn
        )
        year = JalaliDate(record.graduationDate).year
        holderMasked = Self.masked(record.firstNameFa, record.lastNameFa)
        detail = nil
    }

    /// What T1 shows of a record.
    init(detailed record: DegreeRecord) {
        documentKind = record.documentKind
        level = record.level
        institution = InstitutionView(
            code: record.institutionCode,
            nameFa: record.institutionNameFa,
            nameEn: record.institutionNameEn
        )
        year = JalaliDate(record.graduationDate).year
        holderMasked = Self.masked(record.firstNameFa, record.lastNameFa)
        detail = Detail(record)
    }

    /// The first letter of each word; how long a word is stays hidden.
    static func masked(_ firstName: String, _ lastName: String) -> String {
        var masked: [UInt8] = []
        masked.reserveCapacity(24)
        appendMasked(firstName, to: &masked)
        appendMasked(lastName, to: &masked)
        return String(decoding: masked, as: UTF8.self)
    }

    /// «…» in UTF-8.
    private static let ellipsis: [UInt8] = [0xe2, 0x80, 0xa6]

    private static func appendMasked(_ name: String, to masked: inout [UInt8]) {
        var isStart = true
        var isFirstLetter = false
        for byte in name.utf8 {
            let continuesLetter = byte & 0xc0 == 0x80
            if isFirstLetter, !continuesLetter {
                masked += ellipsis
                isFirstLetter = false
            }
            if byte == 0x20 {
                isStart = true
            } else if isStart {
                if !masked.isEmpty { masked.append(0x20) }
                masked.append(byte)
                isStart = false
                isFirstLetter = true
            } else if isFirstLetter {
                masked.append(byte)
            }
        }
        if isFirstLetter { masked += ellipsis }
    }
}

extension DegreeView.Detail {
    init(_ record: DegreeRecord) {
        holderFa = record.firstNameFa + " " + record.lastNameFa
        holderEn = [record.firstNameEn, record.lastNameEn].filter { !$0.isEmpty }
            .joined(separator: " ")
        fieldFa = record.fieldFa
        fieldEn = record.fieldEn
        graduationDate = record.graduationDate
        diplomaNumber = record.diplomaNumber
        mode = record.mode
    }
}
