import Persian
import Store
import TestDatabases
import Testing
import VerifyCore

@testable import Registry

/// A document is issued once, whatever an attacker who can write the database makes the rows point to.
struct DocumentTests {
    /// Each way of hiding a revoked degree from its document; ID is its address, OTHER a row without a degree.
    private static let edits = [
        "UPDATE degree SET graduate = OTHER WHERE id = ID",
        "UPDATE degree SET document = NULL WHERE id = ID",
        "UPDATE degree SET document = zeroblob(32) WHERE id = ID",
        "UPDATE degree SET replaced = id WHERE id = ID",
        "UPDATE degree SET graduate = OTHER, replaced = id WHERE id = ID",
        "UPDATE degree SET status = 0, status_at = NULL, status_reason = NULL WHERE id = ID",
        "UPDATE graduate SET diploma_number = 'x', diploma_key = 'x' WHERE diploma_number = '1395/1'",
        "UPDATE graduate SET institution_code = '1002' WHERE diploma_number = '1395/1'",
        "UPDATE graduate SET document_kind = 2 WHERE diploma_number = '1395/1'",
    ]

    @Test(arguments: edits, TestEngine.allCases)
    func `a revoked document is not issued again, whatever points elsewhere`(
        _ edit: String,
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let revoked = try await register.issue(1)
            try await register.revoke(revoked)
            try await register.upload(UploadFile.csv([.test(2)]))
            let other = try await register.database.read { connection in
                try connection.first("SELECT max(id) FROM graduate") { try $0.int(0) }
            }
            let statement = edit.replacing("ID", with: String(revoked.code.address))
                .replacing("OTHER", with: String(try #require(other)))
            try register.place.edit(statement + ";")
            await #expect(throws: RegistryError.integrityFailure) { try await register.issue(1) }
            #expect(register.alarms.count(.tampering) > 0)
            let upload = try await register.upload(UploadFile.csv([.test(1)]), issues: true)
            #expect(upload.issued == 0 && upload.count(of: .rejected) == 1)
            #expect(try await register.count("degree") == 1)
            var problems: [String] = []
            let check = try await register.registry.checkSeals { problems.append($0) }
            #expect(check.problems == 1 && problems.count == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a document is found under each code key and in each spelling of its number`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let revoked = try await register.issue(1)
            try await register.revoke(revoked)
            try register.perform { try $0.rotating(.code, kek: $1, at: TestRegister.now) }
            #expect(try await register.issue(1).code == revoked.code)
            try register.place.edit(
                "UPDATE graduate SET diploma_number = 'x', diploma_key = 'x';"
            )
            var spelled = Graduate.test(1)
            spelled.diplomaNumber = "1395 - 1"
            await #expect(throws: RegistryError.integrityFailure) {
                try await register.registry.issue(
                    spelled,
                    by: TestRegister.saorg,
                    at: TestRegister.now
                )
            }
            #expect(try await register.count("degree") == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a correction does not take the number of a document that the data bank forgot`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            try await register.revoke(try await register.issue(1))
            let degree = try await register.issue(2)
            try register.place.edit(
                """
                UPDATE graduate SET diploma_number = 'x', diploma_key = 'x'
                WHERE diploma_number = '1395/1';
                """
            )
            var corrected = Graduate.test(2)
            corrected.diplomaNumber = "1395/1"
            let graduate = corrected
            await #expect(throws: RegistryError.integrityFailure) {
                try await register.registry.correct(
                    degree.id,
                    to: graduate,
                    by: TestRegister.saorg,
                    at: TestRegister.now
                )
            }
            #expect(try await register.ask(degree.code).verdict == .valid)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `after a correction of its number the former number is free`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let degree = try await register.issue(1)
            var corrected = Graduate.test(1)
            corrected.diplomaNumber = "1395/17"
            _ = try await register.registry.correct(
                degree.id,
                to: corrected,
                by: TestRegister.saorg,
                at: TestRegister.now
            )
            let next = try await register.issue(1)
            #expect(next.isNew)
            #expect(try await register.ask(degree.code).verdict == .superseded)
            var problems: [String] = []
            _ = try await register.registry.checkSeals { problems.append($0) }
            #expect(problems == [])
        }
    }

    @Test(
        arguments: [
            "kind = 'resumed'", "note = 'nothing'", "actor = 'saorg:other'",
            "at = '2020-01-01T00:00:00Z'", "seal = NULL", "id = id + 100",
        ],
        TestEngine.allCases
    )
    func `a history that was edited is not shown`(
        _ edit: String,
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let degree = try await register.issue()
            try await register.revoke(degree)
            let (registry, saorg) = (register.registry, TestRegister.saorg)
            let shown = try await registry.degree(id: degree.id, by: saorg)
            #expect(shown.events.map(\.kind) == [.issued, .revoked])
            try register.place.edit("UPDATE degree_event SET \(edit);")
            await #expect(throws: RegistryError.integrityFailure) {
                try await registry.degree(id: degree.id, by: saorg)
            }
            // Its code is answered from its own row.
            #expect(try await register.ask(degree.code).verdict == .revoked)
        }
    }
}
