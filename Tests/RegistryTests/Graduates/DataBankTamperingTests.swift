import Persian
import Store
import TestDatabases
import Testing
import VerifyCore

@testable import Registry

/// The data bank has no seals: what is issued comes from what was sent, never from its rows.
struct DataBankTamperingTests {
    @Test(arguments: TestEngine.allCases)
    func `a graduate that an attacker inserted gets no degree`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            _ = try await register.issue(1)
            try register.place.edit(
                """
                CREATE TEMP TABLE g AS SELECT * FROM graduate;
                UPDATE g SET id = 77, diploma_number = '1395/77', diploma_key = '1395/77', id_number = '0000000000';
                INSERT INTO graduate SELECT * FROM g;
                """
            )
            for issues in [false, true] {
                let file = UploadFile.csv((1...5).map { .test($0) })
                try await register.upload(file, issues: issues)
            }
            #expect(try await register.count("degree") == 5)
            #expect(try await register.count("degree WHERE graduate = 77") == 0)
        }
    }

    @Test(
        arguments: [
            "id_number = '0000000000'", "last_name_fa = 'دیگری'", "institution_code = '1002'",
            "average = 2000", "level = 4", "diploma_number = 'other'",
        ],
        TestEngine.allCases
    )
    func `a row edited before its degree is issued changes nothing of the degree`(
        _ edit: String,
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let file = UploadFile.csv([.test(1)])
            try await register.upload(file)
            try register.place.edit("UPDATE graduate SET \(edit);")
            try await register.upload(file, issues: true)
            let degrees = try await register.database.read { connection in
                try connection.all("SELECT record FROM degree") { try $0.blob(0) }
            }
            let made = try degrees.map { Graduate(try DegreeRecord(decoding: $0)) }
            // With another person's number in its place, the document is refused.
            #expect(made == [.test(1)] || made.isEmpty)
        }
    }

    @Test(
        arguments: [
            "average = 2000", "last_name_en = 'Other'", "diploma_number = 'other'",
            "institution_code = '1002'",
        ],
        TestEngine.allCases
    )
    func `a row edited after its degree was issued is found by the check`(
        _ edit: String,
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let issued = try await register.issue(1)
            _ = try await register.issue(2)
            try register.place.edit("UPDATE graduate SET \(edit) WHERE id = 1;")
            var problems: [String] = []
            _ = try await register.registry.checkDegrees { problems.append($0) }
            #expect(problems == ["degree \(issued.id): the data bank says otherwise"])
            #expect(try await register.ask(issued.code).verdict == .valid)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `no upload returns the code of another document, whatever the rows point to`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let other = try await register.issue(1)
            try await register.upload(UploadFile.csv([.test(2)]))
            try register.place.edit(
                """
                UPDATE degree
                SET graduate = (SELECT id FROM graduate WHERE diploma_number = '1395/2');
                """
            )
            await #expect(throws: RegistryError.integrityFailure) { try await register.issue(2) }
            #expect(register.alarms.count(.tampering) == 1)
            let upload = try await register.upload(UploadFile.csv([.test(2)]), issues: true)
            #expect(upload.count(of: .rejected) == 1 && upload.issued == 0)
            #expect(try await register.ask(other.code).verdict == .valid)
        }
    }
}
