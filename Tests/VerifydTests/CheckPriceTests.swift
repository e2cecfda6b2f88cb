import Accounts
import Dispatch
import Foundation
import Hummingbird
import Logging
import NIOEmbedded
import Registry
import Store
import Synchronization
import Testing
import VerifyCore

@testable import Pages
@testable import Web
@testable import verifyd

/// One budget, one price: what a check, a batch and a guess at a former code cost the network.
struct CheckPriceTests {
    /// A budget that does not refill during a test: sixty checks in vain, or three thousand degrees.
    private static let budget = [
        "rates.verifications": "1", "rates.verifications-burst": "3000",
        "rates.not-found-cost": "50",
        "rates.requests": "100000000", "rates.requests-burst": "100000000",
    ]

    @Test
    func `of 1500 parallel checks that find nothing exactly as many are looked up as are paid`()
        async throws
    {
        try await TestApp.with(Self.budget) { test in
            let client = Client(test.app)
            let gate = DispatchSemaphore(value: 0)
            // No wrong attempt is counted, so none is answered, before every check was admitted or refused.
            async let held: Void = test.app.domain.registry.database.write { _ in gate.wait() }
            async let verdicts = withTaskGroup(of: Verdict?.self) { group in
                for number in 0..<1_500 {
                    group.addTask { await client.verdict(of: .forged(UInt32(number))) }
                }
                return await group.reduce(into: [Verdict?]()) { $0.append($1) }
            }
            let refused = test.app.edge.metrics.rateLimited
            for _ in 0..<2_000 where refused["verifications"] < 1_440 {
                try await Task.sleep(for: .milliseconds(10))
            }
            gate.signal()
            try await held
            let found = await verdicts
            #expect(found.count { $0 == .notFound } == 60)
            #expect(found.count { $0 == nil } == 1_440)
        }
    }

    @Test func `a check that finds a degree costs one in the end`() async throws {
        try await TestApp.with(Self.budget) { test in
            let client = Client(test.app)
            let genuine = try #require(test.variables["genuine"])
            for _ in 1...50 { #expect(await client.verdict(of: genuine) == .valid) }
            // 2,950 are left: 59 in vain.
            #expect(await client.missesLeft() == 59)
        }
    }

    @Test func `a visitor's batch pays for each line what a single check pays`() async throws {
        try await TestApp.with(Self.budget) { test in
            let client = Client(test.app)
            let genuine = try #require(test.variables["genuine"])
            let wrong = (1...40).map { String.forged(UInt32($0)) }
            let id = try await test.sendBatch([genuine, genuine, "1234"] + wrong)
            // While the batch waits, it holds the price of its codes: (3000 - 200 - 25 · 49) / 50.
            #expect(await client.missesLeft(from: 1_000) == 31)
            try await test.work()
            let batch = try await test.app.domain.registry.batch(id, for: .visitor)
            #expect(batch.counts == [.valid: 2, .mistyped: 1, .notFound: 25, .rateLimited: 15])
            // It cost 2 · 1 and 25 · 50, and the 31 checks 31 · 50: 198 are left.
            #expect(await client.missesLeft(from: 2_000) == 3)
        }
    }

    @Test func `batches of one network cannot hold more than its budget`() async throws {
        try await TestApp.with(Self.budget) { test in
            for number in 1...3 {
                let status = try await test.postBatch("code\n\(String.forged(UInt32(number)))")
                #expect(status == (number < 3 ? 202 : 429))
            }
            try await test.work()
            #expect(try await test.postBatch("code\n1") == 202)
        }
    }

    @Test func `an organisation's batch pays from the budget of its key`() async throws {
        let settings = [
            "rates.key-requests": "1", "rates.key-requests-burst": "6000",
            "rates.not-found-cost": "50",
        ]
        try await TestApp.with(settings) { test in
            let key = try #require(test.variables["employer_key"])
            let file =
                "code\n" + (1...120).map { String.forged(UInt32($0)) }.joined(separator: "\n")
            #expect(try await test.postBatch(file, key: key) == 202)
            // A hundred codes in vain are paid in advance, so two files cannot wait at the same time.
            #expect(try await test.postBatch(file, key: key) == 429)
            try await test.work()
            // 120 · 49 and the two requests: less than a hundred codes in vain are left.
            #expect(try await test.postBatch("code\n1", key: key) == 429)
        }
    }

    @Test func `a guess at a code of the former system is charged, once there are such codes`()
        async throws
    {
        try await TestApp.with(Self.budget) { test in
            try await test.app.domain.registry.database.write { connection in
                try connection.execute("DELETE FROM legacy_code")
            }
            let client = Client(test.app)
            let guess = "12345678901234567890"
            for _ in 1...70 { #expect(await client.verdict(of: guess) == .mistyped) }
            #expect(await client.missesLeft() == 60)
        }
        try await TestApp.with(Self.budget) { test in
            _ = try await test.app.domain.registry.importLegacyCodes(
                Array("code\n11112222333344445555".utf8),
                by: .saorg(name: "test"),
                at: test.clock.now
            )
            let client = Client(test.app)
            let verdicts = await client.verdicts(of: (10...79).map { "123456789012345678\($0)" })
            #expect(verdicts.count { $0 == nil } == 10)
            // What has no twenty digits is no guess; it is not looked up, but it is refused all the same.
            #expect(await client.verdict(of: "1234") == nil)
        }
    }

    @Test func `the refusal says that the limit is the network's`() async throws {
        var settings = Self.budget
        settings["rates.verifications-burst"] = "10"
        try await TestApp.with(settings) { test in
            var script = try HTTPScript(test)
            try await script.run(
                """
                > POST /api/v1/verifications
                >> {"code": "$forged"}
                < 200
                > POST /api/v1/verifications
                > Accept-Language: en
                >> {"code": "$genuine"}
                < 429
                << title = Too many checks from your network
                << detail ~ The limit is the network's and not yours
                > GET /V/1795
                < 429
                << ~ این حد برای شبکه است، نه برای شما
                """
            )
        }
    }
}

extension String {
    /// A well-formed code that no test app has issued.
    fileprivate static func forged(_ number: UInt32) -> String {
        AuthenticityCode(keyID: 10, locator: 900_000_000 + number, tag: 1)?.grouped ?? ""
    }
}

/// A visitor's network that sends checks.
private struct Client: Sendable {
    let app: App

    init(_ app: App) { self.app = app }

    /// The verdict of a check; nil where the budget refuses it.
    func verdict(of code: String) async -> Verdict? {
        let source = ApplicationRequestContextSource(
            channel: EmbeddedChannel(),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
        var context = AppRequestContext(source: source)
        context.now = app.edge.now()
        let result = try? await app.verifications.verify(
            Question(.code(code)),
            for: .visitor,
            context
        )
        return result?.answer.verdict
    }

    func verdicts(of codes: [String]) async -> [Verdict?] {
        var verdicts: [Verdict?] = []
        for code in codes { verdicts.append(await verdict(of: code)) }
        return verdicts
    }

    /// How many checks in vain the budget still allows; each has another locator, from a number on.
    func missesLeft(from first: UInt32 = 0) async -> Int {
        var count: UInt32 = 0
        while await verdict(of: .forged(first + count)) == .notFound { count += 1 }
        return Int(count)
    }
}

extension TestApp {
    /// Processes what waits, and replaces the prices of what is done.
    fileprivate func work() async throws {
        _ = try await obey("work")
    }

    /// Sends a batch as a visitor; returns its identifier.
    fileprivate func sendBatch(_ codes: [String]) async throws -> String {
        var script = try HTTPScript(self)
        let lines = codes.map { ">> \($0)" }.joined(separator: "\n")
        try await script.run(
            """
            > POST /api/v1/batches
            > Content-Type: text/csv
            >> code
            \(lines)
            < 202
            << id -> batch
            """
        )
        return try #require(script.variables["batch"])
    }

    /// Sends a batch; returns the status of the answer.
    fileprivate func postBatch(_ file: String, key: String? = nil) async throws -> Int? {
        var script = try HTTPScript(self)
        let lines = file.split(separator: "\n").map { ">> \($0)" }.joined(separator: "\n")
        let authorization = key.map { "\n> Authorization: Bearer \($0)" } ?? ""
        try await script.run(
            "> POST /api/v1/batches\n> Content-Type: text/csv\(authorization)\n\(lines)"
        )
        return script.statuses.last
    }
}
