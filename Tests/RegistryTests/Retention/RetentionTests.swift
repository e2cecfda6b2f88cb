import Persian
import Store
import TestDatabases
import Testing
import VerifyCore

@testable import Registry

/// Tables without end: what is old or too many is deleted, or refused.
struct RetentionTests {
    private static let day: Int64 = 86_400
    private static let now = TestRegister.now
    private static let employer = Verifier.organisation(
        name: "Employer",
        consent: try? Verifier.Consent(purpose: "hiring", reference: "1")
    )

    private func registry(
        _ register: TestRegister,
        accessLog: Int64 = 100,
        mostViews: Int64 = 1_000,
        mostReports: Int64 = 1_000,
        mostVisitorBatches: Int64 = 1_000
    ) -> Registry {
        Registry(
            database: register.database,
            keyring: register.keyring,
            host: "degrees.example.ir",
            retention: Retention(
                accessLog: accessLog * Self.day,
                reports: 50 * Self.day,
                batches: 30 * Self.day,
                mostViews: mostViews,
                mostReports: mostReports,
                mostVisitorBatches: mostVisitorBatches
            )
        )
    }

    private func report(_ registry: Registry, at now: Timestamp = now) async throws {
        let draft = try ReportDraft(kind: .site, subject: "http://x.example", details: "x")
        _ = try await registry.report(draft, at: now)
    }

    /// Views a degree, as an organisation with consent or as a visitor with a datum.
    private func view(
        _ registry: Registry,
        _ code: AuthenticityCode,
        by verifier: Verifier,
        after days: Int64
    ) async throws {
        var datum: Question.Datum?
        if case .visitor = verifier { datum = .familyName("کاظمی‌پور") }
        let answer = try await registry.answer(
            Question(.code(code.grouped), knowing: datum),
            from: verifier,
            at: Self.now.adding(seconds: days * Self.day)
        )
        #expect(answer.degree?.detail != nil)
    }

    @Test(arguments: TestEngine.allCases)
    func `views and days of visitors are deleted when they are older than they are kept`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let registry = registry(register)
            let code = try await register.issue(1).code
            for days in [0, 1, 60] as [Int64] {
                try await view(registry, code, by: Self.employer, after: days)
                try await view(registry, code, by: .visitor, after: days)
            }
            let then = Self.now.adding(seconds: 102 * Self.day)
            let deleted = try await registry.prune(at: then)
            #expect(deleted[.views] == 2 && deleted[.visitorDays] == 2)
            #expect(try await register.count("viewing") == 1)
            #expect(try await register.count("viewing_day") == 1)
            #expect(registry.rows(of: .views) == 1)
            #expect(registry.rows(of: .visitorDays) == 1)
            let again = try await registry.prune(at: then)
            #expect(again.values.allSatisfy { $0 == 0 })
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `the oldest views beyond the most are deleted`(_ engine: TestEngine) async throws {
        try await engine.withRegister { register in
            let registry = registry(register, mostViews: 3)
            let code = try await register.issue(1).code
            for days in 0..<8 {
                try await view(registry, code, by: Self.employer, after: Int64(days))
            }
            #expect(try await registry.prune(at: Self.now)[.views] == 5)
            let kept = try await register.database.read { connection in
                try connection.all("SELECT at FROM viewing ORDER BY id") { try $0.text(0) }
            }
            let newest = (5...7).map { Self.now.adding(seconds: Int64($0) * Self.day).description }
            #expect(kept == newest)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `when there are too many days of visitors they are kept for a shorter time`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let registry = registry(register, mostViews: 4)
            let code = try await register.issue(1).code
            for days in 0..<8 {
                try await view(registry, code, by: .visitor, after: Int64(days) * 10)
            }
            let then = Self.now.adding(seconds: 75 * Self.day)
            // The first walk counts eight, twice as many as there may be: the next keeps fifty days.
            #expect(try await registry.prune(at: then)[.visitorDays] == 0)
            #expect(try await registry.prune(at: then)[.visitorDays] == 3)
            #expect(registry.rows(of: .visitorDays) == 5)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `old reports are deleted, and beyond the most no report is taken`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let registry = registry(register, mostReports: 3)
            try await report(registry)
            _ = try await registry.prune(at: Self.now)
            try await report(registry, at: Self.now.adding(seconds: 40 * Self.day))
            try await report(registry, at: Self.now.adding(seconds: 40 * Self.day))
            await #expect(throws: RegistryError.tableFull(.reports)) { try await report(registry) }
            #expect(try await register.count("report") == 3)

            let then = Self.now.adding(seconds: 51 * Self.day)
            #expect(try await registry.prune(at: then)[.reports] == 1)
            try await report(registry, at: then)
            #expect(try await register.count("report") == 3)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `the oldest batch of a visitor that is done gives way to a new one`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let registry = registry(register, mostVisitorBatches: 2)
            _ = try await registry.prune(at: Self.now)
            func send(_ verifier: Verifier = .visitor, after seconds: Int64) async throws -> String
            {
                let now = Self.now.adding(seconds: seconds)
                let id = try await registry.beginBatch(for: verifier, at: now)
                try await registry.append(Array("code\n1\n".utf8), to: id, at: now)
                try await registry.finishReceiving(id, at: now)
                return id
            }
            let first = try await send(after: 1)
            let second = try await send(after: 2)
            // None is done.
            await #expect(throws: RegistryError.tableFull(.visitorBatches)) {
                try await send(after: 3)
            }
            // Organisations are not concerned.
            _ = try await send(.organisation(name: "Employer", consent: nil), after: 3)
            for id in [first, second] {
                let end = Self.now.adding(seconds: id == first ? 10 : 11)
                #expect(try await registry.process(id, worker: "test", clock: { end }))
            }
            let third = try await send(after: 20)
            await #expect(throws: BulkJobError.notFound) {
                try await registry.batch(first, for: .visitor)
            }
            for id in [second, third] { _ = try await registry.batch(id, for: .visitor) }
            #expect(try await register.count("bulk_job") == 3)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `batches that another daemon has taken too many of are deleted too`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            for number in 1...4 {
                let now = Self.now.adding(seconds: Int64(number))
                let id = try await register.registry.beginBatch(for: .visitor, at: now)
                try await register.registry.append(Array("code\n1\n".utf8), to: id, at: now)
                try await register.registry.finishReceiving(id, at: now)
                _ = try await register.registry.process(id, worker: "test", clock: { now })
            }
            let registry = registry(register, mostVisitorBatches: 3)
            #expect(try await registry.prune(at: Self.now)[.visitorBatches] == 1)
            #expect(registry.rows(of: .visitorBatches) == 3)
        }
    }
}
