import Persian
import Store
import TestDatabases
import Testing

@testable import Registry

/// The search of the data bank, whatever the spelling of a name.
struct DataBankSearchTests {
    @Test(arguments: TestEngine.allCases)
    func `the key of a name in SQL is that of the search`(_ engine: TestEngine) async throws {
        let names = [
            "کاظمی‌پور", "کاظمي پور", "رحیم‌زادهٔ اصل", "مؤمنی", "رئیسی", "آقاجانی", "أحمد", "فاطمة",
            "سید علی", "ابوالفضل", "زهره", "خواجه‌ای", "محمّدی", "میرزا-آقا", "هیئت",
        ]
        try await engine.withRegister { register in
            for name in names {
                let stored = Letters.stored(name)
                let statement: SQL = """
                    SELECT \(GraduateNameKey.last)
                    FROM (SELECT \(stored) AS last_name_fa) AS names
                    """
                let key = try await register.database.read { connection in
                    try connection.first(statement) { try $0.text(0) }
                }
                #expect(key == Letters.key(stored), "\(name)")
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a graduate is found by any spelling, by the beginning of the first name and by number`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let known = Graduate.test(1)
            let other = Graduate.test(2, lastNameFa: "کاظمی")
            _ = try await register.upload(UploadFile.csv([known, other]))
            let registry = register.registry
            for typed in ["کاظمی‌پور", "كاظمي پور", "کاظمیپور", " كاظمی  پور "] {
                let found = try await registry.search(GraduateQuery(lastName: typed))
                #expect(found.map(\.graduate.diplomaNumber) == [known.diplomaNumber], "\(typed)")
                #expect(found.first?.hasCode == false)
            }
            let first = String(known.firstNameFa.prefix(2))
            let query = GraduateQuery(lastName: "کاظمی پور", firstName: first)
            #expect(try await registry.search(query).count == 1)
            let wrong = GraduateQuery(lastName: "کاظمی پور", firstName: "%")
            #expect(try await registry.search(wrong).isEmpty)
            let number = GraduateQuery(number: known.idNumber)
            #expect(try await registry.search(number).map(\.graduate.idNumber) == [known.idNumber])
            let last = try #require(try await registry.search(number).last?.id)
            #expect(try await registry.search(number, after: last).isEmpty)
            #expect(try await registry.search(GraduateQuery(firstName: first)).isEmpty)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `the years of a university are complete from its first to its last document`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            var old = Graduate.test(1)
            old.graduationDate = try CivilDate(parsing: "1990-08-01")
            var new = Graduate.test(2, lastNameFa: "کاظمی")
            new.graduationDate = try CivilDate(parsing: "1993-08-01")
            new.institutionCode = old.institutionCode
            try await register.database.write { [both = [old, new]] connection in
                for graduate in both {
                    _ = try DataBank.file(graduate, at: TestRegister.now, in: connection)
                }
            }
            let years = try await register.registry.completeness(of: old.institutionCode)
            #expect(years.map(\.year) == [1372, 1371, 1370, 1369])
            #expect(years.map(\.documents) == [1, 0, 0, 1])
            #expect(years.allSatisfy { $0.coded == 0 })
        }
    }
}
