import Persian
import VerifyCore

/// Why a receiver did not accept a message, in words that name neither its address nor its answer.
package enum WebhookFailure: Sendable, Hashable {
    /// It answered with another status than 2xx; a redirect is one, and is not followed.
    case status(Int)
    /// Its name has no address.
    case name
    /// An address of it is not on the public internet, and no setting names its range.
    case address
    /// It is not encrypted, and no setting names its range.
    case unencrypted
    /// The request failed.
    case call(CallFailure)

    /// One word or number, for lists, logs and metrics.
    package var word: String {
        switch self {
        case .status(let status): "status-\(status)"
        case .name: "name"
        case .address: "address-refused"
        case .unencrypted: "unencrypted"
        case .call(let failure): failure.rawValue
        }
    }

    /// The word without the status, so that a metric has few series.
    package var kind: String { if case .status = self { "status" } else { word } }

    /// The words of `kind`.
    package static let kinds =
        ["status", "name", "address-refused", "unencrypted"]
        + [CallFailure.connection, .tls, .time, .answer, .rejected, .settings].map(\.rawValue)
}

/// Sends one message: looks the host up once, checks each address, and connects to those and no other.
package struct WebhookDelivery: Sendable {
    /// Returns the addresses of a name.
    let lookUp: @Sendable (String) -> [OutboundAddress]
    /// Whether a setting names a range with this address, which is not public.
    let permits: @Sendable (OutboundAddress) -> Bool
    /// Sends a request.
    let call: @Sendable (HTTPCall) -> CallOutcome

    /// A delivery by libcurl, or by other functions in a test.
    package init(
        lookUp: @escaping @Sendable (String) -> [OutboundAddress] = HostLookUp.addresses,
        permits: @escaping @Sendable (OutboundAddress) -> Bool,
        call: @escaping @Sendable (HTTPCall) -> CallOutcome
    ) {
        self.lookUp = lookUp
        self.permits = permits
        self.call = call
    }

    /// What holds for the request of a message.
    package static func limits(authorities: String? = nil) -> OutboundLimits {
        var limits = OutboundLimits(authorities: authorities)
        limits.whole = 15_000
        limits.answer = 16_384
        return limits
    }

    /// Sends a message once; nil when the receiver accepted it.
    ///
    /// It blocks the thread.
    func send(
        _ message: WebhookMessage,
        to opened: OpenedWebhook,
        at now: Timestamp
    )
        -> WebhookFailure?
    {
        let address = opened.webhook.address
        let addresses = address.literal.map { [$0] } ?? lookUp(address.host)
        guard !addresses.isEmpty else { return .name }
        // One bad address of several is enough: a name that leads to both is an attempt to get past the check.
        guard addresses.allSatisfy({ $0.isPublic || permits($0) }) else { return .address }
        guard address.isEncrypted || addresses.allSatisfy(permits) else { return .unencrypted }
        let checkedHost = HTTPCall.CheckedHost(
            host: address.host,
            port: address.port,
            addresses: addresses
        )
        let outcome = call(
            HTTPCall(
                .post,
                address.text,
                headers: message.headers(at: now, signedWith: opened.secrets(at: now)),
                body: message.body,
                // An address in the place of a name needs no look-up.
                checkedHost: address.literal == nil ? checkedHost : nil
            )
        )
        switch outcome {
        case .answered(let status, _): return (200...299).contains(status) ? nil : .status(status)
        case .notSent(let failure), .unknown(let failure): return .call(failure)
        }
    }
}
