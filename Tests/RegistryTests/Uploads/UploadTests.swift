import Persian
import Store
import TestDatabases
import Testing
import VerifyCore

@testable import Registry

struct UploadTests {
    @Test(arguments: TestEngine.allCases, [false, true])
    func `each faulty record gets exactly its outcome, column and code`(
        _ engine: TestEngine,
        _ issues: Bool
    ) async throws {
        try await engine.withRegister { register in
            try await register.addAllInstitutions()
            let upload = try await register.upload(FaultyUpload.bytes, issues: issues)
            #expect(upload.state == .done)
            let results = try await register.results(of: upload)
            #expect(results.map(\.record) == Array(1...24))
            for (result, expected) in zip(results, FaultyUpload.expected) {
                #expect(result.outcome.rawValue == expected.outcome)
                #expect(result.column?.rawValue ?? "" == expected.column)
                #expect(result.code?.rawValue ?? "" == expected.code)
                #expect((result.message == nil) == (result.code == nil))
                let hasCode = issues && result.outcome != .rejected
                #expect((result.authenticityCode != nil) == hasCode)
            }
            #expect(upload.count(of: .accepted) == 7)
            #expect(upload.count(of: .acceptedWithWarning) == 2)
            #expect(upload.count(of: .rejected) == 14)
            #expect(upload.count(of: .unchanged) == 1)
            #expect(upload.issued == (issues ? 9 : 0))
            #expect(try await register.count("graduate") == 9)
            #expect(try await register.count("bulk_job_chunk") == 0)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `the files name every record once and the refused ones with their values`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            try await register.addAllInstitutions()
            let upload = try await register.upload(FaultyUpload.bytes, issues: true)
            let rows = try await register.rows(.results, of: upload)
            #expect(
                rows.first == [
                    "record", "outcome", "column", "code", "message", "authenticity_code",
                ]
            )
            #expect(rows.dropFirst().map { $0[0] } == (1...24).map(String.init))
            let code = try AuthenticityCode(parsing: rows[1][5])
            #expect(rows[1][5] == code.grouped)
            #expect(try await register.ask(code).verdict == .valid)
            #expect(rows[16][5] == rows[1][5])
            let errors = try await register.rows(.errors, of: upload)
            #expect(errors.count == 15)
            #expect(errors[0] == ["record", "column", "value", "message", "code", "also"])
            #expect(errors[1][0] == "2" && errors[1][2] == "9138818923")
            let formula = try #require(errors.first { $0[4] == "formula" })
            #expect(formula[2] == "'=HYPERLINK(1)")
            let long = try #require(errors.first { $0[4] == "too_long" })
            #expect(long[2].unicodeScalars.count == 101)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `the same upload twice changes nothing and returns the same codes`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let file = UploadFile.csv((1...20).map { .test($0) })
            let first = try await register.upload(file, issues: true)
            let second = try await register.upload(file, issues: true)
            #expect(first.count(of: .accepted) == 20 && first.issued == 20)
            #expect(second.count(of: .unchanged) == 20 && second.issued == 0)
            let codes = try await register.results(of: first).map(\.authenticityCode)
            #expect(try await register.results(of: second).map(\.authenticityCode) == codes)
            #expect(codes.allSatisfy { $0 != nil })
            #expect(try await register.count("degree") == 20)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `rows that were filed before are issued by a later upload`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let file = UploadFile.csv((1...3).map { .test($0) })
            #expect(try await register.upload(file).issued == 0)
            let later = try await register.upload(file, issues: true)
            #expect(later.count(of: .unchanged) == 3 && later.issued == 3)
            #expect(try await register.results(of: later).allSatisfy { $0.authenticityCode != nil })
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `other data for a known document depend on whether it was issued`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            try await register.upload(UploadFile.csv([.test(1), .test(2)]))
            try await register.upload(UploadFile.csv([.test(2)]), issues: true)
            let changed = try await register.upload(
                UploadFile.csv([.test(1, firstNameFa: "مریم"), .test(2, firstNameFa: "مریم")])
            )
            let results = try await register.results(of: changed)
            #expect(results.map(\.outcome) == [.accepted, .rejected])
            #expect(results.map(\.code) == [.updated, .alreadyIssued])
            let names = try await register.database.read { connection in
                try connection.all("SELECT first_name_fa FROM graduate ORDER BY diploma_number") {
                    row in
                    try row.text(0)
                }
            }
            #expect(names == ["مریم", "مینا"])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an institution writes its own rows only`(_ engine: TestEngine) async throws {
        try await engine.withRegister { register in
            let file = UploadFile.csv([.test(1), .test(2, institution: "1002")])
            let upload = try await register.upload(file, by: TestRegister.tehran)
            let results = try await register.results(of: upload)
            #expect(results.map(\.code) == [nil, .institutionNotYours])
            #expect(upload.institution == "1001")
            await #expect(throws: BulkJobError.notFound) {
                try await register.registry.upload(upload.id, by: TestRegister.sharif)
            }
            #expect(
                try await register.registry.upload(upload.id, by: TestRegister.tehran).records == 2
            )
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `nothing is issued by an institution after its window`(_ engine: TestEngine) async throws {
        try await engine.withRegister { register in
            let end = TestRegister.now.adding(seconds: 3600)
            try await register.registry.setWindow(
                of: "1001",
                until: end,
                by: TestRegister.saorg,
                at: TestRegister.now
            )
            let file = UploadFile.csv([.test(1)])
            let late = try await register.upload(
                file,
                by: TestRegister.tehran,
                issues: true,
                at: end
            )
            let result = try await register.results(of: late)
            #expect(result.map(\.outcome) == [.acceptedWithWarning])
            #expect(result.map(\.code) == [.windowClosed])
            #expect(late.issued == 0)
            await #expect(throws: RegistryError.windowClosed(until: end)) {
                try await register.registry.beginUpload(
                    by: TestRegister.tehran,
                    issues: true,
                    at: end
                )
            }
            // The window does not bind the organisation.
            #expect(try await register.upload(file, issues: true, at: end).issued == 1)
        }
    }

    @Test(arguments: TestEngine.allCases, [false, true])
    func `a dry run reports the outcomes and keeps nothing`(
        _ engine: TestEngine,
        _ issues: Bool
    ) async throws {
        try await engine.withRegister { register in
            try await register.addAllInstitutions()
            let upload = try await register.upload(
                FaultyUpload.bytes,
                issues: issues,
                isDryRun: true
            )
            let results = try await register.results(of: upload)
            #expect(results.map(\.outcome.rawValue) == FaultyUpload.expected.map(\.outcome))
            #expect(results.map { $0.code?.rawValue ?? "" } == FaultyUpload.expected.map(\.code))
            #expect(try await register.count("graduate") == 0)
            #expect(try await register.count("degree") == 0)
            #expect(try await register.count("graduate_dry_run") == 0)
        }
    }
}
