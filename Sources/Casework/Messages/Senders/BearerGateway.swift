package import Accounts
import VerifyCore

/// An SMS gateway with a JSON API: `POST {base}/messages` with the key as bearer token, `GET {base}/messages?reference=`
/// for what became of a message.
///
/// The id of the message is its `reference` and its `Idempotency-Key`, so that the gateway takes a second copy for the
/// first.
package struct BearerGateway: MessageSender {
    package let name: String
    package let channels: Set<AccountMessage.Channel> = [.sms]
    private let base: String
    private let key: String
    private let line: String
    private let call: @Sendable (HTTPCall) -> CallOutcome

    /// A gateway.
    ///
    /// - Parameters:
    ///   - name: The name in the outbox, metrics and logs.
    ///   - base: The address, without `/` at its end.
    ///   - key: The key, of visible ASCII characters.
    ///   - line: The number that messages come from.
    ///   - call: Sends a request; blocks.
    package init(
        name: String,
        base: String,
        key: String,
        line: String,
        call: @escaping @Sendable (HTTPCall) -> CallOutcome
    ) {
        self.name = name
        self.base = base
        self.key = key
        self.line = line
        self.call = call
    }

    package func request(for message: RenderedMessage) -> ProviderRequest {
        let body = JSON.object([
            .init("reference", .string(message.id)), .init("to", .string(message.recipient)),
            .init("from", .string(line)), .init("text", .string(message.text)),
        ])
        return ProviderRequest(
            provider: name,
            operation: "messages",
            body: String(decoding: body.encoded(), as: UTF8.self)
        )
    }

    package func send(_ request: ProviderRequest) async -> SendResult {
        let reference = (try? JSON(parsing: Array(request.body.utf8)))?["reference"]?.string ?? ""
        let headers =
            authorization + [
                "Content-Type: application/json", "Idempotency-Key: \(reference)",
            ]
        let post = HTTPCall(
            .post,
            "\(base)/\(request.operation)",
            headers: headers,
            body: Array(request.body.utf8)
        )
        return SendResult(call(post), answered: Self.result)
    }

    package func query(_ request: ProviderRequest, id: String) async -> QueryResult {
        let get = HTTPCall(.get, "\(base)/messages?reference=\(id)", headers: authorization)
        guard case .answered(200, let body) = call(get),
            let found = (try? JSON(parsing: body))?["messages"]?.array
        else { return .noAnswer }
        return Self.reference(in: found.first).map { .accepted(reference: $0) } ?? .absent
    }

    private var authorization: [String] { ["Authorization: Bearer \(key)"] }

    /// Returns what an answer means: 2xx with an id is accepted, 4xx refused, anything else unknown.
    static func result(status: Int, body: [UInt8]) -> SendResult {
        switch status {
        case 200...299:
            return reference(in: try? JSON(parsing: body)).map { .sent(reference: $0) }
                ?? .unknown(.answer)
        case 400...499:
            return .refused(SendRefusal("http-\(status)", isPermanent: permanent.contains(status)))
        default: return .unknown(.answer)
        }
    }

    /// Returns the gateway's id of a message; nil for an answer without one.
    private static func reference(in message: JSON?) -> String? {
        message?["id"]?.string.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// Refusals that another try does not change: the number, or the text.
    private static let permanent: Set<Int> = [400, 413, 422]
}
