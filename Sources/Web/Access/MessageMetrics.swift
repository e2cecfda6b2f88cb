import Accounts
package import Casework

/// The metrics of messages: what left, what waits, and what the budgets have been charged for.
package struct MessageMetrics: MetricTable {
    let sent = Counter(
        "sehat_messages_sent_total",
        "Messages that a provider accepted, by sender.",
        labels: ["sender"],
        capacity: 16
    )
    let refused = Counter(
        "sehat_messages_refused_total",
        "Attempts that a provider did not accept, by sender and cause.",
        labels: ["sender", "cause"],
        capacity: 200
    )
    let failed = Counter(
        "sehat_messages_failed_total",
        "Messages that are not tried again, by channel.",
        labels: ["channel"],
        values: AccountMessage.Channel.allCases.map(\.rawValue)
    )
    let unknown = Counter(
        "sehat_messages_unknown_total",
        "Attempts whose result is not known, by channel.",
        labels: ["channel"],
        values: AccountMessage.Channel.allCases.map(\.rawValue)
    )
    let dropped = Counter(
        "sehat_messages_dropped_total",
        "Codes that were too old, and messages over a budget that stops, by channel.",
        labels: ["channel"],
        values: AccountMessage.Channel.allCases.map(\.rawValue)
    )
    let repeated = Counter(
        "sehat_messages_repeated_total",
        "Notices that were sent a second time because the first result was not known."
    )
    let unreadable = Counter(
        "sehat_messages_unreadable_total",
        "Messages whose row was changed outside the programs, or whose data key ended; they are not sent."
    )
    let waiting = Gauge("sehat_messages_waiting", "Messages that wait to be sent.", nil)
    let stalled = Gauge("sehat_messages_stalled", "Messages whose result is not known.", nil)
    let delay = Gauge(
        "sehat_messages_delay_seconds",
        "How long the first waiting message has been due.",
        nil
    )
    let registrations = Gauge(
        "sehat_messages_registrations_this_hour",
        "Codes of registrations by SMS in this hour, of all daemons together.",
        nil
    )
    let others = Gauge(
        "sehat_messages_others_this_hour",
        "Other text messages in this hour, of all daemons together.",
        nil
    )

    /// The metrics at startup.
    package init() {}

    /// Shows how many messages wait; nil where they could not be counted.
    package func note(_ counts: OutboxCounts?) {
        waiting.set(counts?.waiting)
        stalled.set(counts?.unknown)
        delay.set(counts?.delay)
        registrations.set(counts.map { $0.used[.registrations, default: 0] })
        others.set(counts.map { $0.used[.others, default: 0] })
    }

    /// Counts what a worker reports.
    package func count(_ notice: OutboxNotice) {
        switch notice {
        case .sent(let sender, _): sent.increment(sender)
        case .refused(let sender, let cause): refused.increment(sender, cause)
        case .failed(_, let channel): failed.increment(channel.rawValue)
        case .unknown(_, let channel, _): unknown.increment(channel.rawValue)
        case .dropped(let channel): dropped.increment(channel.rawValue)
        case .repeated: repeated.increment()
        case .unreadable: unreadable.increment()
        case .budget, .noSender, .missingKey: break
        }
    }
}
