import Foundation

/// Pauses between attempts at a transaction that conflicted with another one or lost its server: short at first,
/// then long enough for another server to take over.
struct Retry {
    private var tries = 0
    private let end: ContinuousClock.Instant

    private static let longest = 0.5

    /// Retries until `end`, counted from when the caller began to wait, so that callers who queued behind others while a
    /// server was away do not wait the whole time again.
    init(until end: ContinuousClock.Instant) {
        self.end = end
    }

    /// Pauses before the next attempt; returns false when the time is over.
    mutating func pause() -> Bool {
        guard ContinuousClock.now < end else {
            return false
        }
        // Random, so that two transactions that conflicted do not conflict again.
        let pause = min(Self.longest, 0.001 * Double(1 << min(tries, 20)))
        Thread.sleep(forTimeInterval: .random(in: pause / 2...pause))
        tries += 1
        return true
    }
}
