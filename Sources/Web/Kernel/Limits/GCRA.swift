/// The generic cell rate algorithm: how many cells may pass now, from one remembered instant.
///
/// A pure function over (time, state): the caller keeps the state, one 64-bit number for each key.
/// Instants are nanoseconds of a clock that only moves forward. Source: ITU-T I.371 (virtual
/// scheduling); the state is the theoretical arrival time of the next cell.
package struct GCRA: Sendable, Equatable {
    /// The time one cell costs, in nanoseconds: the sustained rate is one cell each interval.
    package let interval: Int64
    /// How far ahead of the clock the state may run, in nanoseconds: burst × interval.
    package let tolerance: Int64

    /// A limit of so many cells a minute, of which `burst` may come at once.
    ///
    /// Rates and bursts below one are read as one: a limit of nothing is not a limit.
    package init(perMinute rate: Int, burst: Int) {
        interval = max(1, 60_000_000_000 / Int64(max(1, rate)))
        tolerance = interval.multipliedReportingOverflow(by: Int64(max(1, burst))).partialValue
    }

    /// What came of asking for some cells.
    package enum Decision: Equatable, Sendable {
        /// They pass; the value is the state to remember.
        case pass(Int64)
        /// They do not; the value is how many nanoseconds to wait before they would.
        case wait(Int64)
    }

    /// Asks for `cells` at `now`, given what was remembered (zero for a key never seen).
    ///
    /// A request larger than the whole burst is measured as the burst: it passes from a rested state.
    package func take(_ cells: Int, at now: Int64, remembered: Int64) -> Decision {
        let cost = min(interval &* Int64(max(0, cells)), tolerance)
        let next = max(now, remembered) &+ cost
        return next &- now <= tolerance ? .pass(next) : .wait(next &- now &- tolerance)
    }

    /// Charges `cells` without asking: for a cost that is only known afterwards.
    ///
    /// The debt never exceeds one burst beyond a full one, so a key recovers in bounded time.
    package func charge(_ cells: Int, at now: Int64, remembered: Int64) -> Int64 {
        let next = max(now, remembered) &+ interval &* Int64(max(0, cells))
        return min(next, now &+ 2 &* tolerance)
    }

    /// Gives back what was taken for nothing.
    package func refund(_ cells: Int, remembered: Int64) -> Int64 {
        max(0, remembered &- interval &* Int64(max(0, cells)))
    }

    /// Whether a key with this state is as good as never seen, so that it may be forgotten.
    package func isRested(_ remembered: Int64, at now: Int64) -> Bool { remembered <= now }
}
