package import Accounts
import Synchronization

/// The messages that the development environment shows on a page instead of sending them.
///
/// The lock guards `shown`. It exists in the development environment only.
package final class DevelopmentMessages: MessageSender {
    package let name = "development"
    package let channels: Set<AccountMessage.Channel>
    private let shown = Mutex<[Shown]>([])
    private let log: @Sendable (Shown) -> Void

    /// A message as the page shows it.
    package struct Shown: Sendable, Equatable {
        /// The recipient.
        package let recipient: String
        /// The text, or the e-mail with its subject.
        package let text: String
        /// When it was queued, in seconds since 1970.
        package let queuedAt: Int64
    }

    /// The most messages that are kept.
    private static let limit = 100

    /// A page for these channels; `log` writes a message to the log of the developer.
    package init(
        channels: Set<AccountMessage.Channel>,
        log: @escaping @Sendable (Shown) -> Void
    ) {
        self.channels = channels
        self.log = log
    }

    /// The messages, the newest first.
    package var newest: [Shown] { shown.withLock { $0.reversed() } }

    package func request(for message: RenderedMessage) -> ProviderRequest {
        let subject = message.subject.isEmpty ? "" : "\(message.subject)\n\n"
        return ProviderRequest(
            provider: name,
            operation: "\(message.queuedAt) \(message.recipient)",
            body: subject + message.text
        )
    }

    package func send(_ request: ProviderRequest) async -> SendResult {
        let parts = request.operation.split(separator: " ", maxSplits: 1)
        let message = Shown(
            recipient: String(parts.last ?? ""),
            text: request.body,
            queuedAt: parts.first.flatMap { Int64($0) } ?? 0
        )
        shown.withLock { shown in
            shown.append(message)
            if shown.count > Self.limit { shown.removeFirst() }
        }
        log(message)
        return .sent(reference: "")
    }
}
