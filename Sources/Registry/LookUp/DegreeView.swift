package import Persian
package import VerifyCore

/// What a verifier sees of a degree: tier T0, and with `detail` tier T1 (docs/threat-model.md).
///
/// Never the ID number, the birth date, marks or scans.
package struct DegreeView: Sendable, Equatable {
    package let documentKind: DocumentKind
    package let level: Level
    /// The institution that awarded the degree.
    package let institution: InstitutionView
    /// The Jalali year of graduation.
    package let year: Int
    /// The first letter of each part of the holder's name: «م… ک…».
    package let holderMasked: String
    /// The fields of T1; nil at T0.
    package let detail: Detail?

    /// The institution as the record names it.
    package struct InstitutionView: Sendable, Equatable {
        /// The institution's code in the register.
        package let code: String
        /// Its name in Persian when the degree was issued.
        package let nameFa: String
        /// Its name in English when the degree was issued.
        package let nameEn: String
    }

    /// What a right datum, or a registered organisation's consent reference, opens.
    package struct Detail: Sendable, Equatable {
        /// The holder's full name in Persian.
        package let holderFa: String
        /// The holder's full name in Latin letters; empty where it is not known.
        package let holderEn: String
        /// The field of study in Persian.
        package let fieldFa: String
        /// The field of study in English; empty where it is not known.
        package let fieldEn: String
        package let graduationDate: CivilDate
        /// The number printed on the document.
        package let diplomaNumber: String
        package let mode: StudyMode
    }
}

extension DegreeView {
    /// Creates the view of T0 from a record's bytes, whose MAC was checked.
    init(summarising bytes: Span<UInt8>) throws(CBOR.DecodingError) {
        let record = try RecordSummary(decoding: bytes)
        documentKind = record.documentKind
        level = record.level
        institution = InstitutionView(
            code: record.institutionCode,
            nameFa: record.institutionNameFa,
            nameEn: record.institutionNameEn
        )
        year = JalaliDate(record.graduationDate).year
        holderMasked = Self.masked(
            bytes.extracting(record.firstNameFa),
            bytes.extracting(record.lastNameFa)
        )
        detail = nil
    }

    /// Creates the view of T1 from a record.
    init(detailed record: DegreeRecord) {
        documentKind = record.documentKind
        level = record.level
        institution = InstitutionView(
            code: record.institutionCode,
            nameFa: record.institutionNameFa,
            nameEn: record.institutionNameEn
        )
        year = JalaliDate(record.graduationDate).year
        holderMasked = Self.masked(
            record.firstNameFa.utf8Span.span,
            record.lastNameFa.utf8Span.span
        )
        detail = Detail(record)
    }

    /// Returns the first letter of each word of a name in UTF-8; the length of a word stays hidden.
    static func masked(_ firstName: Span<UInt8>, _ lastName: Span<UInt8>) -> String {
        var masked: [UInt8] = []
        masked.reserveCapacity(32)
        appendMasked(firstName, to: &masked)
        appendMasked(lastName, to: &masked)
        return String(decoding: masked, as: UTF8.self)
    }

    /// Appends «…».
    private static func appendEllipsis(to text: inout [UInt8]) {
        text.append(0xe2)
        text.append(0x80)
        text.append(0xa6)
    }

    private static func appendMasked(_ name: Span<UInt8>, to masked: inout [UInt8]) {
        var isStart = true
        var isFirstLetter = false
        for index in name.indices {
            let byte = name[index]
            let continuesLetter = byte & 0xc0 == 0x80
            if isFirstLetter, !continuesLetter {
                appendEllipsis(to: &masked)
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
        if isFirstLetter { appendEllipsis(to: &masked) }
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
