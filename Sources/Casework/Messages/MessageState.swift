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
    /// A one-time code that was too old before it could be sent, a message over a budget that stops, a decoy, or a message
    /// under a compromised key.
    case dropped

    /// Whether a worker may still send it.
    var isWaiting: Bool {
        switch self {
        case .ready, .sending, .unknown: true
        case .sent, .failed, .dropped: false
        }
    }
}

/// Which module caused a message (`outbox.source`).
package enum MessageSource: String, Sendable, SQLBindable {
    /// A case.
    case `case`
    /// Persons, sign-in and roles.
    case account
}

extension MessageState: SQLBindable {}
