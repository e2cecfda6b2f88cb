import Store
import TestDatabases
import Testing
import VerifyCore

@testable import Registry

/// What is written alongside a change is written with it, or the change is not made.
struct TransactionHookTests {
    private struct Refusal: Error {}

    @Test(arguments: TestEngine.allCases)
    func `a change whose company is refused is not made`(_ engine: TestEngine) async throws {
        try await engine.withRegister { register in
            let registry = register.registry
            let (saorg, now) = (TestRegister.saorg, TestRegister.now)
            let refuse: TransactionHook<IssuedDegree> = { _, _ in throw Refusal() }
            await #expect(throws: Refusal.self) {
                try await registry.issue(.test(1), by: saorg, at: now, alongside: refuse)
            }
            #expect(try await register.count("degree") == 0)
            #expect(try await register.count("graduate") == 0)

            let degree = try await register.issue()
            await #expect(throws: Refusal.self) {
                try await registry.suspend(
                    degree.id,
                    note: "",
                    by: saorg,
                    at: now,
                    alongside: refuse
                )
            }
            await #expect(throws: Refusal.self) {
                try await registry.revoke(
                    degree.id,
                    because: .court,
                    note: "",
                    by: saorg,
                    at: now,
                    alongside: refuse
                )
            }
            await #expect(throws: Refusal.self) {
                try await registry.correct(
                    degree.id,
                    to: .test(1, firstNameFa: "مینو"),
                    by: saorg,
                    at: now,
                    alongside: refuse
                )
            }
            #expect(try await register.ask(degree.code).verdict == .valid)
            #expect(try await register.count("degree") == 1)
            #expect(try await register.count("degree_event") == 0)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a file whose company is refused is not worked on`(_ engine: TestEngine) async throws {
        try await engine.withRegister { register in
            let (registry, now) = (register.registry, TestRegister.now)
            let id = try await registry.beginUpload(by: TestRegister.saorg, at: now)
            try await registry.append(UploadFile.csv([.test(1)]), to: id, at: now)
            await #expect(throws: Refusal.self) {
                try await registry.finishReceiving(id, at: now) { _, _ in throw Refusal() }
            }
            #expect(try await registry.waitingBulkJobs(at: now).isEmpty)
            let file = try await registry.finishReceiving(id, at: now)
            guard case .upload(let upload) = file else {
                Issue.record("an upload is no batch")
                return
            }
            #expect(upload.id == id && upload.state == .queued)
            #expect(try await registry.waitingBulkJobs(at: now) == [id])
        }
    }
}
