import Synchronization

/// The rate limits of one daemon, in memory: two numbers for each key that has used a budget recently.
///
/// They do not protect codes against guessing; the count of attempts in the database does. The lock guards
/// `states`, which are forgotten when their budget is full again or when there are too many.
package final class RateLimits: Sendable {
    typealias Entry = RateReservation.Entry

    /// The use of one budget by one client, in nanoseconds of its rate.
    private struct State {
        /// The theoretical arrival time of the next cell.
        var arrival: Int64 = 0
        /// What is reserved and not settled.
        var reserved: Int64 = 0

        func isAtRest(at now: Int64) -> Bool { reserved == 0 && arrival <= now }
    }

    /// The result of a request for some cells.
    package enum Decision: Sendable {
        /// They are reserved.
        case reserved(RateReservation)
        /// They are not; the value is the seconds after which they may be.
        case wait(Int)
    }

    let rates: [GCRA?]
    private let factors: NetworkFactors
    private let capacity: Int
    private let clock: @Sendable () -> Int64
    private let states = Mutex<[Entry: State]>([:])

    /// Limits by budget; a budget without a rate is not limited.
    ///
    /// At most `capacity` keys are remembered at the same time. `clock` returns the nanoseconds of a clock that never goes
    /// back, above 0.
    package init(
        _ rates: [Budget: GCRA],
        factors: NetworkFactors = .none,
        capacity: Int = 200_000,
        clock: @escaping @Sendable () -> Int64 = RateLimits.sinceStart()
    ) {
        self.rates = Budget.allCases.map { rates[$0] }
        self.factors = factors
        self.capacity = capacity
        self.clock = clock
    }

    /// Whether thousands of people may have the address of a network.
    package func isShared(_ network: Network) -> Bool { factors.isShared(network) }

    /// Charges one unit; returns the seconds to wait when there is none left.
    package func wait(_ budget: Budget, from key: RateLimitKey) -> Int? {
        switch reserve(1, of: budget, for: key) {
        case .wait(let seconds): return seconds
        case .reserved(let reservation):
            settle(reservation, cost: 1)
            return nil
        }
    }

    /// Reserves a price; `settle` must follow.
    ///
    /// A price larger than the burst is the burst: it is reserved when the budget is full.
    package func reserve(_ cells: Int, of budget: Budget, for key: RateLimitKey) -> Decision {
        guard let rate = rates[budget.rawValue] else { return .reserved(.free) }
        let (own, around) = entries(budget, key, rate)
        let now = clock()
        return states.withLock { states in
            var wait: Int64 = 0
            let first = Self.held(cells, own, states, at: now, &wait)
            let second = around.flatMap { Self.held(cells, $0, states, at: now, &wait) }
            guard wait == 0 else { return .wait(max(1, Int((wait + 999_999_999) / 1_000_000_000))) }
            for case let held? in [first, second] {
                if states.count >= capacity, states[held.entry] == nil {
                    Self.forget(&states, atRestAt: now, capacity: capacity)
                }
                states[held.entry, default: State()].reserved += held.time
            }
            return .reserved(RateReservation(first: first, second: second))
        }
    }

    /// Replaces a reserved price with the cost, in cells; a cost above the price becomes a debt.
    package func settle(_ reservation: RateReservation, cost: Int) {
        guard reservation.first != nil else { return }
        let now = clock()
        states.withLock { states in
            for case let held? in [reservation.first, reservation.second] {
                var state = states[held.entry] ?? State()
                state.reserved = max(0, state.reserved - held.time)
                if cost > 0 {
                    state.arrival = held.rate.charge(cost, at: now, remembered: state.arrival)
                }
                states[held.entry] = state.isAtRest(at: now) ? nil : state
            }
        }
    }

    /// Charges what turned out to cost more than the unit that was charged; never refuses.
    package func charge(_ cells: Int, to budget: Budget, of key: RateLimitKey) {
        guard cells > 0 else { return }
        update(budget, key) { rate, arrival, now in
            arrival = rate.charge(cells, at: now, remembered: arrival)
        }
    }

    /// Returns units to a budget for something that turned out to cost nothing.
    package func refund(_ cells: Int, to budget: Budget, of key: RateLimitKey) {
        update(budget, key) { rate, arrival, _ in
            arrival = rate.refund(cells, remembered: arrival)
        }
    }

    /// Forgets keys whose budgets are full again; the pruner calls it.
    package func sweep() {
        let now = clock()
        states.withLock { states in states = states.filter { !$0.value.isAtRest(at: now) } }
    }

    /// How many keys are remembered, for the metrics.
    var remembered: Int { states.withLock(\.count) }
}

extension RateLimits {
    private typealias Rated = (entry: Entry, rate: GCRA)

    /// Returns the budget of a client, and for an IPv6 network that of the /48 around it.
    private func entries(
        _ budget: Budget,
        _ key: RateLimitKey,
        _ rate: GCRA
    ) -> (own: Rated, around: Rated?) {
        guard case .network(let network) = key else {
            return ((Entry(budget: budget, key: key), rate), nil)
        }
        let own = (Entry(budget: budget, key: key), rate.times(factors.factor(of: network)))
        guard let site = network.site else { return (own, nil) }
        let around = Entry(budget: budget, key: .network(site))
        return (own, (around, rate.times(factors.factor(of: site))))
    }

    /// Returns what has to be held at an entry; raises `wait` where it cannot be.
    private static func held(
        _ cells: Int,
        _ rated: Rated,
        _ states: [Entry: State],
        at now: Int64,
        _ wait: inout Int64
    ) -> RateReservation.Held? {
        let state = states[rated.entry] ?? State()
        let used = max(now, state.arrival) &+ state.reserved
        switch rated.rate.take(cells, at: now, remembered: used) {
        case .pass(let next):
            return RateReservation.Held(entry: rated.entry, rate: rated.rate, time: next &- used)
        case .wait(let nanoseconds):
            wait = max(wait, nanoseconds, 1)
            return nil
        }
    }

    private func update(
        _ budget: Budget,
        _ key: RateLimitKey,
        _ change: (GCRA, inout Int64, Int64) -> Void
    ) {
        guard let rate = rates[budget.rawValue] else { return }
        let (own, around) = entries(budget, key, rate)
        let now = clock()
        states.withLock { states in
            for case let rated? in [own, around] {
                var state = states[rated.entry] ?? State()
                change(rated.rate, &state.arrival, now)
                states[rated.entry] = state.isAtRest(at: now) ? nil : state
            }
        }
    }

    /// Frees memory: removes the keys whose budgets are full again, and all keys if that is not enough, which
    /// favours visitors over a flood of addresses.
    private static func forget(
        _ states: inout [Entry: State],
        atRestAt now: Int64,
        capacity: Int
    ) {
        states = states.filter { !$0.value.isAtRest(at: now) }
        if states.count >= capacity { states.removeAll(keepingCapacity: true) }
    }
}

extension RateLimits {
    /// Returns a clock that counts nanoseconds from now on, beginning with 1.
    package static func sinceStart() -> @Sendable () -> Int64 {
        let start = ContinuousClock.now
        return {
            let elapsed = (ContinuousClock.now - start).components
            return 1 &+ elapsed.seconds &* 1_000_000_000 &+ elapsed.attoseconds / 1_000_000_000
        }
    }
}
