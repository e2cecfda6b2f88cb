package import Casework

/// The metrics of the feed and of webhooks.
package struct FeedMetrics: MetricTable {
    let delay = Gauge(
        "sehat_feed_delay_seconds",
        "How long the oldest change of a case has waited for its number in the feed.",
        nil
    )
    let sent = Counter("sehat_webhooks_sent_total", "Messages that receivers of webhooks accepted.")
    let failed = Counter(
        "sehat_webhooks_failed_total",
        "Attempts that receivers of webhooks did not accept, by cause.",
        labels: ["cause"],
        values: WebhookFailure.kinds
    )
    let ended = Counter(
        "sehat_webhooks_disabled_total",
        "Webhooks that were disabled because they failed for too long or are gone."
    )
    let unreadable = Counter(
        "sehat_webhooks_unreadable_total",
        "Webhooks whose row was changed outside the programs; nothing is sent to them."
    )
    let disabled = Gauge("sehat_webhooks_disabled", "Webhooks that are disabled.", nil)
    let failing = Gauge("sehat_webhooks_failing", "Webhooks whose last attempt failed.", nil)
    let behind = Gauge(
        "sehat_webhooks_delay_seconds",
        "The age of the oldest change that a webhook does not have.",
        nil
    )

    /// The metrics at startup.
    package init() {}

    /// Shows how long changes wait; nil where that is not known.
    package func note(delay seconds: Int?, _ counts: WebhookCounts?) {
        delay.set(seconds)
        disabled.set(counts?.disabled)
        failing.set(counts?.failing)
        behind.set(counts?.delay)
    }

    /// Counts what a worker reports.
    package func count(_ notice: WebhookNotice) {
        switch notice {
        case .sent: sent.increment()
        case .failed(_, let failure): failed.increment(failure.kind)
        case .disabled(_, let failure):
            failed.increment(failure.kind)
            ended.increment()
        case .unreadable: unreadable.increment()
        case .missingKey: break
        }
    }
}
