import Persian
import Store
import TestDatabases
import Testing

@testable import Casework

/// Two daemons on one database, each with separate connections, that do at the same moment what no person does.
@Suite struct TwoWorkersTests {
    /// More than the timers that one list has.
    private static let cases = 25
    private static let days: Int64 = 40

    private func open(_ count: Int, _ test: TestCases) async throws {
        try await test.staffCartables(of: "permit")
        for number in 0..<count {
            let typed = Permit.typed.byName.merging(["number": .text("T\(number)")]) { $1 }
            let result = try await test.cases.open(
                OpenRequest(
                    "permit",
                    moveID: "open \(number)",
                    by: .person(test.id("person")),
                    form: TypedForm(typed),
                    at: test.clock.now
                )
            )
            try #require(result.receipt != nil, "\(result)")
        }
        test.clock.advance(seconds: Self.days * 86_400)
    }

    /// The events and the messages of each case, as texts.
    private func history(_ test: TestCases) async throws -> [String: [String]] {
        try await test.database.read { connection in
            let events = try connection.all(
                "SELECT case_id, seq, action FROM case_event ORDER BY case_id, seq"
            ) { (try $0.text(0), "\(try $0.int(1)) \(try $0.text(2))") }
            let messages = try connection.all(
                """
                SELECT source_id, seq, template, channel
                FROM outbox
                WHERE source = 'case'
                ORDER BY source_id, seq, template, channel
                """
            ) {
                (try $0.text(0), "\(try $0.int(1)) \(try $0.text(2)) \(try $0.text(3))")
            }
            return Dictionary(grouping: events + messages, by: \.0).mapValues { $0.map(\.1) }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `each timer fires once, and each message is queued once, as by one daemon`(
        _ engine: TestEngine
    ) async throws {
        var expected: [String] = []
        try await TestCases.with(engine) { test in
            try await open(1, test)
            _ = try await test.cases.work(at: test.clock.now)
            expected = try #require(try await history(test).values.first)
        }
        let late = expected.filter { $0.hasSuffix("late") }
        try #require(!late.isEmpty, "\(expected)")
        try await TestCases.with(engine) { test in
            try await open(Self.cases, test)
            let database = try Database(test.place.location)
            defer { database.close() }
            let other = try TestCases(test.place, database, sample: 1_000, test.keyring)
            // Both have read the first case before either writes.
            let barrier = Barrier(2, rounds: 3, seconds: 0.2)
            test.barrier.set(barrier)
            other.barrier.set(barrier)
            let now = test.clock.now
            async let one = test.cases.work(at: now)
            async let two = other.cases.work(at: now)
            _ = try await (one, two)
            test.barrier.set(nil)
            let found = try await history(test)
            #expect(found.count == Self.cases)
            for (id, texts) in found { #expect(texts == expected, "\(id)") }
            #expect(try await test.faults() == [])
        }
    }
}
