import Store

/// Where a message is on its way (`outbox.state`).
package enum MessageState: String, Sendable, Hashable, CaseIterable {
    /// Waits for a worker.
    case ready
    /// A worker has it: the call to the provider may have been made.
    case sending
    /// The provider accepted it.
    case sent
    /// Whether the provider accepted it is not known.
    case unknown
    /// Every try was refused.
    case failed
    /// A one-time code that was too old before it could be sent, or a message over a budget that stops.
    case dropped
}

/// Which module caused a message (`outbox.source`).
enum MessageSource: String, Sendable, SQLBindable {
    case `case`
    case account
}

extension MessageState: SQLBindable {}
