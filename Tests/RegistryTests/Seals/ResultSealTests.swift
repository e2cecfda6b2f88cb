import Persian
import Store
import TestDatabases
import Testing
import VerifyCore

@testable import Registry

/// The sender of a file reads the outcome that the work had, or a refusal.
struct ResultSealTests {
    @Test(
        arguments: [
            "counts = '{\"accepted\":9}'", "records = 2", "total = 7", "state = 'queued'",
            "state = 'failed', problem = 'empty', problem_fa = 'x', problem_en = 'x'",
            "finished_at = NULL", "owner_code = '1002'", "owner_name = 'x'", "ignored = 'x'",
            "format = 'ndjson'", "encoding = 'windows-1256'", "counts = '{'",
        ],
        TestEngine.allCases
    )
    func `a job that was edited after its end is not shown`(
        _ edit: String,
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let upload = try await register.upload(
                UploadFile.csv([.test(1)]),
                by: TestRegister.tehran,
                issues: true
            )
            try register.place.edit("UPDATE bulk_job SET \(edit);")
            await #expect(throws: RegistryError.integrityFailure) {
                try await register.registry.upload(upload.id, by: TestRegister.saorg)
            }
            var problems: [String] = []
            try await register.registry.checkBulkJobs { problems.append($0) }
            #expect(problems.count == 1)
        }
    }

    /// Two parts of results; OTHER is another upload.
    private static let edits = [
        "UPDATE bulk_job_result SET results = (SELECT results FROM bulk_job_result WHERE bulk_job = 'OTHER') WHERE first = 1 AND bulk_job = 'ID'",
        "UPDATE bulk_job_result SET errors = 7 WHERE first = 1 AND bulk_job = 'ID'",
        "UPDATE bulk_job_result SET last = 400 WHERE first = 1 AND bulk_job = 'ID'",
        "UPDATE bulk_job_result SET seal = NULL WHERE first = 1 AND bulk_job = 'ID'",
        "UPDATE bulk_job_result SET (results, errors, last, seal) = (SELECT results, errors, last, seal FROM bulk_job_result WHERE bulk_job = 'OTHER') WHERE first = 1 AND bulk_job = 'ID'",
        "DELETE FROM bulk_job_result WHERE first = 1 AND bulk_job = 'ID'",
        "DELETE FROM bulk_job_result WHERE first > 1 AND bulk_job = 'ID'",
    ]

    @Test(arguments: edits, TestEngine.allCases)
    func `results that were edited, exchanged or deleted are not sent`(
        _ edit: String,
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let graduates = (1...(BulkJobLimits.batchRecords + 5)).map { Graduate.test($0) }
            let upload = try await register.upload(UploadFile.csv(graduates))
            let other = try await register.upload(UploadFile.csv([.test(9_000)]))
            #expect(try await register.results(of: upload).count == graduates.count)
            let statement = edit.replacing("ID", with: upload.id)
                .replacing("OTHER", with: other.id)
            try register.place.edit(statement + ";")
            for part in [BulkJobFile.Part.results, .errors] {
                await #expect(throws: RegistryError.integrityFailure) {
                    try await register.rows(part, of: upload)
                }
            }
            var problems: [String] = []
            try await register.registry.checkBulkJobs { problems.append($0) }
            #expect(problems.count == 1 && problems[0].contains(upload.id))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `progress that is edited while a job is worked on ends it`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let graduates = (1...2_000).map { Graduate.test($0) }
            let id = try await register.send(UploadFile.csv(graduates), issues: true)
            try await register.registry.process(
                id,
                worker: "t",
                clock: { TestRegister.now },
                progress: { done, _ in
                    if done > BulkJobLimits.batchRecords { return }
                    try? register.place.edit("UPDATE bulk_job SET records = 0, counts = '{}';")
                }
            )
            let upload = try await register.registry.upload(id, by: TestRegister.saorg)
            #expect(upload.state == .failed && upload.problem?.code == .integrityFailure)
            #expect(upload.records == 0)
            #expect(register.alarms.count(.tampering) == 1)
            try await register.registry.checkBulkJobs { Issue.record("\($0)") }
        }
    }
}
