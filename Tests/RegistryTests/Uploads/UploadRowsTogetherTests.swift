import Persian
import Store
import TestDatabases
import Testing
import VerifyCore

@testable import Registry

/// Records that contradict others, of the same file or of the data bank.
struct UploadRowsTogetherTests {
    /// A change of the second record, and what it gets.
    static let cases: [(change: Change, outcome: RowOutcome, code: RowCode?)] = [
        (Change { $0.diplomaNumber = "1395 - 1" }, .rejected, .contradicts),
        (Change { $0.average = 1_200 }, .rejected, .contradicts),
        (Change { $0.diplomaNumber = "1395/77" }, .acceptedWithWarning, .degreeTwice),
        (
            Change {
                $0.diplomaNumber = "1395/77"
                $0.level = .master
                $0.birthDate = CivilDate(daysSinceEpoch: 8_847)
            }, .acceptedWithWarning, .holderDiffers
        ),
        (
            Change {
                $0.diplomaNumber = "1395/77"
                $0.level = .master
                $0.lastNameFa = "رضایی"
            }, .acceptedWithWarning, .holderDiffers
        ),
        (
            Change {
                $0.diplomaNumber = "1395/77"
                $0.lastNameFa = "رضایی"
                $0.firstNameFa = "علی"
                $0.birthDate = CivilDate(daysSinceEpoch: 8_000)
            }, .rejected, .holderTaken
        ),
        (
            Change {
                $0.idNumber = .nationalID(2)
                $0.diplomaNumber = "۱۳۹۵-1"
            }, .rejected, .diplomaNumberTaken
        ),
        (
            Change {
                $0.diplomaNumber = "1395/77"
                $0.level = .master
            }, .accepted, nil
        ),
    ]

    struct Change: Sendable {
        let apply: @Sendable (inout Graduate) -> Void

        init(_ apply: @escaping @Sendable (inout Graduate) -> Void) { self.apply = apply }
    }

    @Test(arguments: 0..<cases.count, TestEngine.allCases)
    func `a record is compared with those before it, in a dry run too`(
        _ index: Int,
        _ engine: TestEngine
    ) async throws {
        let (change, outcome, code) = Self.cases[index]
        var second = Graduate.test(1)
        change.apply(&second)
        let file = UploadFile.csv([.test(1), second])
        try await engine.withRegister { register in
            for (isDryRun, issues) in [(true, false), (true, true), (false, true)] {
                let upload = try await register.upload(file, issues: issues, isDryRun: isDryRun)
                let results = try await register.results(of: upload)
                #expect(results.map(\.outcome) == [.accepted, outcome])
                #expect(results.map(\.code) == [nil, code])
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a record is compared with the data bank`(_ engine: TestEngine) async throws {
        try await engine.withRegister { register in
            try await register.upload(UploadFile.csv([.test(1)]))
            var other = Graduate.test(1)
            other.diplomaNumber = "1395-1"
            other.idNumber = .nationalID(2)
            let taken = try await register.upload(UploadFile.csv([other]))
            #expect(try await register.results(of: taken).map(\.code) == [.diplomaNumberTaken])
            other = .test(1)
            other.diplomaNumber = "1396/5"
            let twice = try await register.upload(UploadFile.csv([other]))
            #expect(try await register.results(of: twice).map(\.code) == [.degreeTwice])
            #expect(try await register.count("graduate") == 2)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a graduate known by a birth certificate is filed and not issued`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            var graduate = Graduate.test(1)
            graduate.idKind = .birthCertificate
            graduate.idNumber = "17"
            graduate.idPlace = "قم"
            var passport = Graduate.test(2)
            passport.idKind = .passport
            passport.idNumber = "P0123456"
            passport.idCountry = "AFG"
            let file = UploadFile.csv([graduate, passport])
            for isDryRun in [true, false] {
                let upload = try await register.upload(file, issues: true, isDryRun: isDryRun)
                let results = try await register.results(of: upload)
                #expect(results.map(\.outcome) == [.acceptedWithWarning, .accepted])
                #expect(results.map(\.code) == [.notIssuable, nil])
                #expect(upload.issued == (isDryRun ? 0 : 1))
            }
            let records = try await register.database.read { connection in
                try connection.all("SELECT record FROM degree") { try $0.blob(0) }
            }
            let record = try DegreeRecord(decoding: try #require(records.first))
            #expect(record.idKind == .passport && record.idNumber == "AFG-P0123456")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `one field under two names in an object is refused`(_ engine: TestEngine) async throws {
        try await engine.withRegister { register in
            let line = String(decoding: UploadFile.ndjson([.test(1)]), as: UTF8.self)
            let twice = line.replacing("{", with: #"{"شماره ملی":"1","#)
            let upload = try await register.upload(Array(twice.utf8))
            #expect(try await register.results(of: upload).map(\.code) == [.columnTwice])
        }
    }
}
