/// When a message to a receiver is tried again.
enum WebhookSchedule {
    /// How long an attempt may take, in seconds: longer than the look-up of a name and a request, and another worker takes a
    /// receiver after it.
    static let lease: Int64 = 60
    /// The messages to one receiver in a row, before another receiver gets one.
    static let inRow = 20
    /// The seconds to the next try, after this many; the last one is repeated until the receiver is disabled.
    private static let pauses: [Int64] = [5, 30, 120, 600, 1_800, 3_600]
    /// The status with which a receiver says that it is gone permanently (RFC 9110 §15.5.11).
    static let gone = 410

    /// The seconds from a failure to the next try, after this many tries.
    static func pause(afterTries tries: Int) -> Int64 {
        pauses[min(max(tries, 1), pauses.count) - 1]
    }
}
