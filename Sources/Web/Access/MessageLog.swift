import Accounts
package import Casework
package import Logging
package import Persian
import Synchronization
import VerifyCore

/// Writes the reports of the outbox's workers to the log and the metrics, without recipients and texts.
///
/// A used-up budget leaves one line an hour; the lock guards the hours of the last lines.
package final class MessageLog: Sendable {
    private let logger: Logger
    private let metrics: DomainMetrics
    private let messages: MessageMetrics
    private let now: @Sendable () -> Timestamp
    private let hours = Mutex<[String: Int64]>([:])

    /// A log of messages; `now` is the clock of the program.
    package init(
        logger: Logger,
        metrics: DomainMetrics,
        messages: MessageMetrics,
        now: @escaping @Sendable () -> Timestamp
    ) {
        self.logger = logger
        self.metrics = metrics
        self.messages = messages
        self.now = now
    }

    /// Notes a report.
    package func note(_ notice: OutboxNotice) {
        messages.count(notice)
        switch notice {
        case .sent, .repeated, .dropped: break
        case .refused(let sender, let cause):
            logger.warning(
                "a provider did not accept a message",
                metadata: ["sender": "\(sender)", "cause": "\(cause)"]
            )
        case .failed(let id, let channel):
            logger.error(
                "a message failed: it is not tried again",
                metadata: ["message_id": "\(id)", "channel": "\(channel.rawValue)"]
            )
        case .unknown(let id, let channel, let cause):
            logger.warning(
                "it is not known whether a message was sent",
                metadata: [
                    "message_id": "\(id)", "channel": "\(channel.rawValue)", "cause": "\(cause)",
                ]
            )
        case .budget(let budget): noteBudget(budget)
        case .noSender(let channel):
            guard isFirst("sender-\(channel.rawValue)") else { return }
            logger.error(
                "messages wait: no sender of the settings has their channel",
                metadata: ["channel": "\(channel.rawValue)"]
            )
        case .unreadable(let id):
            logger.error(
                "a message was not sent: its row was changed, or its data key ended",
                metadata: ["message_id": "\(id)"]
            )
        case .missingKey(let key): metrics.missed(key)
        }
    }

    private func noteBudget(_ budget: MessageBudget) {
        guard isFirst("budget-\(budget.rawValue)") else { return }
        switch budget {
        case .registrations:
            logger.error(
                "the codes of registrations are over their budget: they are dropped for this hour"
            )
        case .others:
            logger.error("the text messages are over their budget: they are still sent")
        }
    }

    /// Whether a line is the first of its kind in this hour.
    private func isFirst(_ kind: String) -> Bool {
        let hour = now().secondsSinceEpoch / 3_600
        return hours.withLock { $0.updateValue(hour, forKey: kind) != hour }
    }
}
