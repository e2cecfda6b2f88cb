import Foundation
import Persian
import Store
import TestDatabases
import Testing
import VerifyCore

@testable import Casework

/// Messages by libcurl to a receiver on loopback that verifies them with separate code (Tests/Gateways/webhook_receiver.py).
@Suite struct WebhookReceiverTests {
    /// Sends what waits now, in real time, with names that lead to loopback and a setting that names it.
    private static func send(
        _ test: TestWebhooks,
        authorities: String? = nil
    ) async throws -> Int {
        let limits = WebhookDelivery.limits(authorities: authorities)
        let loopback = OutboundAddress(parsing: "127.0.0.1")
        let worker = WebhookWorker(
            test.webhooks,
            delivery: WebhookDelivery(
                lookUp: { _ in [loopback].compactMap(\.self) },
                permits: { $0 == loopback },
                call: { $0.send(limits) }
            ),
            disableAfter: 86_400,
            name: "w",
            clock: { Timestamp(secondsSinceEpoch: Int64(Date.now.timeIntervalSince1970)) },
            notice: { test.notices.add($0) }
        )
        return try await worker.sendAll()
    }

    private static func received(at port: Int) throws -> [JSON] {
        let call = HTTPCall(.get, "http://127.0.0.1:\(port)/_control/messages")
        guard case .answered(200, let body) = call.send(OutboundLimits()) else { return [] }
        return try JSON(parsing: body).array ?? []
    }

    private static func use(_ secret: WebhookSecret, at port: Int) {
        _ = HTTPCall(
            .post,
            "http://127.0.0.1:\(port)/_control/secret",
            body: Array("{\"secret\": \"\(secret.text)\"}".utf8)
        )
        .send(OutboundLimits())
    }

    @Test func `a receiver with other code verifies each message, before and after a rotation`()
        async throws
    {
        try await TestWebhooks.with(.chosen) { test in
            let receiver = try GatewayProcess.webhooks()
            let (webhook, secret) = try await test.add(
                "http://no-such-host.invalid:\(receiver.port)/hook"
            )
            Self.use(secret, at: receiver.port)
            try await test.change("one", "two")
            #expect(try await Self.send(test) == 2)
            let now = Timestamp(secondsSinceEpoch: Int64(Date.now.timeIntervalSince1970))
            let next = try await test.webhooks.rotate(
                webhook.id,
                formerUntil: now.adding(seconds: 600),
                at: now
            )
            try await test.change("three")
            #expect(try await Self.send(test) == 1)
            Self.use(next, at: receiver.port)
            try await test.change("four")
            #expect(try await Self.send(test) == 1)
            let messages = try Self.received(at: receiver.port)
            #expect(messages.map { $0["wrong"]?.string } == ["", "", "", ""])
            // The name of the address is that of the request, though no resolver knows it.
            #expect(
                messages.allSatisfy {
                    $0["host"]?.string == "no-such-host.invalid:\(receiver.port)"
                }
            )
            Self.use(secret, at: receiver.port)
            test.clock.advance(seconds: 1)
            _ = try await test.webhooks.rotate(webhook.id, formerUntil: now, at: now)
            try await test.change("five")
            #expect(try await Self.send(test) == 1)
            #expect(try await test.progress(webhook.id).lastResult == "status-401")
        }
    }

    @Test(arguments: [
        ("redirect", "status-302"), ("long", "answer"), ("fail", "status-500"),
    ])
    func `a redirect is not followed, and a long answer is no success`(
        _ path: String,
        _ result: String
    ) async throws {
        try await TestWebhooks.with(.chosen) { test in
            let receiver = try GatewayProcess.webhooks()
            let (webhook, secret) = try await test.add("http://127.0.0.1:\(receiver.port)/\(path)")
            Self.use(secret, at: receiver.port)
            try await test.change("one")
            #expect(try await Self.send(test) == 1)
            #expect(try await test.progress(webhook.id).lastResult == result)
            #expect(try Self.received(at: receiver.port).map { $0["path"]?.string } == ["/\(path)"])
        }
    }

    @Test func `the certificate must be that of the name, though the address was looked up before`()
        async throws
    {
        let folder = try TemporaryDirectory.make("webhooks").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let certificate = try TestCertificate(in: folder)
        try await TestWebhooks.with(.chosen) { test in
            let receiver = try GatewayProcess.webhooks("--certificate", certificate.both)
            let right = try await test.add("https://localhost:\(receiver.port)/fail").webhook
            let wrong = try await test.add("https://hooks.example:\(receiver.port)/fail").webhook
            try await test.change("one")
            #expect(try await Self.send(test, authorities: certificate.authority) == 2)
            #expect(try await test.progress(right.id).lastResult == "status-500")
            #expect(try await test.progress(wrong.id).lastResult == "tls")
        }
    }
}
