import Casework
import Persian
import Registry
import Store
import Testing

@testable import Web

extension PopulatedApp {
    /// Leaves two receivers of webhooks: one with a former secret that has failed, one with a test message that waits.
    static func leaveWebhooks(_ test: TestApp) async throws {
        let (webhooks, now) = (test.app.domain.webhooks, test.app.edge.now())
        let first = try await webhooks.add(
            WebhookAddress(parsing: "https://hooks.example/1"),
            of: "1001",
            at: now
        )
        _ = try await webhooks.rotate(
            first.webhook.id,
            formerUntil: now.adding(seconds: 60),
            at: now
        )
        let second = try await webhooks.add(
            WebhookAddress(parsing: "https://hooks.example/2"),
            of: "1002",
            at: now.adding(seconds: 1)
        )
        for id in [first.webhook.id, second.webhook.id] {
            try await webhooks.requestTest(of: id, at: now)
        }
        let worker = WebhookWorker(
            webhooks,
            delivery: WebhookDelivery(lookUp: { _ in [] }, permits: { _ in false }) { _ in
                .notSent(.name)
            },
            disableAfter: 60,
            name: "test",
            clock: { now },
            notice: { _ in }
        )
        _ = try await worker.sendAll()
        try await webhooks.requestTest(of: second.webhook.id, at: now.adding(seconds: 1))
        // As it is while a daemon sends a message that has failed before.
        let lease = now.adding(seconds: 60)
        try await test.app.domain.registry.database.write { connection in
            for (index, id) in [first.webhook.id, second.webhook.id].enumerated() {
                try connection.execute(
                    """
                    UPDATE webhook_progress
                    SET
                        tries = \(index + 1), failing_since = \(now.description),
                        worker = \("worker-\(index)"),
                        lease_until = \(lease.adding(seconds: Int64(index)).description)
                    WHERE webhook = \(id)
                    """
                )
            }
        }
    }
}
