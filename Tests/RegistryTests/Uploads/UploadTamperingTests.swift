import Persian
import Store
import TestDatabases
import Testing
import VerifyCore

@testable import Registry

/// An attacker can write the database and has no keys: no degree is issued from the attacker's rows.
struct UploadTamperingTests {
    private static let file = UploadFile.csv((1...40).map { .test($0) })

    /// Each way of editing an upload that waits; ID is its identifier, OTHER that of another one.
    private static let edits = [
        "UPDATE bulk_job SET issues = 1 WHERE id = 'ID'",
        "UPDATE bulk_job SET is_dry_run = 1 WHERE id = 'ID'",
        "UPDATE bulk_job SET owner_kind = 'saorg', owner_code = '' WHERE id = 'ID'",
        "UPDATE bulk_job SET owner_code = '1002' WHERE id = 'ID'",
        "UPDATE bulk_job SET owner_name = 'Others' WHERE id = 'ID'",
        "UPDATE bulk_job SET purpose = 'recruitment', consent_reference = 'x' WHERE id = 'ID'",
        "UPDATE bulk_job SET kind = 2 WHERE id = 'ID'",
        "UPDATE bulk_job SET created_at = '2020-01-01T00:00:00Z' WHERE id = 'ID'",
        "UPDATE bulk_job SET bytes = bytes - 1 WHERE id = 'ID'",
        "UPDATE bulk_job SET chunks = chunks - 1 WHERE id = 'ID'",
        "UPDATE bulk_job SET seal = CAST(substr(seal, 1, 4) || zeroblob(32) AS BLOB) WHERE id = 'ID'",
        "UPDATE bulk_job SET seal = (SELECT seal FROM bulk_job WHERE id = 'OTHER') WHERE id = 'ID'",
        "UPDATE bulk_job_chunk SET bytes = CAST('x' AS BLOB) WHERE bulk_job = 'ID' AND number = 2",
        "UPDATE bulk_job_chunk SET seal = CAST(substr(seal, 1, 4) || zeroblob(32) AS BLOB) WHERE bulk_job = 'ID' AND number = 1",
        "DELETE FROM bulk_job_chunk WHERE bulk_job = 'ID' AND number = 2",
        """
        UPDATE bulk_job_chunk SET number = 9 WHERE bulk_job = 'ID' AND number = 1;
        UPDATE bulk_job_chunk SET number = 1 WHERE bulk_job = 'ID' AND number = 2;
        UPDATE bulk_job_chunk SET number = 2 WHERE bulk_job = 'ID' AND number = 9
        """,
        """
        UPDATE bulk_job_chunk
        SET (bytes, seal) = (SELECT bytes, seal FROM bulk_job_chunk WHERE bulk_job = 'OTHER' AND number = 1)
        WHERE bulk_job = 'ID' AND number = 1
        """,
    ]

    @Test(arguments: edits, TestEngine.allCases)
    func `an upload that was edited by hand makes nothing, and raises the alarm`(
        _ edit: String,
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let id = try await register.send(Self.file, by: TestRegister.tehran, pieces: 2_000)
            let other = try await register.send(Self.file, issues: true, pieces: 1_000)
            let statements = edit.replacing("ID", with: id).replacing("OTHER", with: other)
            try register.place.edit(statements + ";")
            var problems: [String] = []
            try await register.registry.checkBulkJobs { problems.append($0) }
            #expect(problems.count == 1 && problems[0].contains(id))
            let before = register.alarms.count(.tampering)
            #expect(
                try await register.registry.process(id, worker: "t", clock: { TestRegister.now })
            )
            #expect(register.alarms.count(.tampering) > before)
            let found = try await register.database.read { try BulkJob.find(id, in: $0) }
            let upload = try #require(found)
            #expect(upload.state == .failed && upload.problem?.code == .integrityFailure)
            #expect(try await register.count("degree") == 0)
            #expect(try await register.count("graduate") == 0)
            // What was refused is no problem any more.
            try await register.registry.checkBulkJobs { Issue.record("found again: \($0)") }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an upload that is edited while it arrives takes no more bytes and is never whole`(
        _ engine: TestEngine
    )
        async throws
    {
        try await engine.withRegister { register in
            let registry = register.registry
            for edit in ["issues = 1", "owner_code = '1002'", "bytes = 0", "chunks = 0"] {
                let id = try await registry.beginUpload(
                    by: TestRegister.tehran,
                    at: TestRegister.now
                )
                try await registry.append([0x41], to: id, at: TestRegister.now)
                try register.place.edit("UPDATE bulk_job SET \(edit) WHERE id = '\(id)';")
                await #expect(throws: RegistryError.integrityFailure) {
                    try await registry.append([0x42], to: id, at: TestRegister.now)
                }
                await #expect(throws: RegistryError.integrityFailure) {
                    try await registry.finishReceiving(id, at: TestRegister.now)
                }
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a file that has not arrived whole is not worked on, whatever its state says`(
        _ engine: TestEngine
    )
        async throws
    {
        try await engine.withRegister { register in
            let id = try await register.registry.beginUpload(
                by: TestRegister.tehran,
                issues: true,
                at: TestRegister.now
            )
            try await register.registry.append(Self.file, to: id, at: TestRegister.now)
            try register.place.edit("UPDATE bulk_job SET state = 'queued';")
            try await register.registry.process(id, worker: "t", clock: { TestRegister.now })
            #expect(try await register.count("degree") == 0)
            #expect(register.alarms.count(.tampering) == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an upload that an attacker inserted makes nothing`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let id = try await register.send(Self.file, issues: true)
            try register.place.edit(
                """
                CREATE TEMP TABLE d AS SELECT * FROM bulk_job;
                UPDATE d SET id = 'own';
                INSERT INTO bulk_job SELECT * FROM d;
                CREATE TEMP TABLE c AS SELECT * FROM bulk_job_chunk;
                UPDATE c SET bulk_job = 'own', bytes = CAST(replace(bytes, 'Mina', 'Evil') AS BLOB);
                INSERT INTO bulk_job_chunk SELECT * FROM c;
                """
            )
            try await register.registry.process("own", worker: "t", clock: { TestRegister.now })
            #expect(try await register.count("degree") == 0)
            // The one that was sent is not harmed.
            try await register.registry.process(id, worker: "t", clock: { TestRegister.now })
            #expect(try await register.count("degree") == 40)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `bytes that change between the count and the work stop it there`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let id = try await register.send(
                UploadFile.csv((1...2_000).map { .test($0) }),
                issues: true,
                pieces: 60_000
            )
            try await register.registry.process(
                id,
                worker: "t",
                clock: { TestRegister.now },
                progress: { done, _ in
                    if done > 500 { return }
                    try? register.place.edit(
                        """
                        UPDATE bulk_job_chunk SET bytes = CAST('x' AS BLOB) WHERE number > 1;
                        """
                    )
                }
            )
            let upload = try await register.registry.upload(id, by: TestRegister.saorg)
            #expect(upload.state == .failed && upload.problem?.code == .integrityFailure)
            #expect(upload.records < 2_000)
            #expect(register.alarms.count(.tampering) == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an upload ends with a data key that others know, and outlives a rotation`(
        _ engine: TestEngine
    )
        async throws
    {
        try await engine.withRegister { register in
            let rotated = try await register.send(Self.file)
            try register.perform { try $0.rotating(.data, kek: $1, at: TestRegister.now) }
            let clock: @Sendable () -> Timestamp = { TestRegister.now }
            try await register.registry.process(rotated, worker: "t", clock: clock)
            #expect(
                try await register.registry.upload(rotated, by: TestRegister.saorg).state == .done
            )
            let known = try await register.send(Self.file)
            let id = try #require(register.keyring.current.active(.data)).id
            try register.perform {
                try $0.compromising(id, since: TestRegister.now, kek: $1, at: TestRegister.now)
            }
            try await register.registry.process(known, worker: "t", clock: clock)
            let upload = try await register.registry.upload(known, by: TestRegister.saorg)
            #expect(upload.problem?.code == .integrityFailure)
            #expect(register.alarms.count(.distrustedKey) == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a machine without the newest data key leaves an upload to others, and names the key`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let before = register.keyring.current
            try register.perform { try $0.rotating(.data, kek: $1, at: TestRegister.now) }
            let id = try await register.send(Self.file, issues: true, pieces: 2_000)
            let ahead = register.keyring.current
            let missing = MissingKey(purpose: .data, id: try #require(ahead.active(.data)).id)
            let clock: @Sendable () -> Timestamp = { TestRegister.now }
            register.keyring.replace(with: before)
            for _ in 0...BulkJobLimits.attempts {
                await #expect(throws: missing) {
                    try await register.registry.process(id, worker: "behind", clock: clock)
                }
            }
            var problems: [String] = []
            try await register.registry.checkBulkJobs { problems.append($0) }
            #expect(problems == ["upload \(id): its data key \(missing.id) is not here"])
            #expect(register.alarms.count(.tampering) == 0)
            register.keyring.replace(with: ahead)
            #expect(try await register.registry.process(id, worker: "ahead", clock: clock))
            let upload = try await register.registry.upload(id, by: TestRegister.saorg)
            #expect(upload.state == .done && upload.issued == 40)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a machine without the newest code key leaves documents of that key to others`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let before = register.keyring.current
            try register.perform { try $0.rotating(.code, kek: $1, at: TestRegister.now) }
            let issued = try await register.issue()
            let again = try await register.send(UploadFile.csv([.test(1)]), issues: true)
            let ahead = register.keyring.current
            let clock: @Sendable () -> Timestamp = { TestRegister.now }
            register.keyring.replace(with: before)
            let missing = MissingKey.code(issued.code.keyID)
            await #expect(throws: missing) { try await register.revoke(issued) }
            await #expect(throws: missing) {
                try await register.registry.process(again, worker: "behind", clock: clock)
            }
            register.keyring.replace(with: ahead)
            #expect(try await register.registry.process(again, worker: "ahead", clock: clock))
            let upload = try await register.registry.upload(again, by: TestRegister.saorg)
            #expect(upload.state == .done && upload.count(of: .rejected) == 0)
        }
    }
}
