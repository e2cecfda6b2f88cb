import Accounts
import Persian
import Registry
import Store
import TestDatabases
import Testing
import VerifyCore

@testable import Pages
@testable import Web
@testable import verifyd

/// The work in the background: bulk jobs are processed, old rows are deleted.
@Suite struct HousekeepingTests {
    @Test func `one pass processes every waiting job, also behind one that another worker has`()
        async throws
    {
        // Another worker takes the smallest job, of seven bytes, at the moment when this one does.
        let takeSmallest: @Sendable (StatementRole, String) -> Interception? = { _, text in
            guard text.contains("attempts = attempts + 1") else { return nil }
            return .before(
                """
                UPDATE bulk_job
                SET worker = 'other', leased_until = '2999-01-01T00:00:00Z'
                WHERE bytes = 7;
                """
            )
        }
        try await TestApp.with(intercepting: takeSmallest) { test in
            let taken = try await test.app.beginBatch(of: "1")
            var ids: [String] = []
            for _ in 1...3 { ids.append(try await test.app.beginBatch(of: "1234")) }
            await JobRunner(app: test.app, workers: 1, name: "test").runAll(as: "test-1")
            for id in ids {
                #expect(try await test.app.domain.registry.batch(id, for: .visitor).state == .done)
            }
            let left = try await test.app.domain.registry.batch(taken, for: .visitor)
            #expect(left.state == .queued)
            let worker = try await test.app.domain.registry.database.read { connection in
                try connection.first("SELECT worker FROM bulk_job WHERE id = \(taken)") {
                    try $0.text(0)
                }
            }
            #expect(worker == "other")
        }
    }

    /// The order in which rows were written.
    private static var written: SQL { TestEngine.chosen == .sqlite ? "rowid" : "ctid" }

    @Test func `a visitor's few codes do not wait behind a long list`() async throws {
        try await TestApp.with { test in
            let long = String(repeating: "1234\n", count: 2_000)
            let large = try await test.app.beginBatch(of: long, by: "university")
            test.clock.pass(1)
            let larger = try await test.app.beginBatch(of: long + long, by: "university")
            let small = try await test.app.beginBatch(of: "1234")
            await JobRunner(app: test.app, workers: 1, name: "test").runAll(as: "test-1")
            let order = try await test.app.domain.registry.database.read { connection in
                try connection.all(
                    "SELECT bulk_job FROM bulk_job_result WHERE first = 1 ORDER BY \(Self.written)"
                ) { try $0.text(0) }
            }
            #expect(order == [small, large, larger])
        }
    }

    @Test func `old rows are deleted`() async throws {
        try await TestApp.with { test in
            let app = test.app
            let request = SHA256.hash([1])
            var script = try HTTPScript(test)
            try await script.run(
                """
                > POST /api/v1/verifications
                >> {"code": "$forged"}
                << verdict = NOT_FOUND
                """
            )
            let batch = try await app.beginBatch(of: "1234")
            await JobRunner(app: app, workers: 1, name: "test").runAll(as: "test-1")
            let keyed = try app.domain.idempotencyKeys.request(
                key: "k",
                owner: "1",
                fingerprint: request,
                arrival: "1"
            )
            let began = try await app.domain.idempotencyKeys.begin(keyed, at: app.edge.now())
            #expect(began == .run)
            try await Self.claim(in: app)
            let pruner = Pruner(app: app, idempotencyAge: .seconds(48 * 3_600))
            await pruner.prune()
            #expect(try await app.count("attempt") == 1)
            #expect(try await app.count("idempotency_key") == 1)
            #expect(try await app.count("person") == 1)
            #expect(try await registry(app, has: batch))

            test.clock.pass(31 * 86_400)
            await pruner.prune()
            #expect(try await app.count("attempt") == 0)
            #expect(try await app.count("idempotency_key") == 0)
            let tables: [SQL] = ["person", "person_number", "terms_acceptance", "challenge"]
            for table in tables { #expect(try await app.count(table) == 0, "\(table.text)") }
            #expect(try await !registry(app, has: batch))
        }
    }

    /// Registers a claim whose contact is never proven.
    private static func claim(in app: App) async throws {
        _ = try await app.domain.signIn.claim(
            PersonDraft(
                number: try IDNumber(.national, typed: "0084575948"),
                name: try PersonName(firstFa: "آزمون", lastFa: "آزمونی"),
                birthDate: try CivilDate(parsing: "1990-01-02"),
                contact: nil
            ),
            contact: .email(try EmailAddress(parsing: "a@example.org")),
            terms: "1",
            from: SignInOrigin(
                network: "192.0.2.1",
                isSharedNetwork: false,
                browser: BrowserSecret(),
                agent: "test",
                language: .fa
            ),
            at: app.edge.now()
        )
    }

    private func registry(_ app: App, has batch: String) async throws -> Bool {
        do {
            _ = try await app.domain.registry.batch(batch, for: .visitor)
            return true
        } catch BulkJobError.notFound {
            return false
        }
    }
}

extension App {
    /// Sends codes, one per line.
    fileprivate func beginBatch(of codes: String, by name: String? = nil) async throws -> String {
        let verifier = name.map { Verifier.organisation(name: $0, consent: nil) } ?? .visitor
        let id = try await domain.registry.beginBatch(for: verifier, at: edge.now())
        try await domain.registry.append(
            Array("code\n\(codes)\n".utf8),
            to: id,
            at: edge.now()
        )
        try await domain.registry.finishReceiving(id, at: edge.now())
        return id
    }

    /// The rows of a table.
    func count(_ table: SQL) async throws -> Int64 {
        try await domain.registry.database.read { connection in
            try connection.first("SELECT count(*) FROM \(table)") { try $0.int(0) } ?? 0
        }
    }
}
