package import Accounts

/// A provider that sends messages, and how it is called.
///
/// The request is rendered and stored before the first attempt, so that an attempt after a crash repeats the same bytes.
package protocol MessageSender: Sendable {
    /// The name in the outbox, metrics and logs; unique among the senders of a daemon.
    var name: String { get }
    /// The ways by which it sends.
    var channels: Set<AccountMessage.Channel> { get }

    /// Returns the request that sends a message.
    func request(for message: RenderedMessage) -> ProviderRequest

    /// Sends a request once.
    ///
    /// It must return `unknown` unless the provider has certainly accepted or certainly not accepted the message.
    /// It may block the thread.
    func send(_ request: ProviderRequest) async -> SendResult

    /// Asks the provider about a request whose result is not known; `id` is that of the message in the outbox.
    func query(_ request: ProviderRequest, id: String) async -> QueryResult
}

extension MessageSender {
    /// A provider that cannot be asked.
    package func query(_ request: ProviderRequest, id: String) async -> QueryResult {
        .unsupported
    }
}

/// A message as a sender needs it.
package struct RenderedMessage: Sendable, Equatable {
    /// The id in the outbox, which is the same in each attempt.
    package let id: String
    /// The address of the recipient.
    package let recipient: String
    /// The name of the template.
    package let template: String
    /// The words that fill the template.
    package let tokens: [String]
    /// The subject of an e-mail.
    package let subject: String
    /// The complete text.
    package let text: String
    /// When the message was queued, in seconds since 1970.
    package let queuedAt: Int64
    /// Whether it may be the second copy of the same message.
    package let isRepeat: Bool
}

/// The result of an attempt to send.
package enum SendResult: Sendable, Equatable {
    /// The provider has accepted the message, under this reference.
    case sent(reference: String)
    /// The provider has not accepted the message.
    case refused(SendRefusal)
    /// It is not known whether the provider accepted the message.
    case unknown(CallFailure)
}

/// Why a provider did not accept a message; it names neither the recipient nor the text.
package struct SendRefusal: Error, Sendable, Equatable {
    /// The cause, for the log and the metrics: `connection`, `gateway-418`, `smtp-550`.
    package let cause: String
    /// Whether another try would be refused as well, because of the recipient or the text.
    package let isPermanent: Bool

    /// A refusal.
    package init(_ cause: String, isPermanent: Bool = false) {
        self.cause = cause
        self.isPermanent = isPermanent
    }
}

/// What a provider knows about a message.
package enum QueryResult: Sendable, Equatable {
    /// It has accepted the message, under this reference.
    case accepted(reference: String)
    /// It has never received the message.
    case absent
    /// It gave no answer.
    case noAnswer
    /// It cannot be asked about this message.
    case unsupported
}

extension SendResult {
    /// The result of a call that did not bring an answer.
    init(_ outcome: CallOutcome, answered: (Int, [UInt8]) -> SendResult) {
        switch outcome {
        case .answered(let status, let body): self = answered(status, body)
        case .notSent(let failure): self = .refused(SendRefusal(failure.rawValue))
        case .unknown(let failure): self = .unknown(failure)
        }
    }
}
