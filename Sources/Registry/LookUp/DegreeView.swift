package import Persian
package import VerifyCore

/// What a verifier sees of a degree: tier T0, with `claimed` that of a QR code, with `detail` tier T1
/// (docs/threat-model.md).
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
    /// What is shown beyond T0; boxed, because most answers have nothing of it.
    private let opened: Opened?
    /// Whether the datum was right but stands on the paper, so that it opened nothing.
    package internal(set) var isDatumOnPaper = false

    private indirect enum Opened: Sendable, Equatable {
        case claimed(Claimed)
        case detail(Detail)
    }

    /// The fields of T1; nil at T0.
    package var detail: Detail? {
        if case .detail(let detail) = opened { detail } else { nil }
    }

    /// What the token that was asked with carries; nil at T0 and T1.
    package var claimed: Claimed? {
        if case .claimed(let claimed) = opened { claimed } else { nil }
    }

    /// Whether the holder's name can be compared with the document.
    package var namesHolder: Bool { detail != nil || claimed?.holderFa != nil }

    /// The institution as the record names it.
    package struct InstitutionView: Sendable, Equatable {
        /// The institution's code in the register.
        package let code: String
        /// Its name in Persian when the degree was issued.
        package let nameFa: String
        /// Its name in English when the degree was issued.
        package let nameEn: String
    }

    /// The fields of the record that a genuine token has too: its reader has them already.
    ///
    /// A field is nil where the token lacks it. The values are the record's, whose MAC was checked.
    package struct Claimed: Sendable, Equatable {
        /// The holder's full name in Persian.
        package let holderFa: String?
        /// The field of study in Persian.
        package let fieldFa: String?
        /// The same field in English; empty where it is not known.
        package let fieldEn: String
        package let graduationDate: CivilDate?
        package let mode: StudyMode?
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
        opened = nil
    }

    /// Creates the view of T0 from a record.
    init(summarising record: DegreeRecord) {
        self.init(record, nil)
    }

    /// Creates the view of T1 from a record.
    init(detailed record: DegreeRecord) {
        self.init(record, .detail(Detail(record)))
    }

    /// Creates the view of a token's reader from a record that agrees with the token's claims.
    init(_ record: DegreeRecord, claimed claims: DegreeToken.Claims) {
        self.init(record, .claimed(Claimed(record, claims)))
    }

    private init(_ record: DegreeRecord, _ opened: Opened?) {
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
        self.opened = opened
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

extension DegreeView.Claimed {
    fileprivate init(_ record: DegreeRecord, _ claims: DegreeToken.Claims) {
        holderFa = claims.holderFa.map { _ in record.fullNameFa }
        fieldFa = claims.fieldFa.map { _ in record.fieldFa }
        fieldEn = claims.fieldFa == nil ? "" : record.fieldEn
        graduationDate = claims.graduationDate.map { _ in record.graduationDate }
        mode = claims.mode.map { _ in record.mode }
    }
}

extension DegreeView.Detail {
    init(_ record: DegreeRecord) {
        holderFa = record.fullNameFa
        holderEn = record.fullNameEn
        fieldFa = record.fieldFa
        fieldEn = record.fieldEn
        graduationDate = record.graduationDate
        diplomaNumber = record.diplomaNumber
        mode = record.mode
    }
}
