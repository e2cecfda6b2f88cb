import Foundation
import Persian
import Store
import Synchronization
import TestDatabases
import Testing
import VerifyCore

@testable import Registry

struct UploadResumeTests {
    @Test(arguments: TestEngine.allCases)
    func `interrupted work continues where it was, and doubles nothing`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let count = 2_300
            let file = UploadFile.csv((1...count).map { .test($0) })
            let id = try await register.send(file, issues: true, pieces: 50_000)
            let now = TestRegister.now
            for worker in ["first", "second", "third"] {
                let running = Mutex<Task<Bool, any Error>?>(nil)
                let task = Task {
                    try await register.registry.process(id, worker: worker, clock: { now }) {
                        _,
                        _ in
                        // Cancelled in the middle of the work, twice.
                        if worker != "third" { running.withLock { $0?.cancel() } }
                    }
                }
                running.withLock { $0 = task }
                let result = await task.result
                #expect((try? result.get()) == (worker == "third" ? true : nil))
            }
            #expect(try await register.count("bulk_job_result") == 5)
            let upload = try await register.registry.upload(id, by: TestRegister.saorg)
            #expect(upload.state == .done)
            #expect(upload.count(of: .accepted) == count && upload.issued == count)
            #expect(try await register.count("degree") == Int64(count))
            let rows = try await register.rows(.results, of: upload)
            #expect(rows.dropFirst().map { $0[0] } == (1...count).map(String.init))
            #expect(Set(rows.dropFirst().map { $0[5] }).count == count)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `only one worker has a file, until its lease ends`(_ engine: TestEngine) async throws {
        try await engine.withRegister { register in
            let id = try await register.send(UploadFile.csv([.test(1)]))
            let now = TestRegister.now
            let run = BulkJobRun(
                registry: register.registry,
                id: id,
                worker: "dead",
                clock: { now },
                progress: { _, _ in }
            )
            #expect(try await run.claim() != nil)
            #expect(try await register.registry.waitingBulkJobs(at: now).isEmpty)
            #expect(try await !register.registry.process(id, worker: "other", clock: { now }))
            let later = now.adding(seconds: BulkJobLimits.leaseSeconds + 1)
            #expect(try await register.registry.waitingBulkJobs(at: later) == [id])
            #expect(try await register.registry.process(id, worker: "other", clock: { later }))
            #expect(try await register.registry.upload(id, by: TestRegister.saorg).state == .done)
            #expect(try await !register.registry.process(id, worker: "other", clock: { later }))
            await #expect(throws: BulkJobError.takenOver) { try await run.fail(.init(.empty)) }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a file over which workers die again and again is given up`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let file = UploadFile.csv([.test(1)])
            let (id, released) = (try await register.send(file), try await register.send(file))
            var now = TestRegister.now
            for attempt in 1...BulkJobLimits.attempts {
                for id in [id, released] {
                    let clock = now
                    let run = BulkJobRun(
                        registry: register.registry,
                        id: id,
                        worker: "run \(attempt)",
                        clock: { clock },
                        progress: { _, _ in }
                    )
                    #expect(try await run.claim()?.attempts == (id == released ? 1 : attempt))
                    // What is given up in order, as for a full disk, does not count.
                    if id == released { await run.release() }
                }
                now = now.adding(seconds: BulkJobLimits.leaseSeconds + 1)
            }
            let clock = now
            for id in [id, released] {
                #expect(try await register.registry.process(id, worker: "last", clock: { clock }))
            }
            let upload = try await register.registry.upload(id, by: TestRegister.saorg)
            #expect(upload.state == .failed && upload.problem?.code == .givenUp)
            #expect(upload.problem?.wording.en.contains("5 times") == true)
            #expect(upload.problem?.wording.fa.contains("۵ بار") == true)
            let other = try await register.registry.upload(released, by: TestRegister.saorg)
            #expect(other.state == .done && other.records == 1)
            #expect(try await register.registry.waitingBulkJobs(at: clock).isEmpty)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `progress resets the count of attempts`(_ engine: TestEngine) async throws {
        try await engine.withRegister { register in
            let id = try await register.send(UploadFile.csv([.test(1)]))
            try await register.database.write { connection in
                _ = try connection.execute(
                    "UPDATE bulk_job SET attempts = \(BulkJobLimits.attempts - 1)"
                )
            }
            let now = TestRegister.now
            #expect(try await register.registry.process(id, worker: "last", clock: { now }))
            let attempts = try await register.database.read { connection in
                try connection.first("SELECT attempts FROM bulk_job") { try $0.int(0) }
            }
            #expect(attempts == 0)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `visitors' batches wait for those who have a key`(_ engine: TestEngine) async throws {
        try await engine.withRegister { register in
            let registry = register.registry
            let now = TestRegister.now
            var ids: [String] = []
            for verifier in [Verifier.visitor, .organisation(name: "employer", consent: nil)] {
                let id = try await registry.beginBatch(for: verifier, at: now)
                try await registry.append([0x31], to: id, at: now)
                try await registry.finishReceiving(id, at: now)
                ids.append(id)
            }
            ids.append(try await register.send(UploadFile.csv([.test(1)])))
            let waiting = try await registry.waitingBulkJobs(at: now)
            #expect(Set(waiting) == Set(ids) && waiting.last == ids[0])
            // Who takes the smallest every other time lets no visitor wait behind a long list.
            let smallest = try await registry.waitingBulkJobs(.smallest, limit: 1, at: now)
            #expect(smallest.count == 1 && ids.prefix(2).contains(smallest[0]))
            let last = try await registry.waitingBulkJobs(.smallest, at: now).last
            #expect(last == ids[2])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `bytes are taken only while a file is received`(_ engine: TestEngine) async throws {
        try await engine.withRegister { register in
            let registry = register.registry
            let now = TestRegister.now
            let id = try await register.send(UploadFile.csv([.test(1)]))
            await #expect(throws: BulkJobError.state(.queued)) {
                try await registry.append([1], to: id, at: now)
            }
            await #expect(throws: BulkJobError.state(.queued)) {
                try await registry.finishReceiving(id, at: now)
            }
            await #expect(throws: BulkJobError.state(.queued)) { try await registry.discard(id) }
            await #expect(throws: BulkJobError.notFound) {
                try await registry.append([1], to: "nothing", at: now)
            }
            let other = try await registry.beginUpload(by: TestRegister.saorg, at: now)
            try await registry.append([1, 2, 3], to: other, at: now)
            try await registry.discard(other)
            #expect(try await register.count("bulk_job_chunk") == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `files that stopped arriving are dropped, uploads are kept`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let registry = register.registry
            let stopped = try await registry.beginUpload(
                by: TestRegister.saorg,
                at: TestRegister.now
            )
            try await registry.append([1], to: stopped, at: TestRegister.now)
            let done = try await register.upload(UploadFile.csv([.test(1)]))
            let later = TestRegister.now.adding(seconds: 40 * 86_400)
            #expect(try await registry.dropStaleBulkJobs(at: later) == 1)
            #expect(try await registry.upload(done.id, by: TestRegister.saorg).records == 1)
            #expect(try await register.count("bulk_job_chunk") == 0)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a row that was changed in the database stops no other row`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let file = UploadFile.csv((1...3).map { .test($0) })
            let first = try await register.upload(file, issues: true)
            let second = try await register.results(of: first)[1]
            let address = try #require(second.authenticityCode?.address)
            try await register.database.write { connection in
                _ = try connection.execute("UPDATE degree SET status = 2 WHERE id = \(address)")
            }
            let again = try await register.results(of: register.upload(file, issues: true))
            #expect(again.map(\.code) == [.duplicateRow, .integrityFailure, .duplicateRow])
            #expect(try await register.results(of: first)[1].authenticityCode == nil)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `the records are counted first, and progress is reported`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let reported = Mutex<[[Int]]>([])
            let id = try await register.send(UploadFile.csv((1...1_200).map { .test($0) }))
            let now = TestRegister.now
            try await register.registry.process(id, worker: "w", clock: { now }) { done, total in
                reported.withLock { $0.append([done, total]) }
            }
            #expect(reported.withLock { $0 } == [[500, 1_200], [1_000, 1_200], [1_200, 1_200]])
        }
    }
}
