import Accounts
import Casework
import Store
import TestDatabases
import Testing

/// The protocol of casework §13: what is committed when, and what follows from each result.
@Suite struct OutboxWorkerTests {
    @Test(arguments: TestEngine.allCases)
    func `the state sending and the exact request are committed before the provider is called`(
        _ engine: TestEngine
    ) async throws {
        try await TestOutbox.with(engine) { test in
            try await test.enqueue(.code())
            let seen = Collected<OutboxEntry>()
            let sender = ScriptedSender {
                for entry in (try? await test.outbox.entries(limit: 10)) ?? [] { seen.add(entry) }
            }
            #expect(try await test.worker(sender).sendAll() == 1)
            #expect(seen.all.map(\.state) == [.sending])
            #expect(seen.all.map(\.provider) == ["scripted"])
            let sent = try await test.outbox.entries(limit: 10)
            #expect(sent.map(\.state) == [.sent])
            #expect(sent.map(\.reference) == ["r1"])
            #expect(test.notices.all == [.sent(sender: "scripted", channel: .sms)])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `two daemons send each message once`(_ engine: TestEngine) async throws {
        try await TestOutbox.with(engine) { test in
            for number in 1...40 { try await test.enqueue(.notice(number)) }
            let sender = ScriptedSender()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for name in ["a-1", "a-2", "b-1", "b-2"] {
                    group.addTask { _ = try await test.worker(sender, name: name).sendAll() }
                }
                try await group.waitForAll()
            }
            #expect(sender.requests.all.count == 40)
            #expect(Set(sender.requests.all.map(\.body)).count == 40)
            #expect(try await test.states().allSatisfy { $0 == .sent })
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a code whose result is unknown is never sent again`(_ engine: TestEngine) async throws {
        try await TestOutbox.with(engine) { test in
            try await test.enqueue(.code())
            let sender = ScriptedSender("s", [.unknown(.time)])
            for _ in 1...60 {
                _ = try await test.worker(sender).sendAll()
                test.clock.advance(seconds: 60)
            }
            #expect(sender.requests.all.count == 1)
            #expect(try await test.states() == [.unknown])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an unknown notice is sent once more after ten minutes, and marked`(
        _ engine: TestEngine
    ) async throws {
        try await TestOutbox.with(engine) { test in
            try await test.enqueue(.notice())
            let sender = ScriptedSender("s", [.unknown(.answer)])
            _ = try await test.worker(sender).sendAll()
            for _ in 1...9 {
                test.clock.advance(seconds: 60)
                _ = try await test.worker(sender).sendAll()
                #expect(sender.requests.all.count == 1)
            }
            for _ in 1...60 {
                test.clock.advance(seconds: 60)
                _ = try await test.worker(sender).sendAll()
            }
            #expect(sender.requests.all.count == 2)
            #expect(sender.requests.all.map { $0.body.contains(" true ") } == [false, true])
            let entry = try #require(try await test.outbox.entries(limit: 1).first)
            #expect(entry.state == .unknown)
            #expect(entry.isRepeat == true)
            #expect(entry.nextAt == nil)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a provider that can be asked decides about an unknown message`(
        _ engine: TestEngine
    ) async throws {
        try await TestOutbox.with(engine) { test in
            let accepted = ScriptedSender(
                "s",
                [.unknown(.time)],
                query: .accepted(reference: "r9")
            )
            try await test.enqueue(.code())
            _ = try await test.worker(accepted).sendAll()
            test.clock.advance(seconds: 30)
            _ = try await test.worker(accepted).sendAll()
            #expect(accepted.requests.all.count == 1)
            #expect(try await test.outbox.entries(limit: 1).first?.reference == "r9")

            let absent = ScriptedSender(
                "s",
                [.unknown(.time), .sent(reference: "r10")],
                query: .absent
            )
            try await test.enqueue(.notice())
            _ = try await test.worker(absent).sendAll()
            test.clock.advance(seconds: 30)
            _ = try await test.worker(absent).sendAll()
            #expect(absent.requests.all.count == 2)
            #expect(try await test.states() == [.sent, .sent])
            // It was not accepted, so this is not a second copy.
            #expect(!absent.requests.all.contains { $0.body.contains(" true ") })
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a code that the provider never received fails and is not sent again`(
        _ engine: TestEngine
    ) async throws {
        try await TestOutbox.with(engine) { test in
            try await test.enqueue(.code())
            let sender = ScriptedSender("s", [.unknown(.time)], query: .absent)
            _ = try await test.worker(sender).sendAll()
            test.clock.advance(seconds: 30)
            _ = try await test.worker(sender).sendAll()
            #expect(sender.requests.all.count == 1)
            #expect(try await test.states() == [.failed])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a notice whose provider gives no answer is still sent once more`(
        _ engine: TestEngine
    ) async throws {
        try await TestOutbox.with(engine) { test in
            try await test.enqueue(.notice())
            let sender = ScriptedSender("s", [.unknown(.time)], query: .noAnswer)
            for _ in 1...100 {
                _ = try await test.worker(sender).sendAll()
                test.clock.advance(seconds: 30)
            }
            #expect(sender.requests.all.count == 2)
            #expect(sender.queries.all.count == 8)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a refused message is tried again with growing pauses, then failed`(
        _ engine: TestEngine
    ) async throws {
        try await TestOutbox.with(engine) { test in
            try await test.enqueue(.notice())
            let sender = ScriptedSender("s", [.refused(SendRefusal("connection"))])
            var times: [Int64] = []
            for second in 0..<40_000 where second % 15 == 0 {
                let before = sender.requests.all.count
                _ = try await test.worker(sender).sendAll()
                if sender.requests.all.count > before { times.append(Int64(second)) }
                test.clock.advance(seconds: 15)
            }
            #expect(times == [0, 15, 75, 315, 1_275, 5_115, 19_515, 33_915])
            #expect(try await test.states() == [.failed])
            #expect(
                test.notices.all.contains {
                    if case .failed(_, .email) = $0 { true } else { false }
                }
            )
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a permanent refusal ends a message`(_ engine: TestEngine) async throws {
        try await TestOutbox.with(engine) { test in
            try await test.enqueue(.code())
            let refusal = SendRefusal("gateway-411", isPermanent: true)
            let sender = ScriptedSender("s", [.refused(refusal)])
            _ = try await test.worker(sender).sendAll()
            #expect(try await test.states() == [.failed])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `what the first provider refuses, the second sends immediately`(
        _ engine: TestEngine
    ) async throws {
        try await TestOutbox.with(engine) { test in
            try await test.enqueue(.code())
            let first = ScriptedSender("first", [.refused(SendRefusal("gateway-418"))])
            let second = ScriptedSender("second")
            _ = try await test.worker(first, second).sendAll()
            #expect(first.requests.all.count == 1)
            #expect(second.requests.all.count == 1)
            #expect(try await test.outbox.entries(limit: 1).first?.provider == "second")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an unknown result is not given to the second provider`(
        _ engine: TestEngine
    ) async throws {
        try await TestOutbox.with(engine) { test in
            try await test.enqueue(.code())
            let second = ScriptedSender("second")
            let first = ScriptedSender("first", [.unknown(.time)])
            for _ in 1...20 {
                _ = try await test.worker(first, second).sendAll()
                test.clock.advance(seconds: 60)
            }
            #expect(second.requests.all.isEmpty)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a code that is older than its life is dropped, a notice waits`(
        _ engine: TestEngine
    ) async throws {
        try await TestOutbox.with(engine) { test in
            try await test.enqueue(.code())
            try await test.enqueue(.notice())
            test.clock.advance(seconds: Outbox.codeLife)
            let sender = ScriptedSender()
            _ = try await test.worker(sender).sendAll()
            #expect(try await test.states() == [.dropped, .sent])
            #expect(sender.requests.all.count == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a code that arrives after thousands of notices does not wait for them`(
        _ engine: TestEngine
    ) async throws {
        try await TestOutbox.with(engine) { test in
            for number in 1...20 { try await test.enqueue(.notice(number)) }
            test.clock.advance(seconds: 1)
            try await test.enqueue(.code())
            let sender = ScriptedSender()
            _ = try await test.worker(sender).sendAll()
            let place = sender.requests.all.firstIndex { $0.operation.hasPrefix("+98") }
            #expect(try #require(place) < 2)
            #expect(sender.requests.all.count == 21)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `without a sender of the channel a message waits, and the alarm names the channel`(
        _ engine: TestEngine
    ) async throws {
        try await TestOutbox.with(engine) { test in
            try await test.enqueue(.notice())
            _ = try await test.worker(ScriptedSender("s", channels: [.sms])).sendAll()
            #expect(try await test.states() == [.ready])
            #expect(test.notices.all == [.noSender(.email)])
            test.clock.advance(seconds: 30)
            _ = try await test.worker(ScriptedSender()).sendAll()
            #expect(try await test.states() == [.sent])
        }
    }
}
