/// When a message is tried again.
enum RetrySchedule {
    /// How often a message is tried before it is `failed`.
    static let tries = 8
    /// How long an attempt may take, in seconds: longer than `OutboundLimits.whole`, and a row that is still `sending`
    /// after it is `unknown`.
    static let lease: Int64 = 60
    /// How long after an unknown result a notice is sent a second time, in seconds.
    static let pauseBeforeRepeat: Int64 = 600
    /// How long after an unknown result the provider is queried, in seconds.
    static let queries: [Int64] = [firstQuery, 120, 300, pauseBeforeRepeat]
    /// The first of them.
    static let firstQuery: Int64 = 30
    /// How long a message waits for a sender that the settings do not have, in seconds.
    static let pauseWithoutSender: Int64 = 30

    /// The seconds from a refusal to the next try, after this many tries: 15, 60, 240 s, … at most 4 hours.
    ///
    /// Where several senders have the channel, each is tried before the first pause.
    static func pause(afterTries tries: Int, senders: Int) -> Int64 {
        let rounds = tries / max(1, senders)
        if tries % max(1, senders) != 0 { return 0 }
        return min(15 * (1 << Int64(2 * (rounds - 1))), 14_400)
    }
}
