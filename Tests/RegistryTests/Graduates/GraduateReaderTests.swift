import Persian
import Testing
import VerifyCore

@testable import Registry

struct GraduateReaderTests {
    static let good: [GraduateColumn: String] = [
        .nationalID: "8580436001", .firstNameFa: "مبینا", .lastNameFa: "ظفری",
        .firstNameEn: "Mbina",
        .lastNameEn: "Zfri", .fatherNameFa: "آرش", .birthDate: "1340/03/19",
        .institutionCode: "1016",
        .documentKind: "diploma", .level: "bachelor", .fieldCode: "71101", .fieldFa: "مهندسی شیمی",
        .fieldEn: "Chemical Engineering", .mode: "day", .entranceDate: "1369/08/24",
        .graduationDate: "1373/12/10", .diplomaNumber: "1373/000001", .average: "16.00",
    ]

    static func reader(own: String? = nil) -> GraduateReader {
        GraduateReader(
            institutions: ["1016", "1001"],
            own: own,
            today: CivilDate(daysSinceEpoch: 20_778)
        )
    }

    static func read(
        _ changes: [GraduateColumn: String],
        own: String? = nil
    ) -> GraduateReader.Reading {
        let fields = good.merging(changes) { $1 }
        return reader(own: own).read { fields[$0] }
    }

    static func graduate(_ changes: [GraduateColumn: String] = [:]) throws -> Graduate {
        guard case .graduate(let graduate, _) = read(changes) else {
            throw RegistryTestError.refused
        }
        return graduate
    }

    @Test func `a right record becomes a graduate`() throws {
        let graduate = try Self.graduate()
        #expect(graduate.idNumber == "8580436001")
        #expect(graduate.birthDate.description == "1961-06-09")
        #expect(graduate.average == 1600)
        #expect(graduate.documentKind == .diploma && graduate.level == .bachelor)
        let again = Self.reader().read { graduate.text(of: $0) }
        guard case .graduate(let same, let warnings) = again, warnings.isEmpty else {
            Issue.record("\(again)")
            return
        }
        #expect(same == graduate)
    }

    @Test(arguments: ["1299/01/30", "1298/01/31", "1384/01/30"])
    func `a birthday is kept in the persian calendar`(_ birth: String) throws {
        // In the other calendar that day is one before the birthday, or one after it.
        let graduate = try Self.graduate([
            .birthDate: birth, .entranceDate: "", .graduationDate: "1399/01/30",
        ])
        #expect(graduate.text(of: .birthDate) == birth)
    }

    static let persian: [(GraduateColumn, String, GraduateColumn, String)] = [
        (.documentKind, "دانشنامه", .documentKind, "diploma"),
        (.documentKind, "گواهینامه موقت", .documentKind, "provisional"),
        (.documentKind, "گواهی‌نامهٔ موقت", .documentKind, "provisional"),
        (.documentKind, "ریزنمرات", .documentKind, "transcript"),
        (.documentKind, "ریز نمرات", .documentKind, "transcript"),
        (.documentKind, "ارزشنامه", .documentKind, "evaluation"),
        (.level, "كارداني", .level, "associate"),
        (.level, "کارشناسی", .level, "bachelor"), (.level, "کارشناسی‌ارشد", .level, "master"),
        (.level, " دکتری ", .level, "doctorate"), (.level, "دكترا", .level, "doctorate"),
        (.mode, "روزانه", .mode, "day"), (.mode, "شبانه", .mode, "evening"),
        (.mode, "پیام نور", .mode, "distance"), (.mode, "مجازی", .mode, "distance"),
        (.mode, "پیام نور / مجازی", .mode, "distance"), (.level, "Bachelor", .level, "bachelor"),
        (.lastNameFa, "كاظمي پور", .lastNameFa, "کاظمی پور"),
        (.nationalID, "۱۱۷۳۴۸۴۰۹۴", .nationalID, "1173484094"),
        (.average, "۱۷٫۲۵", .average, "17.25"),
        (.average, "۱۷/۲۵", .average, "17.25"), (.average, "17,5", .average, "17.50"),
        (.average, "20", .average, "20.00"), (.average, "18.545", .average, "18.55"),
        (.average, "18.540000000000003", .average, "18.54"),
        (.average, "18.539999999999999", .average, "18.54"),
        (.average, "", .average, ""), (.average, "-", .average, ""),
        (.fatherNameFa, "-", .fatherNameFa, ""),
        (.graduationDate, "۱۰ اسفند ۱۳۷۳", .graduationDate, "1373/12/10"),
        (.graduationDate, "1995-03-01", .graduationDate, "1373/12/10"),
        (.diplomaNumber, "۱۳۷۳/۰۰۰۰۰۱", .diplomaNumber, "1373/000001"),
        (.fieldEn, "Chemical \"Process\",\nDesign", .fieldEn, "Chemical \"Process\", Design"),
        (.institutionCode, "۱۰۱۶", .institutionCode, "1016"),
        (.entranceDate, "", .entranceDate, ""),
    ]

    @Test(arguments: persian)
    func `values are understood as people write them`(
        _ column: GraduateColumn,
        _ typed: String,
        _ same: GraduateColumn,
        _ stored: String
    ) throws {
        #expect(try Self.graduate([column: typed]).text(of: same) == stored)
    }

    static let wrong: [(GraduateColumn, String, GraduateColumn, RowCode)] = [
        (.nationalID, "", .nationalID, .required),
        (.nationalID, "858043600", .nationalID, .nationalIDLength),
        (.nationalID, "85804360O1", .nationalID, .nationalIDFormat),
        (.nationalID, "8580436002", .nationalID, .nationalIDCheckDigit),
        (.nationalID, "2222222222", .nationalID, .nationalIDRepeatedDigit),
        (.lastNameFa, " ", .lastNameFa, .required), (.lastNameFa, "-", .lastNameFa, .required),
        (.firstNameFa, String(repeating: "ع", count: 101), .firstNameFa, .tooLong),
        (.firstNameFa, String(repeating: "ع", count: 5000), .firstNameFa, .tooLong),
        (.firstNameFa, "ع\u{0}لی", .firstNameFa, .controlCharacter),
        (.firstNameFa, "ع\u{9C}لی", .firstNameFa, .controlCharacter),
        (.firstNameFa, "ع\u{FFFD}لی", .firstNameFa, .encoding),
        (.firstNameFa, "ع\u{E000}لی", .firstNameFa, .controlCharacter),
        (.firstNameFa, "ع\u{FFF9}لی", .firstNameFa, .controlCharacter),
        (.firstNameFa, "ع\u{605}لی", .firstNameFa, .controlCharacter),
        (.firstNameEn, "A\u{E0041}li", .firstNameEn, .controlCharacter),
        (.firstNameEn, "A\u{115F}li", .firstNameEn, .controlCharacter),
        (.firstNameEn, "=HYPERLINK(1)", .firstNameEn, .formula),
        (.fieldEn, "@x", .fieldEn, .formula),
        (.fieldFa, "+x", .fieldFa, .formula), (.diplomaNumber, "-5", .diplomaNumber, .formula),
        (.birthDate, "", .birthDate, .required),
        (.birthDate, "40/03/19", .birthDate, .dateTwoDigitYear),
        (.birthDate, "x", .birthDate, .dateFormat),
        (.birthDate, "1340/13/01", .birthDate, .dateFormat),
        (.birthDate, "1340/12/30", .birthDate, .dateDoesNotExist),
        (.birthDate, "1100/01/01", .birthDate, .dateOutOfRange),
        (.birthDate, "1403/01/01", .birthDate, .ageOutOfRange),
        (.birthDate, "1250/01/01", .birthDate, .ageOutOfRange),
        // Graduated on 1373/12/10.
        (.birthDate, "1358/12/11", .birthDate, .ageOutOfRange),
        (.birthDate, "1272/12/10", .birthDate, .ageOutOfRange),
        (.institutionCode, "7777", .institutionCode, .institutionUnknown),
        (.institutionCode, "", .institutionCode, .required),
        (.documentKind, "x", .documentKind, .documentKindUnknown),
        (.documentKind, "", .documentKind, .required),
        (.level, "postdoc", .level, .levelUnknown), (.mode, "x", .mode, .modeUnknown),
        (.average, "21.50", .average, .averageOutOfRange),
        (.average, "-1", .average, .averageOutOfRange),
        (.average, "x", .average, .averageFormat), (.average, "1.", .average, .averageFormat),
        (.average, "99999999999999999999", .average, .averageFormat),
        (.graduationDate, "1409/06/31", .graduationDate, .dateInFuture),
        (.graduationDate, "1402/12/30", .graduationDate, .dateDoesNotExist),
        (.entranceDate, "1374/01/01", .graduationDate, .graduationBeforeEntrance),
        (.entranceDate, "abc", .entranceDate, .dateFormat),
    ]

    @Test(arguments: wrong)
    func `a fault is reported at its column`(
        _ changed: GraduateColumn,
        _ value: String,
        _ column: GraduateColumn,
        _ code: RowCode
    ) {
        guard case .refused(let faults) = Self.read([changed: value]) else {
            Issue.record("accepted")
            return
        }
        #expect(faults.first?.column == column)
        #expect(faults.first?.code == code)
        #expect((faults.first?.value.unicodeScalars.count ?? 0) <= RowRemark.valueLimit + 1)
    }

    @Test func `all faults of a record are reported, by column`() {
        let reading = Self.read([
            .average: "x", .nationalID: "", .level: "?", .birthDate: "1403/01/01",
        ])
        guard case .refused(let faults) = reading else {
            Issue.record("accepted")
            return
        }
        #expect(
            faults.map(\.code) == [
                .required, .ageOutOfRange, .levelUnknown, .entranceBeforeBirth, .averageFormat,
            ]
        )
    }

    @Test func `lost zeros of a national id are a warning`() {
        guard case .graduate(let graduate, let warnings) = Self.read([.nationalID: "12345679"]),
            let warning = warnings.first
        else {
            Issue.record("no warning")
            return
        }
        #expect(graduate.idNumber == "0012345679")
        #expect(warning.code == .nationalIDLeadingZero && warning.column == .nationalID)
    }

    @Test func `an institution writes only its own rows`() {
        if case .refused(let faults) = Self.read([:], own: "1016") { Issue.record("\(faults)") }
        guard case .refused(let faults) = Self.read([:], own: "1001") else {
            Issue.record("accepted")
            return
        }
        #expect(faults.map(\.code) == [.institutionNotYours])
    }

    @Test(arguments: RowCode.allCases)
    func `every code has its words in both languages`(_ code: RowCode) {
        for column in [nil] + GraduateColumn.allCases.map(Optional.some) {
            let words = code.wording(for: column)
            #expect(words.fa.count > 10 && words.en.count > 10)
            #expect(words.fa.unicodeScalars.contains { $0.value > 0x600 })
        }
    }

    @Test func `columns are known by english and persian titles`() {
        for column in GraduateColumn.allCases {
            #expect(GraduateColumn(title: column.rawValue) == column)
            #expect(GraduateColumn(title: column.title.fa) == column)
            #expect(GraduateColumn(title: " " + column.title.fa + ":") == column)
        }
        #expect(GraduateColumn(title: "كد ملي") == .nationalID)
        #expect(GraduateColumn(title: "National ID") == .nationalID)
        #expect(GraduateColumn(title: "FIRST_NAME_FA") == .firstNameFa)
        #expect(GraduateColumn(title: "رنگ") == nil)
    }

    @Test func `an issued record is a graduate again`() throws {
        let graduate = try Self.graduate()
        let uuid = try #require(RecordID(Array(repeating: 7, count: 16)))
        let record = try #require(
            graduate.record(
                uuid: uuid,
                institutionNameFa: "سهند",
                institutionNameEn: "Sahand"
            )
        )
        #expect(Graduate(record) == graduate)
        #expect(record.institutionNameFa == "سهند")
    }
}

enum RegistryTestError: Error {
    case refused
}
