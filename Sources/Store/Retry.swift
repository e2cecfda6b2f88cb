import Foundation

/// Pauses between attempts at a transaction that met another one, or lost its server: short at first,
/// then long enough for another server to take over; some ten seconds in all.
struct Retry {
    private var tries = 0

    private static let most = 30
    private static let longest = 0.5

    /// Pauses before the next attempt; false when there were enough.
    mutating func pause() -> Bool {
        guard tries < Self.most else {
            return false
        }
        // By chance, so that two that met do not meet again.
        let pause = min(Self.longest, 0.001 * Double(1 << min(tries, 20)))
        Thread.sleep(forTimeInterval: .random(in: pause / 2...pause))
        tries += 1
        return true
    }
}
