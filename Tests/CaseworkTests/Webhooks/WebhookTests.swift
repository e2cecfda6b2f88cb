import Persian
import Store
import TestDatabases
import Testing
import VerifyCore

@testable import Casework

/// How messages reach receivers: order, retries, kills, secrets, and what they never reach.
@Suite struct WebhookTests {
    @Test(arguments: TestEngine.allCases)
    func `a receiver gets each change once, in order, with event and object only`(
        _ engine: TestEngine
    ) async throws {
        try await TestWebhooks.with(engine) { test in
            try await test.change("before")
            let (webhook, secret) = try await test.add()
            try await test.change("one", "two", "one")
            #expect(try await test.worker().sendAll() == 3)
            #expect(try await test.worker().sendAll() == 0)
            #expect(test.sent == ["one", "two", "one"])
            let call = test.calls.all[0]
            let time = test.clock.now
            #expect(
                String(decoding: call.body, as: UTF8.self)
                    == #"{"type":"case.changed","timestamp":"\#(time)","data":{"object":"case","id":"one"}}"#
            )
            #expect(call.field("webhook-id") == "\(webhook.id)-2")
            #expect(call.field("webhook-timestamp") == "\(time.secondsSinceEpoch)")
            let signed = "\(webhook.id)-2.\(time.secondsSinceEpoch)."
            let mac = HMACKey(secret.bytes).authenticate(Array(signed.utf8) + call.body)
            #expect(call.field("webhook-signature") == "v1,\(Base64.encode(mac))")
            #expect(call.checkedHost?.host == "hooks.example")
            #expect(call.checkedHost?.addresses.map(\.curlText) == ["93.184.216.34"])
            #expect(try await test.progress(webhook.id).lastResult == "accepted")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a message that fails is tried again with the same id after growing pauses`(
        _ engine: TestEngine
    ) async throws {
        try await TestWebhooks.with(engine) { test in
            _ = try await test.add()
            try await test.change("one", "two")
            let failures: [CallOutcome] = [
                .answered(status: 500, body: []), .answered(status: 302, body: []),
                .notSent(.connection), .unknown(.time), .answered(status: 404, body: []),
                .notSent(.tls), .unknown(.answer),
            ]
            let pauses: [Int64] = [5, 30, 120, 600, 1_800, 3_600, 3_600]
            for outcome in failures { test.outcomes.add(outcome) }
            let worker = test.worker()
            for (index, pause) in pauses.enumerated() {
                #expect(try await worker.sendAll() == 1)
                test.clock.advance(seconds: pause - 1)
                #expect(try await worker.sendAll() == 0, "\(index)")
                test.clock.advance(seconds: 1)
            }
            #expect(try await worker.sendAll() == 2)
            #expect(test.sent == Array(repeating: "one", count: 8) + ["two"])
            #expect(Set(test.calls.all.dropLast().compactMap { $0.field("webhook-id") }).count == 1)
            let times = test.calls.all.compactMap { $0.field("webhook-timestamp") }
            #expect(Set(times).count == 8)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `after a kill the next worker sends the same message with the same id`(
        _ engine: TestEngine
    ) async throws {
        try await TestWebhooks.with(engine) { test in
            let (webhook, _) = try await test.add()
            try await test.change("one")
            // What a kill between the request and the commit leaves: the row as the dead worker took it.
            let former = try await test.progress(webhook.id)
            var taken = former
            taken.worker = "dead"
            taken.leaseUntil = test.clock.now.adding(seconds: WebhookSchedule.lease)
            let held = try await test.database.write { [taken] in
                try taken.update(replacing: former, of: webhook.id, in: $0)
            }
            #expect(held)
            #expect(try await test.worker("next").sendAll() == 0)
            test.clock.advance(seconds: WebhookSchedule.lease)
            #expect(try await test.worker("next").sendAll() == 1)
            #expect(test.calls.all[0].field("webhook-id") == "\(webhook.id)-1")
            #expect(try await test.worker("next").sendAll() == 0)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a worker that is slower than its lease changes nothing after another one`(
        _ engine: TestEngine
    ) async throws {
        try await TestWebhooks.with(engine) { test in
            let (webhook, _) = try await test.add()
            try await test.change("one", "two")
            let isFirst = Shared(true)
            let slow = test.worker("slow") {
                guard isFirst.value else { return }
                isFirst.set(false)
                test.clock.advance(seconds: 61)
            }
            async let late = slow.sendAll()
            _ = try await late
            let next = test.worker("next")
            _ = try await next.sendAll()
            // Each came at least once, in order, and no position was lost.
            #expect(test.sent == ["one", "two"])
            #expect(try await test.progress(webhook.id).position == 2)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a receiver that fails for five days is disabled, and continues where it was`(
        _ engine: TestEngine
    ) async throws {
        try await TestWebhooks.with(engine) { test in
            let (webhook, _) = try await test.add()
            try await test.change("one")
            for _ in 0..<200 { test.outcomes.add(.answered(status: 503, body: [])) }
            let worker = test.worker()
            var hours = 0
            while test.notices.all.last != .disabled(id: webhook.id, .status(503)), hours < 200 {
                _ = try await worker.sendAll()
                test.clock.advance(seconds: 3_600)
                hours += 1
            }
            #expect((5 * 24 + 1...5 * 24 + 2).contains(hours), "\(hours)")
            #expect(try await test.webhooks.list()[0].webhook?.disabledAt != nil)
            let count = test.calls.all.count
            try await test.change("two")
            #expect(try await test.worker().sendAll() == 0)
            #expect(try await test.webhooks.counts(at: test.clock.now).disabled == 1)
            #expect(try await !test.webhooks.enable(webhook.id, at: test.clock.now))
            test.outcomes.replace(with: .answered(status: 200, body: []))
            #expect(try await test.worker().sendAll() == 2)
            #expect(test.sent.dropFirst(count) == ["one", "two"])
        }
    }

    @Test func `a receiver that says it is gone is disabled immediately`() async throws {
        try await TestWebhooks.with(.chosen) { test in
            let (webhook, _) = try await test.add()
            try await test.change("one")
            test.outcomes.add(.answered(status: 410, body: []))
            #expect(try await test.worker().sendAll() == 1)
            #expect(test.notices.all == [.disabled(id: webhook.id, .status(410))])
            test.clock.advance(seconds: 86_400)
            #expect(try await test.worker().sendAll() == 0)
            // A test message shows whether it works again.
            try await test.webhooks.requestTest(of: webhook.id, at: test.clock.now)
            test.outcomes.replace(with: .answered(status: 204, body: []))
            #expect(try await test.worker().sendAll() == 1)
            #expect(test.sent.last == "test")
            #expect(try await test.worker().sendAll() == 0)
        }
    }

    @Test func `changes that were deleted while a receiver was disabled are reported`()
        async throws
    {
        try await TestWebhooks.with(.chosen) { test in
            let (webhook, _) = try await test.add()
            try await test.change("one")
            test.outcomes.add(.answered(status: 410, body: []))
            _ = try await test.worker().sendAll()
            test.clock.advance(seconds: 100)
            try await test.change("two")
            try await Feed(database: test.database).prune(before: test.clock.now)
            #expect(try await test.webhooks.enable(webhook.id, at: test.clock.now))
            test.outcomes.replace(with: .answered(status: 200, body: []))
            _ = try await test.worker().sendAll()
            #expect(test.sent == ["one", "two"])
        }
    }

    @Test func `both secrets sign during a rotation, and the new one alone after it`() async throws
    {
        try await TestWebhooks.with(.chosen) { test in
            let (webhook, former) = try await test.add()
            let end = test.clock.now.adding(seconds: 3_600)
            let secret = try await test.webhooks.rotate(
                webhook.id,
                formerUntil: end,
                at: test.clock.now
            )
            #expect(secret != former)
            try await test.change("one")
            _ = try await test.worker().sendAll()
            test.clock.advance(seconds: 3_600)
            try await test.change("two")
            _ = try await test.worker().sendAll()
            let signatures = test.calls.all.map { call in
                [secret, former].map {
                    $0.signature(
                        of: call.field("webhook-id") ?? "",
                        at: Int64(call.field("webhook-timestamp") ?? "") ?? 0,
                        call.body
                    )
                }
            }
            #expect(
                test.calls.all[0].field("webhook-signature")
                    == signatures[0].joined(separator: " ")
            )
            #expect(test.calls.all[1].field("webhook-signature") == signatures[1][0])
        }
    }

    @Test(arguments: [
        ("https://hooks.example/", ["127.0.0.1"], "address-refused"),
        ("https://hooks.example/", ["93.184.216.34", "10.0.0.1"], "address-refused"),
        ("https://hooks.example/", ["::1"], "address-refused"),
        ("https://hooks.example/", ["::ffff:169.254.169.254"], "address-refused"),
        ("https://hooks.example/", ["64:ff9b::a00:1"], "address-refused"),
        ("https://hooks.example/", ["fd00::1"], "address-refused"),
        ("https://127.0.0.1/", [], "address-refused"), ("https://[::1]/", [], "address-refused"),
        ("https://[::ffff:127.0.0.1]/", [], "address-refused"),
        ("https://[::ffff:7f00:1]/", [], "address-refused"),
        ("https://169.254.169.254/latest/meta-data", [], "address-refused"),
        ("https://hooks.example/", [], "name"),
        ("http://hooks.example/", ["93.184.216.34"], "unencrypted"),
    ])
    func `no request goes to an address that is not public`(
        _ address: String,
        _ addresses: [String],
        _ result: String
    ) async throws {
        try await TestWebhooks.with(.chosen) { test in
            let (webhook, _) = try await test.add(address)
            test.names.set(["hooks.example": addresses])
            try await test.change("one")
            #expect(try await test.worker().sendAll() == 1)
            #expect(test.calls.all == [])
            #expect(try await test.progress(webhook.id).lastResult == result)
        }
    }

    @Test func `an address that a setting names is reached, also without TLS`() async throws {
        try await TestWebhooks.with(.chosen) { test in
            _ = try await test.add("http://inside.example:8080/x")
            test.names.set(["inside.example": ["10.4.5.6"]])
            test.permitted.set(["10.4.5.6"])
            try await test.change("one")
            _ = try await test.worker().sendAll()
            #expect(test.calls.all.first?.checkedHost?.port == 8_080)
            #expect(test.calls.all.first?.address == "http://inside.example:8080/x")
        }
    }

    @Test func `an organisation has a few receivers, each address once`() async throws {
        try await TestWebhooks.with(.chosen) { test in
            let first = try await test.add("https://hooks.example/0").webhook.id
            await #expect(throws: Webhooks.Refusal.known(id: first)) {
                try await test.add("https://HOOKS.example/0")
            }
            for number in 1..<Webhooks.mostOfOrganisation {
                _ = try await test.add("https://hooks.example/\(number)")
            }
            await #expect(throws: Webhooks.Refusal.tooMany) {
                try await test.add("https://hooks.example/more")
            }
            try await test.webhooks.remove(first)
            await #expect(throws: Webhooks.Refusal.unknown) {
                try await test.webhooks.remove(first)
            }
            _ = try await test.add("https://hooks.example/more")
        }
    }

    @Test func `a row that was changed by hand gets nothing, and the check names it`() async throws
    {
        try await TestWebhooks.with(.chosen) { test in
            let (webhook, _) = try await test.add()
            try await test.change("one")
            try await test.database.write { connection in
                try connection.execute("UPDATE webhook SET organisation = '1005'")
                try connection.execute("UPDATE feed SET organisation = '1005'")
            }
            #expect(try await test.worker().sendAll() == 0)
            #expect(test.notices.all == [.unreadable(id: webhook.id)])
            var problems: [String] = []
            try await test.webhooks.check { problems.append($0) }
            #expect(problems == ["webhook \(webhook.id): the row was changed by hand"])
        }
    }
}
