package import Accounts
import VerifyCore

/// An SMS gateway as Kavenegar's: `POST {base}/{key}/verify/lookup.json` with a form, the state in `return.status`.
///
/// The key is a part of the path, so no address is ever logged. A message with words for its template is sent by the
/// template, which the gateway has approved; one without them as text, under a number that the gateway can be asked for.
/// An HTTP status of 200 may have another `return.status`, which decides.
package struct PathKeyGateway: MessageSender {
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
    ///   - base: The address before the key, without `/` at its end: `https://api.kavenegar.com/v1`.
    ///   - key: The key, of letters, digits, `-` and `_`.
    ///   - line: The number that texts without a template come from.
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

    private static let byTemplate = "verify/lookup.json"
    private static let byText = "sms/send.json"
    private static let status = "sms/statuslocalmessageid.json"

    package func request(for message: RenderedMessage) -> ProviderRequest {
        let receptor = (name: "receptor", value: "0" + message.recipient.dropFirst(3))
        guard GatewayTemplate.fits(message.tokens) else {
            let fields = [
                receptor, (name: "sender", value: line), (name: "message", value: message.text),
                (name: "localid", value: Self.localID(message.id)),
            ]
            return ProviderRequest(
                provider: name,
                operation: Self.byText,
                body: FormBody.encode(fields)
            )
        }
        let names = ["token", "token2", "token3"]
        let fields =
            [receptor, (name: "template", value: GatewayTemplate.name(of: message))]
            + zip(names, message.tokens).map { (name: $0, value: $1) }
        return ProviderRequest(
            provider: name,
            operation: Self.byTemplate,
            body: FormBody.encode(fields)
        )
    }

    package func send(_ request: ProviderRequest) async -> SendResult {
        SendResult(call(post(request.operation, request.body)), answered: Self.result)
    }

    package func query(_ request: ProviderRequest, id: String) async -> QueryResult {
        // The gateway numbers messages of a template itself, and the number came with the answer that was lost.
        guard request.operation == Self.byText else { return .unsupported }
        let body = FormBody.encode([(name: "localid", value: Self.localID(id))])
        guard case .answered(_, let bytes) = call(post(Self.status, body)),
            let answer = try? JSON(parsing: bytes), answer["return"]?["status"]?.integer == 200,
            let entries = answer["entries"]?.array
        else { return .noAnswer }
        guard let entry = entries.first, entry["status"]?.integer != Self.unknownMessage,
            let reference = entry["messageid"]?.integer
        else { return .absent }
        return .accepted(reference: String(reference))
    }

    private func post(_ operation: String, _ body: String) -> HTTPCall {
        HTTPCall(
            .post,
            "\(base)/\(key)/\(operation)",
            headers: ["Content-Type: application/x-www-form-urlencoded"],
            body: Array(body.utf8)
        )
    }

    /// A positive number of a message, under which the gateway finds it: 60 bits of the id.
    private static func localID(_ id: String) -> String {
        let digits = id.filter { $0 != "-" }.prefix(15)
        return String(UInt64(digits, radix: 16) ?? 0)
    }

    /// The state of a message that the gateway does not know.
    private static let unknownMessage: Int64 = 100
}

/// The answers.
extension PathKeyGateway {
    /// Refusals that another try does not change: the number, or the text.
    private static let permanent: Set<Int64> = [411, 413, 422]
    /// States of an accepted message that is not sent: failed, cancelled, blocked by the recipient.
    private static let unsent: Set<Int64> = [6, 13, 14]

    /// Returns what an answer means; `return.status` decides, whatever the status of HTTP is.
    static func result(status: Int, body: [UInt8]) -> SendResult {
        guard let answer = try? JSON(parsing: body),
            let state = answer["return"]?["status"]?.integer
        else { return Self.withoutAnswer(status) }
        guard state == 200 else {
            return .refused(
                SendRefusal("gateway-\(state)", isPermanent: permanent.contains(state))
            )
        }
        guard let entry = answer["entries"]?.array?.first,
            let reference = entry["messageid"]?.integer
        else { return .unknown(.answer) }
        if let state = entry["status"]?.integer, unsent.contains(state) {
            return .refused(SendRefusal("message-\(state)", isPermanent: state == 14))
        }
        return .sent(reference: String(reference))
    }

    /// An answer of a proxy, or of a gateway that is broken: only the client's faults are certain.
    private static func withoutAnswer(_ status: Int) -> SendResult {
        (400...499).contains(status) ? .refused(SendRefusal("http-\(status)")) : .unknown(.answer)
    }
}
