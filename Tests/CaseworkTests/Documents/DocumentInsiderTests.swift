import Store
import TestDatabases
import Testing
import VerifyCore

@testable import Casework

/// An insider with SQL, and without the keys; and new seals after a rotation.
@Suite struct DocumentInsiderTests {
    /// Two documents of two chunks in a case, `a` accepted and `b` returned, and one in another case.
    private func stored(_ test: TestDocuments) async throws -> [StoredDocument] {
        var documents: [StoredDocument] = []
        for (number, caseID) in ["case-1", "case-1", "case-2"].enumerated() {
            let document = try await test.store(TestDocuments.pdf(400_000, seed: UInt64(number)))
            try await test.give(
                document,
                to: caseID,
                field: "/\(number)",
                accepted: number == 0
            )
            documents.append(document)
        }
        #expect(try await test.problems() == [])
        return documents
    }

    static let edits: [String] = [
        // Chunks: exchanged in a document, between documents, changed, deleted, added.
        """
        UPDATE document_chunk SET n = 9 WHERE document = 'A' AND n = 1;
        UPDATE document_chunk SET n = 1 WHERE document = 'A' AND n = 2;
        UPDATE document_chunk SET n = 2 WHERE document = 'A' AND n = 9
        """,
        """
        UPDATE document_chunk SET n = n + 100 WHERE document = 'A';
        UPDATE document_chunk SET document = 'A' WHERE document = 'B';
        UPDATE document_chunk SET document = 'B', n = n - 100 WHERE n > 100
        """,
        "UPDATE document_chunk SET cipher = (SELECT cipher FROM document_chunk WHERE document = 'B' AND n = 2) WHERE document = 'A' AND n = 2",
        "DELETE FROM document_chunk WHERE document = 'A' AND n = 2",
        "DELETE FROM document_chunk WHERE document = 'A'",
        "UPDATE document_chunk SET n = 3 WHERE document = 'A' AND n = 2",
        "INSERT INTO document_chunk (document, n, cipher) SELECT 'A', 3, cipher FROM document_chunk WHERE document = 'B' AND n = 2",
        // Rows.
        "UPDATE document SET chunks = 1 WHERE id = 'A'",
        "UPDATE document SET bytes = 5 WHERE id = 'A'",
        "UPDATE document SET kind = 'png' WHERE id = 'A'",
        "UPDATE document SET case_id = 'case-3' WHERE id = 'A'",
        "UPDATE document SET state = 'removed' WHERE id = 'A'",
        "UPDATE document SET case_id = NULL, owner = 'person-b' WHERE id = 'A'",
        """
        UPDATE document SET state = 'removed' WHERE id = 'B';
        UPDATE document SET hash = (SELECT hash FROM document WHERE id = 'B') WHERE id = 'A'
        """,
        // Decisions.
        "UPDATE case_document SET decision = 'accepted' WHERE document = 'B'",
        "UPDATE case_document SET decided_seq = 9 WHERE document = 'B'",
        "UPDATE case_document SET reason = 'x' WHERE document = 'B'",
        "UPDATE case_document SET document = 'A' WHERE document = 'B'",
        "UPDATE case_document SET submission = 2 WHERE document = 'B'",
        "UPDATE case_document SET case_id = 'case-9' WHERE document = 'B'",
        "UPDATE case_document SET shown_name = (SELECT shown_name FROM case_document WHERE document = 'A') WHERE document = 'B'",
        """
        UPDATE case_document SET ordinal = 5, field = '/0' WHERE document = 'B';
        UPDATE case_document SET field = '/1' WHERE document = 'A'
        """,
    ]

    @Test(arguments: TestEngine.allCases, edits)
    func `what is exchanged or edited by hand is named`(
        _ engine: TestEngine,
        _ edit: String
    ) async throws {
        try await TestDocuments.with(engine) { test in
            let documents = try await stored(test)
            try test.place.edit(
                edit.replacing("'A'", with: "'\(documents[0].id)'")
                    .replacing("'B'", with: "'\(documents[1].id)'")
            )
            let problems = try await test.problems()
            #expect(!problems.isEmpty)
            #expect(
                problems.contains { problem in
                    documents.prefix(2).contains { problem.contains($0.id) }
                        || problem.contains("of case case-")
                },
                "\(problems)"
            )
            // Nothing else has a problem.
            #expect(!problems.contains { $0.contains(documents[2].id) })
        }
    }

    @Test(
        arguments: TestEngine.allCases,
        [
            "UPDATE document_chunk SET n = n + 10 WHERE document = 'A' AND n = 2",
            "DELETE FROM document_chunk WHERE document = 'A' AND n = 2",
            "UPDATE document_chunk SET cipher = (SELECT cipher FROM document_chunk WHERE document = 'B' AND n = 1) WHERE document = 'A' AND n = 1",
            "INSERT INTO document_chunk (document, n, cipher) SELECT 'A', 3, cipher FROM document_chunk WHERE document = 'A' AND n = 1",
        ]
    )
    func `a changed document is never read to its end`(
        _ engine: TestEngine,
        _ edit: String
    ) async throws {
        try await TestDocuments.with(engine) { test in
            let documents = try await stored(test)
            try test.place.edit(
                edit.replacing("'A'", with: "'\(documents[0].id)'")
                    .replacing("'B'", with: "'\(documents[1].id)'")
            )
            await #expect(throws: CaseError.self) { try await test.read(documents[0]) }
            #expect(test.alarms.all == [.broken])
            #expect(try await test.read(documents[1]) == TestDocuments.pdf(400_000, seed: 1))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an edited decision or document is not used by a case`(_ engine: TestEngine) async throws {
        for edit in [
            "UPDATE case_document SET decision = 'accepted'",
            "UPDATE document SET kind = 'jpeg'",
            "UPDATE document SET case_id = 'case-9'",
        ] {
            try await TestDocuments.with(engine) { test in
                _ = try await stored(test)
                try test.place.edit(edit)
                await #expect(throws: CaseError.self) { try await test.decisions(of: "case-1") }
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `after a rotation everything is renewed once, and only what is right`(
        _ engine: TestEngine
    ) async throws {
        try await TestDocuments.with(engine) { test in
            let documents = try await stored(test)
            try test.keyring.replace(
                with: test.keyring.current.rotating(
                    .data,
                    kek: KeyEncryptionKey([UInt8](repeating: 9, count: KeyEncryptionKey.count)),
                    at: TestDocuments.now
                )
            )
            #expect(try await test.problems() == [])
            let bad = documents[1].id
            try test.place.edit(
                """
                UPDATE document_chunk SET cipher = (SELECT cipher FROM document_chunk WHERE document = '\(bad)' AND n = 2)
                WHERE document = '\(bad)' AND n = 1
                """
            )
            // Three documents with two chunks each and a decision, less the damaged chunk.
            #expect(try await test.documents.renewSeals() == 11)
            #expect(try await test.documents.renewSeals() == 0)
            #expect(try await test.read(documents[0]) == TestDocuments.pdf(400_000, seed: 0))
            #expect(
                try await test.problems() == ["chunk 1 of document \(bad) was changed by hand"]
            )
        }
    }
}
