import Persian
import Store
import VerifyCore

/// What the documents of one graduate have to agree in.
struct HolderDocument: Sendable {
    let idKind: Int64
    let idNumber: String
    let idCountry: String
    let idPlace: String
    let firstNameFa: String
    let lastNameFa: String
    let birthDate: String
    let institutionCode: String
    let documentKind: Int64
    let level: Int64
    let fieldFa: String
    let graduationDate: String
    let diplomaNumber: String
    let diplomaKey: String

    static let columns: SQL = """
        id_kind, id_number, id_country, id_place, first_name_fa, last_name_fa, birth_date,
        institution_code, document_kind, level, field_fa, graduation_date, diploma_number,
        diploma_key
        """

    init(_ graduate: Graduate) {
        idKind = graduate.idKind.code
        idNumber = graduate.idNumber
        idCountry = graduate.idCountry
        idPlace = graduate.idPlace
        firstNameFa = graduate.firstNameFa
        lastNameFa = graduate.lastNameFa
        birthDate = graduate.birthDate.description
        institutionCode = graduate.institutionCode
        documentKind = Int64(graduate.documentKind.code)
        level = Int64(graduate.level.code)
        fieldFa = graduate.fieldFa
        graduationDate = graduate.graduationDate.description
        diplomaNumber = graduate.diplomaNumber
        diplomaKey = graduate.diplomaKey
    }

    init(_ row: borrowing Row) throws {
        idKind = try row.int(0)
        idNumber = try row.text(1)
        idCountry = try row.text(2)
        idPlace = try row.text(3)
        firstNameFa = try row.text(4)
        lastNameFa = try row.text(5)
        birthDate = try row.text(6)
        institutionCode = try row.text(7)
        documentKind = try row.int(8)
        level = try row.int(9)
        fieldFa = try row.text(10)
        graduationDate = try row.text(11)
        diplomaNumber = try row.text(12)
        diplomaKey = try row.text(13)
    }

    var values: [SQLValue] {
        [
            .integer(idKind), .text(idNumber), .text(idCountry), .text(idPlace),
            .text(firstNameFa), .text(lastNameFa), .text(birthDate), .text(institutionCode),
            .integer(documentKind), .integer(level), .text(fieldFa), .text(graduationDate),
            .text(diplomaNumber), .text(diplomaKey),
        ]
    }

    /// Whether the number of its ID is that of another document.
    func hasHolder(of other: HolderDocument) -> Bool { holder.isSame(as: other.holder) }

    private var holder: HolderNumber {
        HolderNumber(kind: idKind, number: idNumber, country: idCountry, place: idPlace)
    }

    func isSameDocument(as other: HolderDocument) -> Bool {
        institutionCode == other.institutionCode && documentKind == other.documentKind
            && diplomaKey == other.diplomaKey
    }

    /// Whether it is the same degree of the same institution, whatever its number.
    func isSameDegree(as other: HolderDocument) -> Bool {
        institutionCode == other.institutionCode && documentKind == other.documentKind
            && level == other.level && graduationDate == other.graduationDate
            && Letters.key(fieldFa) == Letters.key(other.fieldFa)
    }
}

/// The documents of the graduates of some records: those in the data bank and those filed since.
///
/// Records are judged together with it: a graduate has one birth date and one name, and a degree one number.
struct HolderDocuments {
    private var documents: [String: [HolderDocument]] = [:]

    /// Reads the documents of all holders of some graduates, in one query.
    ///
    /// `dryRun` is the upload whose dry run is also read; nil outside of a dry run.
    init(
        ofHoldersOf graduates: [Graduate],
        dryRun: String?,
        in connection: Connection
    ) throws {
        let numbers = Set(graduates.map(\.idNumber))
        if numbers.isEmpty { return }
        let banked = try connection.all(
            """
            SELECT \(HolderDocument.columns)
            FROM graduate
            WHERE id_number IN (\(list: numbers))
            """
        ) { try HolderDocument($0) }
        for document in banked { add(document) }
        guard let dryRun else { return }
        let kept = try connection.all(
            """
            SELECT \(HolderDocument.columns)
            FROM graduate_dry_run
            WHERE upload = \(dryRun) AND id_number IN (\(list: numbers))
            """
        ) { try HolderDocument($0) }
        for document in kept { add(document) }
    }

    /// Adds a document that was filed, in the place of its former data.
    mutating func add(_ document: HolderDocument) {
        var others = documents[document.idNumber] ?? []
        others.removeAll { $0.isSameDocument(as: document) }
        documents[document.idNumber] = others + [document]
    }

    /// Returns what does not agree with the holder's other documents.
    ///
    /// Another name and another birth date under one number are another person: refused, unless the document
    /// itself is known. One of the two is a warning, since people change names and dates get corrected.
    func judge(_ graduate: Graduate) -> (fault: RowRemark?, warnings: [RowRemark]) {
        let document = HolderDocument(graduate)
        let all = (documents[document.idNumber] ?? []).filter { $0.hasHolder(of: document) }
        let others = all.filter { !$0.isSameDocument(as: document) }
        let column: GraduateColumn = graduate.idKind == .national ? .nationalID : .idNumber
        var warnings: [RowRemark] = []
        for other in others {
            let hasName = Letters.key(other.lastNameFa) == Letters.key(document.lastNameFa)
            let hasFirstName = Letters.key(other.firstNameFa) == Letters.key(document.firstNameFa)
            let hasBirth = other.birthDate == document.birthDate
            if !hasName, !hasFirstName, !hasBirth, all.count == others.count {
                let shown = graduate.text(of: column)
                return (RowRemark(.holderTaken, column, value: shown), [])
            }
            if !hasBirth {
                let value = graduate.text(of: .birthDate)
                warnings.append(RowRemark(.holderDiffers, .birthDate, value: value))
            } else if !hasName {
                warnings.append(RowRemark(.holderDiffers, .lastNameFa, value: document.lastNameFa))
            } else if !hasFirstName {
                warnings.append(
                    RowRemark(.holderDiffers, .firstNameFa, value: document.firstNameFa)
                )
            }
            if other.isSameDegree(as: document) {
                let value = document.diplomaNumber
                warnings.append(RowRemark(.degreeTwice, .diplomaNumber, value: value))
            }
            if !warnings.isEmpty { break }
        }
        return (nil, warnings)
    }
}
