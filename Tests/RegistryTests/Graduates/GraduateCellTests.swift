import Persian
import Testing
import VerifyCore

@testable import Registry

/// Cells as spreadsheets, databases and wrong encodings leave them.
struct GraduateCellTests {
    static let doubtful: [(GraduateColumn, String, GraduateColumn, String, RowCode)] = [
        (.nationalID, "1111111111", .nationalID, "1111111111", .nationalIDRepeatedDigit),
        (.nationalID, "'8580436001", .nationalID, "8580436001", .spreadsheetNotation),
        (.nationalID, "=\"8580436001\"", .nationalID, "8580436001", .spreadsheetNotation),
        (.nationalID, "8580436001.0", .nationalID, "8580436001", .spreadsheetNotation),
        (.nationalID, "8.580436001E+9", .nationalID, "8580436001", .spreadsheetNotation),
        (.nationalID, "12345679.0", .nationalID, "0012345679", .nationalIDLeadingZero),
        (.birthDate, "1340/03/19 00:00:00", .birthDate, "1340/03/19", .spreadsheetNotation),
        (.birthDate, "1961-06-09T00:00:00", .birthDate, "1340/03/19", .spreadsheetNotation),
        (.birthDate, "13400319.0", .birthDate, "1340/03/19", .spreadsheetNotation),
        (.fatherNameFa, "NULL", .fatherNameFa, "", .spreadsheetNotation),
        (.fatherNameFa, "NaN", .fatherNameFa, "", .spreadsheetNotation),
        (.diplomaNumber, "1373.0", .diplomaNumber, "1373", .spreadsheetNotation),
        (.firstNameFa, "", .firstNameFa, "", .oneName),
        (.firstNameFa, "=\"مینا\"", .firstNameFa, "مینا", .spreadsheetNotation),
        (.firstNameEn, "=\"Mina\"", .firstNameEn, "Mina", .spreadsheetNotation),
        (.average, "=\"17.25\"", .average, "17.25", .spreadsheetNotation),
        (.average, "'17.25", .average, "17.25", .spreadsheetNotation),
        (.entranceDate, "=\"1369/07/01\"", .entranceDate, "1369/07/01", .spreadsheetNotation),
    ]

    @Test(arguments: doubtful)
    func `what is certain is read with a warning`(
        _ changed: GraduateColumn,
        _ value: String,
        _ column: GraduateColumn,
        _ stored: String,
        _ code: RowCode
    ) {
        guard
            case .graduate(let graduate, let warnings) = GraduateReaderTests.read([changed: value])
        else {
            Issue.record("refused: \(value)")
            return
        }
        #expect(graduate.text(of: column) == stored)
        #expect(warnings.map(\.code) == [code])
    }

    static let damaged: [(GraduateColumn, String, RowCode)] = [
        (.nationalID, "4.12E+09", .spreadsheet), (.nationalID, "#N/A", .spreadsheet),
        (.nationalID, "0.858043600", .nationalIDFormat),
        (.nationalID, "8580436.001", .nationalIDFormat), (.birthDate, "22441", .spreadsheet),
        (.birthDate, "22441.0", .spreadsheet), (.birthDate, "#VALUE!", .spreadsheet),
        (.birthDate, "########", .spreadsheet), (.diplomaNumber, "1.39E+09", .spreadsheet),
        (.diplomaNumber, "Jan-91", .spreadsheet), (.firstNameFa, "#REF!", .spreadsheet),
        (.firstNameFa, "Ø³Ø§Ø±Ø§", .letters), (.firstNameFa, "ط³ط§ط±ط§", .letters),
        (.firstNameFa, "ÓÇÑÇ", .letters), (.firstNameFa, "Sara", .letters),
        (.firstNameFa, "????", .letters), (.firstNameFa, "سارا😀", .letters),
        (.firstNameFa, "&#1587;", .letters), (.firstNameFa, "سارا2", .letters),
        (.firstNameFa, "سارا۲", .letters), (.firstNameEn, "سارا", .letters),
        (.lastNameEn, "JosÃ©", .letters), (.lastNameEn, "Сара", .letters),
        (.lastNameEn, "Sara2", .letters), (.fieldFa, "Physics", .letters),
        (.fieldFa, "فیزیک&nbsp;هسته‌ای", .letters), (.fieldEn, "فیزیک", .letters),
        (.fieldEn, "Ph?sics", .letters), (.diplomaNumber, "1392/؟؟", .letters),
        (.firstNameFa, "=\"مینا\"&\"ب\"", .formula), (.firstNameEn, "=\"=Mina\"", .formula),
        (.level, "ک\u{FFFD}رشناسی", .encoding), (.entranceDate, "1335/01/01", .entranceBeforeBirth),
    ]

    @Test(arguments: damaged)
    func `what is damaged is refused`(
        _ column: GraduateColumn,
        _ value: String,
        _ code: RowCode
    ) {
        guard case .refused(let faults) = GraduateReaderTests.read([column: value]) else {
            Issue.record("accepted: \(value)")
            return
        }
        #expect(faults.map(\.code) == [code])
        #expect(faults.first?.column == column)
    }

    static let normal: [(String, String)] = [
        ("علـــی", "علی"), ("علی\u{200C}\u{200C}رضا", "علی\u{200C}رضا"), ("مُحَمَّد", "محمد"),
        ("علی\u{200D}", "علی"), ("\u{FEDB}\u{FE8E}\u{FEC7}\u{FEE2}\u{FEF0}", "کاظمی"),
        ("كاظمي", "کاظمی"), ("ـ\u{200C}علی", "علی"),
    ]

    @Test(arguments: normal)
    func `a name has one normal form, and keeps it`(_ typed: String, _ stored: String) throws {
        let graduate = try GraduateReaderTests.graduate([.lastNameFa: typed])
        #expect(Array(graduate.lastNameFa.unicodeScalars) == Array(stored.unicodeScalars))
        #expect(Alphabet.persianName.normalized(graduate.lastNameFa) == graduate.lastNameFa)
    }

    static let holders: [([GraduateColumn: String], String?, RowCode?)] = [
        ([.idKind: "passport", .idNumber: "P0123456", .idCountry: "afg"], "AFG-P0123456", nil),
        ([.idKind: "گذرنامه", .idNumber: "afg-p0123456"], "AFG-P0123456", nil),
        ([.idKind: "passport", .nationalID: "P 0123456"], "P0123456", nil),
        ([.idKind: "passport", .idNumber: "AFG-P0123456", .idCountry: "AFG"], "AFG-P0123456", nil),
        ([.idKind: "passport", .idNumber: "P0123456", .idCountry: "Iran"], nil, .idCountryFormat),
        ([.idKind: "passport", .idNumber: "PASSPORT"], nil, .idNumberFormat),
        ([.idKind: "foreigner", .idNumber: "۱۲۳۴۵۶۷۸۹۰۱۲"], "123456789012", nil),
        ([.idKind: "foreigner", .idNumber: "1.23E+11"], nil, .spreadsheet),
        ([.idKind: "x", .idNumber: "1"], nil, .idKindUnknown),
        ([.idKind: "birth_certificate", .idNumber: "17", .idPlace: "قم"], nil, .notIssuable),
    ]

    @Test(arguments: holders)
    func `a graduate without a national ID is known by another number`(
        _ cells: [GraduateColumn: String],
        _ number: String?,
        _ code: RowCode?
    ) {
        let changes = [GraduateColumn.nationalID: ""].merging(cells) { $1 }
        switch GraduateReaderTests.read(changes) {
        case .graduate(let graduate, let warnings):
            let record = graduate.record(
                uuid: .random(),
                institutionNameFa: "",
                institutionNameEn: ""
            )
            #expect(record?.idNumber == number && warnings.isEmpty)
            #expect(record.map { Graduate($0) } == graduate)
            let again = GraduateReaderTests.reader().read { graduate.text(of: $0) }
            guard case .graduate(let same, _) = again else {
                Issue.record("\(again)")
                return
            }
            #expect(same == graduate)
        case .refused(let faults):
            #expect(number == nil)
            #expect(faults.map(\.code) == [code])
        }
    }

    @Test func `first name is the latin one next to the persian title`() {
        #expect(GraduateColumn.columns(of: ["نام", "First Name"]) == [.firstNameFa, .firstNameEn])
        #expect(GraduateColumn.columns(of: ["First Name", "x"]) == [.firstNameFa, nil])
    }
}
