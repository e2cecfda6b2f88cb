import Persian
import Store
import TestDatabases
import Testing
import VerifyCore

@testable import Registry

/// What two daemons at one database know about each other.
struct TwoDaemonsTests {
    /// Two registers with the same keys, each with its own connections.
    private func withTwo(
        _ engine: TestEngine,
        _ body: (TestRegister, Registry) async throws -> Void
    ) async throws {
        try await engine.withRegister { first in
            let database = try Database(first.place.location)
            defer { database.close() }
            let second = Registry(
                database: database,
                keyring: LiveKeyring(first.keyring.current),
                host: first.registry.host
            )
            try await body(first, second)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a locator that is locked at one is locked at the other`(
        _ engine: TestEngine
    ) async throws {
        try await withTwo(engine) { first, second in
            let code = try await first.issue().code
            for number in 1...5 {
                let question = Question(.code(try code.wrong(UInt32(number)).grouped))
                let registry = number.isMultiple(of: 2) ? first.registry : second
                let answer = try await registry.answer(
                    question,
                    from: .visitor,
                    at: TestRegister.now
                )
                #expect(answer.verdict == .notFound)
            }
            for registry in [first.registry, second] {
                let answer = try await registry.answer(
                    Question(.code(code.grouped)),
                    from: .visitor,
                    at: TestRegister.now
                )
                #expect(answer.verdict == .rateLimited)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `what stopped arriving at one is not processed, and deleted by the other`(
        _ engine: TestEngine
    ) async throws {
        try await withTwo(engine) { first, second in
            let now = TestRegister.now
            let bytes = UploadFile.csv((1...3).map { .test($0) })
            let id = try await first.registry.beginUpload(by: TestRegister.saorg, at: now)
            try await first.registry.append(Array(bytes.prefix(100)), to: id, at: now)
            #expect(try await second.waitingBulkJobs(at: now).isEmpty)
            #expect(try await !second.process(id, worker: "other", clock: { now }))
            let late = now.adding(seconds: BulkJobLimits.receivingHours * 3600 + 1)
            #expect(try await second.dropStaleBulkJobs(at: late) == 1)
            #expect(try await first.count("bulk_job_chunk") == 0)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an upload that one began is ended by the other, whatever their clocks say`(
        _ engine: TestEngine
    ) async throws {
        try await withTwo(engine) { first, second in
            let id = try await first.send(
                UploadFile.csv((1...1_200).map { .test($0) }),
                issues: true
            )
            let now = TestRegister.now
            // The clock of the second is an hour ahead: it takes the work away from a worker that lives.
            let ahead = now.adding(seconds: 3_600)
            async let one = first.registry.process(id, worker: "one", clock: { now })
            async let two = second.process(id, worker: "two", clock: { ahead })
            _ = try? await (one, two)
            for worker in 1...3 {
                let later = ahead.adding(seconds: Int64(worker) * (BulkJobLimits.leaseSeconds + 1))
                _ = try? await second.process(id, worker: "later", clock: { later })
            }
            let upload = try await second.upload(id, by: TestRegister.saorg)
            #expect(upload.state == .done && upload.issued == 1_200)
            #expect(try await first.count("degree") == 1_200)
            let rows = try await first.rows(.results, of: upload)
            #expect(rows.dropFirst().map { $0[0] } == (1...1_200).map(String.init))
        }
    }
}
