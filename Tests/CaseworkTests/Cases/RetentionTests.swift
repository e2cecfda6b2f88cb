import Accounts
import Persian
import Store
import TestDatabases
import Testing
import VerifyCore

@testable import Casework

/// What is removed at the end of its period, and what stays (D17, I20).
struct RetentionTests {
    private static let day: Int64 = 86_400

    @Test(arguments: TestEngine.allCases)
    func
        `drafts and texts are removed after the periods of the service, and the case is still whole`(
            _ engine: TestEngine
        ) async throws
    {
        try await TestCases.with(engine) { test in
            try await test.staffCartables(of: "permit")
            let documents = Documents(database: test.database, keyring: test.keyring)
            var ids: [String] = []
            // More than one transaction.
            for number in 1...25 {
                let result = try await test.cases.open(
                    OpenRequest(
                        "permit",
                        moveID: "open \(number)",
                        by: .person(test.id("person")),
                        form: WalkForms.form(of: "permit", 0, number: number),
                        at: test.clock.now
                    )
                )
                let id = try #require(result.receipt?.caseID, "\(result)")
                try await test.move("refuse", of: id, by: "reviewer", "refuse") {
                    ($0.note, $0.reason) = ("No.", "wrong")
                }
                ids.append(id)
            }
            let open = try await test.openPermit()
            let draft = CaseDraft(
                owner: test.id("person"),
                service: "permit",
                caseID: "",
                version: 1,
                body: Array("{}".utf8),
                page: "form",
                changedAt: test.clock.now
            )
            try await test.database.write {
                try CaseWrites.draft(draft, by: test.keyring.current, in: $0)
            }
            func apply() async throws -> RetentionResult {
                try await test.cases.applyRetention(to: documents, at: test.clock.now)
            }
            #expect(try await apply() == RetentionResult())
            test.clock.advance(seconds: 11 * Self.day)
            #expect(try await apply().drafts == 1)
            test.clock.advance(seconds: 90 * Self.day)
            #expect(try await apply().cases == 25)
            #expect(try await apply() == RetentionResult())
            let notes = try await test.database.read { connection in
                try connection.first("SELECT count(*) FROM case_note") { try $0.int(0) }
            }
            #expect(notes == 0)
            for id in ids + [open] {
                let snapshot = try #require(try await test.cases.snapshot(id))
                #expect(snapshot.submission != nil)
            }
            let refused = try #require(try await test.cases.snapshot(ids[0]))
            #expect(refused.events.last?.noteDigest != nil)
            #expect(try await test.faults() == [])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `files of a refused request are removed after their period, and their hashes stay`(
        _ engine: TestEngine
    ) async throws {
        try await TestCases.with(engine) { test in
            let engine = try await CaseDocumentTests.Engine(test)
            let scan = try await engine.upload(TestDocuments.pdf(90))
            let id = try await engine.opened(CaseDocumentTests.Engine.form(scan))
            let before = try await engine.files(id)
            _ = try await engine.move("refuse", of: id, by: "reviewer") {
                ($0.note, $0.reason) = ("No.", "wrong")
            }
            func apply() async throws -> Int {
                try await engine.cases.applyRetention(
                    to: engine.documents,
                    at: test.clock.now
                ).files
            }
            test.clock.advance(seconds: 29 * Self.day)
            #expect(try await apply() == 0)
            test.clock.advance(seconds: 2 * Self.day)
            #expect(try await apply() == 1)
            #expect(try await apply() == 0)
            let chunks = try await test.database.read { connection in
                try connection.first("SELECT count(*) FROM document_chunk") { try $0.int(0) }
            }
            #expect(chunks == 0)
            let after = try await engine.files(id)
            #expect(after.map(\.file.hash) == before.map(\.file.hash) && !after.isEmpty)
            #expect(try await engine.faults() == [])
        }
    }
}
