import Persian
import Store
import TestDatabases
import Testing
import VerifyCore

@testable import Registry

/// Rows of an earlier version, which have no seal, and seals of a former data key.
struct EarlierRowTests {
    private static let unseal = """
        UPDATE degree SET document = NULL, seal = NULL;
        UPDATE degree_event SET seal = NULL;
        UPDATE institution SET seal = NULL;
        UPDATE institution_event SET seal = NULL;
        UPDATE bulk_job_result SET seal = NULL;
        """

    @Test(arguments: TestEngine.allCases)
    func `rows of an earlier version count as changed until an operator has them sealed`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let (registry, saorg, now) = (
                register.registry, TestRegister.saorg, TestRegister.now
            )
            let degree = try await register.issue(1)
            try await register.revoke(try await register.issue(2))
            let upload = try await register.upload(UploadFile.csv([.test(3)]), issues: true)
            // The seal that the earlier version made.
            let job = try await register.database.read { try BulkJob.find(upload.id, in: $0) }
            let earlier = try registry.seal(try #require(job).earlierStatement)
            try await register.database.write { connection in
                try connection.execute("UPDATE bulk_job SET seal = \(earlier)")
            }
            try register.place.edit(Self.unseal)
            #expect(try await register.ask(degree.code).verdict == .valid)
            await #expect(throws: RegistryError.integrityFailure) {
                try await registry.suspend(degree.id, note: "", by: saorg, at: now)
            }
            await #expect(throws: RegistryError.integrityFailure) { try await register.issue(4) }
            await #expect(throws: RegistryError.integrityFailure) {
                try await registry.upload(upload.id, by: saorg)
            }
            let counts = try await Registry.countEarlierRows(in: register.database)
            #expect(counts["degree"] == 3 && counts["degree_event"] == 1)
            let sealed = try await registry.sealEarlierRows()
            #expect(sealed.problems == [])
            #expect(
                sealed.trusted == counts.merging(["bulk_job": 1], uniquingKeysWith: { $1 })
            )
            _ = try await registry.checkSeals { Issue.record("\($0)") }
            _ = try await registry.suspend(degree.id, note: "", by: saorg, at: now)
            #expect(try await register.issue(4).isNew)
            #expect(try await register.results(of: upload).count == 1)
            #expect(try await registry.sealEarlierRows() == SealedRows())
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `what a seal or the data bank contradicts is reported and not sealed`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let first = try await register.issue(1)
            let second = try await register.issue(2)
            _ = try await register.issue(3)
            try await register.upload(UploadFile.csv([.test(4)]))
            try register.place.edit(
                """
                \(Self.unseal)
                UPDATE degree SET graduate = (SELECT max(id) FROM graduate)
                WHERE id = \(first.code.address);
                UPDATE degree SET status = 3, status_at = '2026-01-01T00:00:00Z'
                WHERE id = \(second.code.address);
                """
            )
            let sealed = try await register.registry.sealEarlierRows()
            #expect(sealed.problems.count == 2 && sealed.trusted["degree"] == 1)
            #expect(sealed.problems.contains { $0.contains(first.id) })
            #expect(sealed.problems.contains { $0.contains(second.id) })
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a seal that was removed is not made again unless an operator trusts the row`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            _ = try await register.issue(1)
            try register.place.edit("UPDATE institution SET name_en = 'Other', seal = NULL;")
            try await register.database.migrate(Registry.migrations)
            await #expect(throws: RegistryError.integrityFailure) { try await register.issue(2) }
            let counts = try await Registry.countEarlierRows(in: register.database)
            #expect(counts == ["institution": 2])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `right seals of a former data key are renewed, and outlive its retirement`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let upload = try await register.upload(UploadFile.csv([.test(1)]), issues: true)
            let former = try #require(register.keyring.current.active(.data)).id
            try register.perform { try $0.rotating(.data, kek: $1, at: TestRegister.now) }
            #expect(try await register.issue(2).isNew)
            try register.place.edit("UPDATE institution SET city = 'x' WHERE code = '1002';")
            let sealed = try await register.registry.sealEarlierRows()
            // One institution, two events, a job and its results.
            #expect(sealed.renewed == 5 && sealed.trusted == [:])
            try register.perform { try $0.retiring(former, kek: $1, at: TestRegister.now) }
            #expect(try await register.issue(3).isNew)
            #expect(try await register.results(of: upload).count == 1)
            var problems: [String] = []
            _ = try await register.registry.checkSeals { problems.append($0) }
            #expect(problems.count == 1 && problems[0].contains("institution 1002"))
        }
    }
}
