import Persian
package import VerifyCore

/// A published code of the test realm, which always gets the same verdict, marked as a test.
///
/// Programs of verifiers are tried with it. A specimen is no row: the database never has one, and the answer is the
/// same on every installation. The list and how the codes are made is docs/formats/test-realm.md.
package struct Specimen: Sendable {
    /// The published code.
    package let code: AuthenticityCode
    /// The verdict that the code always gets.
    package let verdict: Verdict
    /// The record that the code's tag covers: it says in each of its names that it is a test.
    package let record: DegreeRecord
    /// The status that is answered; nil for a verdict without a degree.
    package let status: DegreeStatus?
}

extension Specimen {
    /// Every specimen, in the order of the published list.
    package static let all: [Specimen] = kinds.enumerated().map { index, kind in
        let record = record(number: UInt8(index + 1), kind.verdict)
        return Specimen(
            code: code(of: record),
            verdict: kind.verdict,
            record: record,
            status: kind.status
        )
    }

    /// Returns the specimen with this code; nil for every other code.
    static func with(_ code: AuthenticityCode) -> Specimen? {
        guard code.isTest else { return nil }
        return byCode[code]
    }

    private static let byCode = Dictionary(uniqueKeysWithValues: all.map { ($0.code, $0) })

    private static let kinds: [(verdict: Verdict, status: DegreeStatus?)] = [
        (.valid, .active),
        (.superseded, .superseded(since: changed)),
        (.revoked, .revoked(.misconduct, since: changed)),
        (.suspended, .suspended(since: changed)),
        (.legacyValid, nil),
        (.notFound, nil),
        (.integrityFailure, nil),
        (.statusUnknown, nil),
    ]

    /// 2024-05-04T08:30:00Z, noon in Tehran on 1403/02/15.
    private static let changed = Timestamp(secondsSinceEpoch: 1_714_811_400)

    private static func code(of record: DegreeRecord) -> AuthenticityCode {
        let key = CodeKey.testRealm
        let digest = SHA256.digest(of: record.encoded().span)
        guard
            let code = key.code(
                locator: key.locator(for: record.uuid, counter: 0),
                recordDigest: digest
            )
        else { preconditionFailure("a locator is below the number of locators") }
        return code
    }

    /// The UUID of fifteen zero bytes and the specimen's number.
    private static func uuid(_ number: UInt8) -> RecordID {
        guard let uuid = RecordID([UInt8](repeating: 0, count: 15) + [number]) else {
            preconditionFailure("sixteen bytes are a UUID")
        }
        return uuid
    }

    /// The record of the specimen with this number, counted from 1.
    private static func record(number: UInt8, _ verdict: Verdict) -> DegreeRecord {
        DegreeRecord(
            uuid: uuid(number),
            firstNameFa: "نمونه",
            lastNameFa: "آزمایشی",
            firstNameEn: "Specimen",
            lastNameEn: "Test",
            fatherNameFa: "",
            idKind: .national,
            // No person can have it.
            idNumber: "0000000000",
            // 1372/01/01.
            birthDate: CivilDate(daysSinceEpoch: 8_480),
            institutionCode: "0000",
            institutionNameFa: "مؤسسهٔ آزمایشی (مدرک واقعی نیست)",
            institutionNameEn: "Test Institution (not a real degree)",
            documentKind: .diploma,
            level: .bachelor,
            fieldCode: "00000",
            fieldFa: "رشتهٔ آزمایشی",
            fieldEn: "Test Field",
            mode: .day,
            // 1399/06/31.
            graduationDate: CivilDate(daysSinceEpoch: 18_526),
            diplomaNumber: "TEST-\(number)"
        )
    }
}
