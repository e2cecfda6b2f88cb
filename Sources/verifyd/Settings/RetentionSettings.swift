import Web

/// The settings of how long rows are kept that requests add without end, and how many.
struct RetentionSettings: Sendable {
    let accessLogAge = Setting<Duration>(
        "retention.access-log",
        .duration(.seconds(86_400) ... .seconds(3_155_760_000)),
        "1826d",
        "How long the access log keeps who saw more of a degree than the public may."
    )
    let reportAge = Setting<Duration>(
        "retention.reports",
        .duration(.seconds(86_400) ... .seconds(3_155_760_000)),
        "730d",
        "How long reports of fake sites and documents are kept."
    )
    let batchAge = Setting<Duration>(
        "retention.batches",
        .duration(.seconds(3_600) ... .seconds(3_155_760_000)),
        "30d",
        "How long the results of a batch are kept."
    )
    let messageAge = Setting<Duration>(
        "retention.messages",
        .duration(.seconds(86_400) ... .seconds(3_155_760_000)),
        "90d",
        "How long messages are kept after they were sent or given up."
    )
    let feedAge = Setting<Duration>(
        "retention.feed",
        .duration(.seconds(30 * 86_400) ... .seconds(3_155_760_000)),
        "90d",
        "How long the feed keeps changes of cases; a reader further behind gets 410."
    )
    let mostViews = Setting<Int>(
        "retention.most-views",
        .count(1000...10_000_000_000),
        "50000000",
        "The most views in the access log; the oldest beyond it are deleted."
    )
    let mostReports = Setting<Int>(
        "retention.most-reports",
        .count(1...10_000_000_000),
        "100000",
        "The most reports; beyond it new ones are refused (507)."
    )
    let mostVisitorBatches = Setting<Int>(
        "retention.most-visitor-batches",
        .count(1...10_000_000_000),
        "10000",
        "The most batches of visitors; the oldest that are done give way to new ones."
    )
}
