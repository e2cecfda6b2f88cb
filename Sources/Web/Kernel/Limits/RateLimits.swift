import Synchronization

/// The rate limits of one daemon, in memory: a number for each key that is not at rest.
///
/// Not trusted with secrets: what guards a code against guessing (attempts at one locator) is in the
/// database. The lock guards `states`, which are forgotten when they are rested or there are too many.
package final class RateLimits: Sendable {
    private struct Entry: Hashable {
        package let budget: Budget
        package let key: RateLimitKey
    }

    private let rates: [GCRA?]
    private let capacity: Int
    private let clock = ContinuousClock()
    private let start: ContinuousClock.Instant
    private let states = Mutex<[Entry: Int64]>([:])

    /// Limits by budget; a budget without a rate is not limited.
    ///
    /// At most `capacity` spenders are
    /// remembered at once.
    package init(_ rates: [Budget: GCRA], capacity: Int = 200_000) {
        self.rates = Budget.allCases.map { rates[$0] }
        self.capacity = capacity
        start = clock.now
    }

    /// Asks for one unit; answers the seconds to wait when there is none.
    package func wait(_ budget: Budget, from key: RateLimitKey) -> Int? {
        guard let rate = rates[budget.rawValue] else { return nil }
        let entry = Entry(budget: budget, key: key)
        let now = nanoseconds
        return states.withLock { states in
            switch rate.take(1, at: now, remembered: states[entry] ?? 0) {
            case .pass(let state):
                if states.count >= capacity, states[entry] == nil {
                    Self.forget(&states, atRestAt: now, capacity: capacity)
                }
                states[entry] = state
                return nil
            case .wait(let nanoseconds):
                return max(1, Int((nanoseconds + 999_999_999) / 1_000_000_000))
            }
        }
    }

    /// Charges what turned out to cost more than the unit that was asked for.
    package func charge(_ cells: Int, to budget: Budget, of key: RateLimitKey) {
        guard let rate = rates[budget.rawValue], cells > 0 else { return }
        let entry = Entry(budget: budget, key: key)
        let now = nanoseconds
        states.withLock { $0[entry] = rate.charge(cells, at: now, remembered: $0[entry] ?? 0) }
    }

    /// Gives back what was taken for something that turned out to cost nothing.
    package func refund(_ cells: Int, to budget: Budget, of key: RateLimitKey) {
        guard let rate = rates[budget.rawValue] else { return }
        let entry = Entry(budget: budget, key: key)
        states.withLock { states in
            if let state = states[entry] {
                states[entry] = rate.refund(cells, remembered: state)
            }
        }
    }

    /// Forgets whoever is at rest; called now and then by the sweep.
    package func sweep() {
        let now = nanoseconds
        states.withLock { states in states = states.filter { $0.value > now } }
    }

    /// How many spenders are remembered, for the metrics.
    package var remembered: Int { states.withLock(\.count) }

    private var nanoseconds: Int64 {
        let elapsed = (clock.now - start).components
        return 1 &+ elapsed.seconds &* 1_000_000_000 &+ elapsed.attoseconds / 1_000_000_000
    }

    /// Makes room: first the rested; if all are busy, everybody starts anew, which favours the
    /// visitors over a flood of addresses.
    private static func forget(_ states: inout [Entry: Int64], atRestAt now: Int64, capacity: Int) {
        states = states.filter { $0.value > now }
        if states.count >= capacity { states.removeAll(keepingCapacity: true) }
    }
}
