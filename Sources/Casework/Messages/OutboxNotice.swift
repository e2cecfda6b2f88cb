package import Accounts
package import VerifyCore

/// What a worker of the outbox reports to the program, for its log and metrics: neither recipient nor text.
package enum OutboxNotice: Sendable, Equatable {
    /// A provider accepted a message.
    case sent(sender: String, channel: AccountMessage.Channel)
    /// A provider did not accept a message; it is tried again.
    case refused(sender: String, cause: String)
    /// A message is not tried again.
    case failed(id: String, channel: AccountMessage.Channel)
    /// The result of an attempt is not known.
    case unknown(id: String, channel: AccountMessage.Channel, cause: String)
    /// A one-time code was too old, or a message was over a budget that stops.
    case dropped(channel: AccountMessage.Channel)
    /// A message was sent a second time because the first result was not known.
    case repeated(id: String)
    /// A budget is used up.
    case budget(MessageBudget)
    /// No sender of the settings has the channel.
    case noSender(AccountMessage.Channel)
    /// A row was made or changed without the keys, or its data key is retired or compromised; it is not sent.
    case unreadable(id: String)
    /// A row is encrypted by a key that only another machine has; it is left for that machine.
    case missingKey(MissingKey)
}
