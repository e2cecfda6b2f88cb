import Persian
import Store
import TestDatabases
import Testing
import VerifyCore

@testable import Registry

/// Nothing is issued with a name, or after a window, that was written into the database by hand.
struct InstitutionSealTests {
    private static let list = Array(
        "code,name_fa,name_en,kind,city\n1001,دانشگاه تهران,University of Tehran,university,تهران\n"
            .utf8
    )

    @Test(
        arguments: [
            "name_fa = 'دیگر'", "name_en = 'Other'", "kind = 'x'", "city = 'x'",
            "issues_until = '2099-01-01T00:00:00Z'", "seal = NULL",
        ],
        TestEngine.allCases
    )
    func `an institution that was edited issues nothing until it is imported again`(
        _ edit: String,
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let (registry, saorg, now) = (
                register.registry, TestRegister.saorg, TestRegister.now
            )
            let degree = try await register.issue(1)
            try register.place.edit("UPDATE institution SET \(edit) WHERE code = '1001';")
            await #expect(throws: RegistryError.integrityFailure) { try await register.issue(2) }
            await #expect(throws: RegistryError.integrityFailure) {
                try await registry.correct(degree.id, to: .test(3), by: saorg, at: now)
            }
            await #expect(throws: RegistryError.integrityFailure) {
                try await registry.setWindow(of: "1001", until: nil, by: saorg, at: now)
            }
            let upload = try await register.upload(UploadFile.csv([.test(4)]), issues: true)
            #expect(upload.issued == 0)
            #expect(register.alarms.count(.tampering) >= 4)
            let done = try await registry.importInstitutions(Self.list, by: saorg, at: now)
            #expect(done.updated == 1)
            #expect(done.problems.map(\.code) == [InstitutionImport.accessEnded])
            // Nothing tells what its window was.
            await #expect(throws: RegistryError.windowClosed(until: now)) {
                try await register.issue(2, by: TestRegister.tehran)
            }
            try await registry.setWindow(of: "1001", until: nil, by: saorg, at: now)
            #expect(try await register.issue(2, by: TestRegister.tehran).isNew)
            try await registry.checkInstitutions { Issue.record("\($0)") }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `institutions that were added without keys are sealed by the first degree`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let (saorg, now) = (TestRegister.saorg, TestRegister.now)
            try register.place.edit(
                "UPDATE institution SET seal = NULL; UPDATE institution_event SET seal = NULL;"
            )
            let keyless = Registry(
                database: register.database,
                keyring: LiveKeyring(Keyring()),
                host: ""
            )
            func add(_ code: String) async throws {
                _ = try await keyless.addInstitution(
                    code: code,
                    nameFa: "دانشگاه",
                    nameEn: "University",
                    kind: "university",
                    city: "",
                    by: saorg,
                    at: now
                )
            }
            try await add("3001")
            try await keyless.setWindow(of: "1001", until: nil, by: saorg, at: now)
            try await register.registry.checkInstitutions { Issue.record("\($0)") }
            _ = try await register.issue()
            try await register.registry.checkInstitutions { Issue.record("\($0)") }
            #expect(try await register.count("institution WHERE seal IS NULL") == 0)
            #expect(try await register.count("institution_event WHERE seal IS NULL") == 0)
            await #expect(throws: RegistryError.noActiveKey(.data)) { try await add("3002") }
            await #expect(throws: MissingKey.self) {
                try await keyless.setWindow(of: "1001", until: now, by: saorg, at: now)
            }
        }
    }
}
