package import Persian
import VerifyCore

/// The secret with which messages to a receiver are signed: 32 random bytes, shown as `whsec_` and base64 (Standard Webhooks).
package struct WebhookSecret: Sendable, Hashable {
    /// The bytes.
    let bytes: [UInt8]

    /// The number of bytes.
    static let byteCount = 32

    /// A new secret.
    static func make() -> WebhookSecret { WebhookSecret(bytes: Random.bytes(byteCount)) }

    /// The text that a receiver gets once.
    package var text: String { "whsec_" + Base64.encode(bytes) }

    /// The signature of a message: `v1,` and the HMAC-SHA-256 of its id, time and body in base64.
    func signature(of id: String, at time: Int64, _ body: [UInt8]) -> String {
        "v1," + Base64.encode(HMACKey(bytes).authenticate(Array("\(id).\(time).".utf8) + body))
    }
}

/// A message to a receiver: the same bytes, and the same id, in every attempt.
package struct WebhookMessage: Sendable, Hashable {
    /// The id, by which a receiver knows a message that comes again.
    package let id: String
    /// The body, JSON.
    package let body: [UInt8]

    /// The message of an entry of the feed: event and object only.
    init(_ entry: FeedEntry, to webhook: String) {
        id = "\(webhook)-\(entry.number)"
        body = Self.body(
            FeedEntry.event,
            at: entry.at,
            [.init("object", .string(FeedEntry.object)), .init("id", .string(entry.caseID))]
        )
    }

    /// A message by which an operator sees whether a receiver works.
    init(test: String, to webhook: String, at now: Timestamp) {
        id = "\(webhook)-\(test)"
        body = Self.body("webhook.test", at: now, [])
    }

    private static func body(_ event: String, at time: Timestamp, _ data: [JSON.Member]) -> [UInt8]
    {
        JSON.object([
            .init("type", .string(event)), .init("timestamp", .string(time.description)),
            .init("data", .object(data)),
        ]).encoded()
    }

    /// The header fields of an attempt; during a rotation it has the signature of each secret.
    package func headers(at now: Timestamp, signedWith secrets: [WebhookSecret]) -> [String] {
        let time = now.secondsSinceEpoch
        let signatures = secrets.map { $0.signature(of: id, at: time, body) }
        return [
            "Content-Type: application/json", "webhook-id: \(id)", "webhook-timestamp: \(time)",
            "webhook-signature: \(signatures.joined(separator: " "))",
        ]
    }
}
