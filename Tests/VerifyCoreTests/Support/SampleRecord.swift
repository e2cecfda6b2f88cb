import Persian

@testable import VerifyCore

/// The records of Vectors/record.json, built as the product builds them.
enum SampleRecord {
    static let sara = DegreeRecord(
        uuid: id("00010203-0405-0607-0809-0a0b0c0d0e0f"),
        firstNameFa: "سارا",
        lastNameFa: "کاظمی‌پور",
        firstNameEn: "Sara",
        lastNameEn: "Kazemipour",
        fatherNameFa: "رضا",
        idKind: .national,
        idNumber: "0084575948",
        birthDate: date("1990-03-21"),
        institutionCode: "1001",
        institutionNameFa: "دانشگاه تهران",
        institutionNameEn: "University of Tehran",
        documentKind: .diploma,
        level: .bachelor,
        fieldCode: "53301",
        fieldFa: "فیزیک",
        fieldEn: "Physics",
        mode: .day,
        entranceDate: date("2008-09-22"),
        graduationDate: date("2012-07-01"),
        diplomaNumber: "1391/000123",
        average: 1741
    )

    static let bornEarly: DegreeRecord = {
        var record = sara
        record.uuid = id("f81d4fae-7dec-11d0-a765-00a0c91e6bf6")
        record.idKind = .passport
        record.idNumber = "K12345678"
        record.birthDate = date("1962-12-31")
        record.documentKind = .evaluation
        record.level = .doctorate
        record.mode = .distance
        record.entranceDate = nil
        record.average = nil
        record.fatherNameFa = ""
        record.files = ["first file", "second file"].map { SHA256.digest(of: $0.utf8Span.span) }
        record.decision = "کمیسیون ارزشیابی، ۱۴۰۳/۰۹/۱۴"
        record.supersedes = sara.uuid
        return record
    }()

    static let decided: DegreeRecord = {
        var record = sara
        record.uuid = id("018f4fae-7dec-71d0-a765-00a0c91e6bf6")
        record.idKind = .passport
        record.idNumber = "AFG-P0123456"
        record.files = [SHA256.digest(of: "first file".utf8Span.span)]
        record.decision =
            CaseDecision(caseID: id("f81d4fae-7dec-41d0-a765-00a0c91e6bf6"), seq: 7)?.description
        return record
    }()

    private static func id(_ text: String) -> RecordID {
        guard let id = RecordID(parsing: text) else { preconditionFailure("no UUID: \(text)") }
        return id
    }

    private static func date(_ text: String) -> CivilDate {
        guard let date = try? CivilDate(parsing: text) else {
            preconditionFailure("no date: \(text)")
        }
        return date
    }
}
