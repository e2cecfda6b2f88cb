/// The generic cell rate algorithm (ITU-T I.371, virtual scheduling): a rate limit with one number of state.
///
/// A pure function over time and state. The caller keeps the state, one 64-bit number for each key: the
/// theoretical arrival time of the next cell. Instants are nanoseconds of a monotonic clock.
package struct GCRA: Sendable, Equatable {
    /// The time that one cell costs, in nanoseconds: the sustained rate is one cell per interval.
    let interval: Int64
    /// How far ahead of the clock the state may run, in nanoseconds: burst × interval.
    let tolerance: Int64

    /// A limit of `rate` cells per minute, of which `burst` may come together.
    ///
    /// Rates and bursts below one count as one.
    package init(perMinute rate: Int, burst: Int) {
        interval = max(1, 60_000_000_000 / Int64(max(1, rate)))
        tolerance = interval.multipliedReportingOverflow(by: Int64(max(1, burst))).partialValue
    }

    /// A limit of `cells` per day, all of which may come together.
    package init(perDay cells: Int) {
        interval = max(1, 86_400_000_000_000 / Int64(max(1, cells)))
        tolerance = interval.multipliedReportingOverflow(by: Int64(max(1, cells))).partialValue
    }

    private init(interval: Int64, tolerance: Int64) {
        self.interval = interval
        self.tolerance = tolerance
    }

    /// Returns the limit of a client with several times the budget, in the rate and in the burst.
    func times(_ factor: Int) -> GCRA {
        factor <= 1 ? self : GCRA(interval: max(1, interval / Int64(factor)), tolerance: tolerance)
    }

    /// The result of a request for some cells.
    enum Decision: Equatable, Sendable {
        /// They pass; the value is the state to remember.
        case pass(Int64)
        /// They do not; the value is the nanoseconds after which they would.
        case wait(Int64)
    }

    /// Requests `cells` at `now`, with the state that was remembered (zero for a new key).
    ///
    /// A request larger than the burst counts as the burst: it passes when the budget is full.
    func take(_ cells: Int, at now: Int64, remembered: Int64) -> Decision {
        let cost = min(interval &* Int64(max(0, cells)), tolerance)
        let next = max(now, remembered) &+ cost
        return next &- now <= tolerance ? .pass(next) : .wait(next &- now &- tolerance)
    }

    /// Returns the state after `cells` are charged without a check, for a cost that is known afterwards.
    ///
    /// The state never runs ahead by more than two bursts, so a key recovers in bounded time.
    func charge(_ cells: Int, at now: Int64, remembered: Int64) -> Int64 {
        let next = max(now, remembered) &+ interval &* Int64(max(0, cells))
        return min(next, now &+ 2 &* tolerance)
    }

    /// Returns the state after `cells` are returned.
    func refund(_ cells: Int, remembered: Int64) -> Int64 {
        max(0, remembered &- interval &* Int64(max(0, cells)))
    }
}
