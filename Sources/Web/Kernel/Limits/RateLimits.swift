import Synchronization

/// The rate limits of one daemon, in memory: one number for each key that has used a budget recently.
///
/// They do not protect codes against guessing; the count of attempts in the database does. The lock guards
/// `states`, which are forgotten when their budget is full again or when there are too many.
package final class RateLimits: Sendable {
    private struct Entry: Hashable {
        package let budget: Budget
        package let key: RateLimitKey
    }

    let rates: [GCRA?]
    private let capacity: Int
    private let clock = ContinuousClock()
    private let start: ContinuousClock.Instant
    private let states = Mutex<[Entry: Int64]>([:])

    /// Limits by budget; a budget without a rate is not limited.
    ///
    /// At most `capacity` keys are remembered at the same time.
    package init(_ rates: [Budget: GCRA], capacity: Int = 200_000) {
        self.rates = Budget.allCases.map { rates[$0] }
        self.capacity = capacity
        start = clock.now
    }

    /// Charges one unit; returns the seconds to wait when there is none left.
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

    /// Charges what turned out to cost more than the unit that was charged; never refuses.
    package func charge(_ cells: Int, to budget: Budget, of key: RateLimitKey) {
        guard let rate = rates[budget.rawValue], cells > 0 else { return }
        let entry = Entry(budget: budget, key: key)
        let now = nanoseconds
        states.withLock { $0[entry] = rate.charge(cells, at: now, remembered: $0[entry] ?? 0) }
    }

    /// Returns units to a budget for something that turned out to cost nothing.
    func refund(_ cells: Int, to budget: Budget, of key: RateLimitKey) {
        guard let rate = rates[budget.rawValue] else { return }
        let entry = Entry(budget: budget, key: key)
        states.withLock { states in
            if let state = states[entry] {
                states[entry] = rate.refund(cells, remembered: state)
            }
        }
    }

    /// Forgets keys whose budgets are full again; the pruner calls it.
    package func sweep() {
        let now = nanoseconds
        states.withLock { states in states = states.filter { $0.value > now } }
    }

    /// How many keys are remembered, for the metrics.
    var remembered: Int { states.withLock(\.count) }

    private var nanoseconds: Int64 {
        let elapsed = (clock.now - start).components
        return 1 &+ elapsed.seconds &* 1_000_000_000 &+ elapsed.attoseconds / 1_000_000_000
    }

    /// Frees memory: removes the keys whose budgets are full again, and all keys if that is not enough, which
    /// favours visitors over a flood of addresses.
    private static func forget(_ states: inout [Entry: Int64], atRestAt now: Int64, capacity: Int) {
        states = states.filter { $0.value > now }
        if states.count >= capacity { states.removeAll(keepingCapacity: true) }
    }
}
