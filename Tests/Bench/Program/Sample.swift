import Persian
import VerifyCore

/// A record of usual size, of an invented person.
func sampleRecord() throws -> DegreeRecord {
    guard let uuid = RecordID([UInt8](0..<16)),
        let birth = CivilDate(year: 1990, month: 3, day: 21),
        let entrance = CivilDate(year: 2008, month: 9, day: 22),
        let graduation = CivilDate(year: 2012, month: 6, day: 30)
    else { throw BenchError.wrongAnswer("sample") }
    return DegreeRecord(
        uuid: uuid,
        firstNameFa: "فاطمه",
        lastNameFa: "رضایی‌پور",
        firstNameEn: "Fatemeh",
        lastNameEn: "Rezaeipour",
        fatherNameFa: "محمدمهدی",
        idKind: .national,
        idNumber: "0411800779",
        birthDate: birth,
        institutionCode: "9001",
        institutionNameFa: "مؤسسهٔ آموزش عالی آزمون",
        institutionNameEn: "Test Institute of Higher Education",
        documentKind: .diploma,
        level: .bachelor,
        fieldCode: "61301",
        fieldFa: "مهندسی کامپیوتر - نرم‌افزار",
        fieldEn: "Computer Engineering (Software)",
        mode: .day,
        entranceDate: entrance,
        graduationDate: graduation,
        diplomaNumber: "1391/000019",
        average: 1736,
        files: [],
        decision: nil,
        supersedes: nil
    )
}
