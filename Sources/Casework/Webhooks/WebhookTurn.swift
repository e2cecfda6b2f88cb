import Persian
import Store
import VerifyCore

/// A receiver that a worker has taken, and the message that it sends.
struct WebhookTurn: Sendable {
    let row: WebhookRow
    let opened: OpenedWebhook
    /// As it is since the worker took it.
    var progress: WebhookProgress
    let message: WebhookMessage
    /// The entry of the feed; nil for a test message.
    let entry: FeedEntry?

    init(
        _ row: WebhookRow,
        _ opened: OpenedWebhook,
        _ progress: WebhookProgress,
        _ message: WebhookMessage,
        entry: FeedEntry?
    ) {
        self.row = row
        self.opened = opened
        self.progress = progress
        self.message = message
        self.entry = entry
    }

    /// Notes the result, and gives the receiver back; returns what the program logs, and nil where another worker has taken it
    /// since: the message then comes a second time.
    func conclude(
        _ failure: WebhookFailure?,
        disableAfter: Int64,
        at now: Timestamp,
        by keys: Keyring,
        in connection: Connection
    ) throws -> WebhookNotice? {
        var next = progress
        (next.worker, next.leaseUntil) = (nil, nil)
        next.lastResult = failure?.word ?? "accepted"
        next.lastAt = now
        var isDisabled = false
        if entry == nil {
            next.test = nil
        } else if let failure {
            next.tries += 1
            next.failingSince = progress.failingSince ?? now
            next.nextAt = now.adding(seconds: WebhookSchedule.pause(afterTries: next.tries))
            let age = now.secondsSinceEpoch - (next.failingSince ?? now).secondsSinceEpoch
            isDisabled = age >= disableAfter || failure == .status(WebhookSchedule.gone)
        } else {
            next.position = entry?.number ?? next.position
            (next.tries, next.failingSince, next.nextAt) = (0, nil, now)
        }
        guard try next.update(replacing: progress, of: row.id, in: connection) else { return nil }
        if isDisabled {
            // The row may have been rotated during the attempt.
            guard let row = try WebhookRow.find(row.id, in: connection) else { return nil }
            var disabled = try row.opened(by: keys)
            disabled.webhook.disabledAt = now
            try WebhookRow(disabled, by: keys).update(replacing: row, in: connection)
        }
        guard let failure else { return .sent(id: row.id) }
        return isDisabled ? .disabled(id: row.id, failure) : .failed(id: row.id, failure)
    }
}
